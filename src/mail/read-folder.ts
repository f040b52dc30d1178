/** Asks an opened IMAP folder what lies in it, and fetches mails without changing anything. */
import { isNativeError } from 'node:util/types';
import type { ImapFlow } from 'imapflow';
import { messageIds } from './header-values.ts';
import type { FetchedMail } from './intake-store.ts';
import { troubleOf } from './login-failure.ts';
import { type ListedMail, searchDay, uidSets } from './new-mail.ts';
import type { FolderView } from './numbering.ts';
import { parseMail } from './parse.ts';

/** Larger than any provider lets through; of such a mail only the beginning is kept, marked unreadable. */
const MAX_MAIL_BYTES = 60 * 1024 * 1024;
const BEGINNING_BYTES = 256 * 1024;
const PARSE_PATIENCE_MS = 60_000;

/** What the server said of the folder when it was opened, and how many mails it has announced since. */
export function viewFolder(client: ImapFlow): FolderView {
  if (!client.mailbox) throw new Error('no folder is open');
  // A server may leave out what imapflow's types promise.
  const { uidValidity, uidNext, exists, highestModseq, noModseq }: Partial<typeof client.mailbox> = client.mailbox;
  return {
    uidValidity: uidValidity ?? null,
    uidNext: uidNext || null,
    count: exists ?? 0,
    highestModseq: noModseq ? null : (highestModseq ?? null),
  };
}

/** The folder's UIDVALIDITY as text, and how many mails it holds. */
export function folderFacts(client: ImapFlow): { uidValidity: string; count: number } {
  const { uidValidity, count } = viewFolder(client);
  return { uidValidity: String(uidValidity ?? 0), count };
}

/** The highest UID in the folder, 0 when it is empty. */
export async function highestUid(client: ImapFlow): Promise<number> {
  if (viewFolder(client).count === 0) return 0;
  let highest = 0;
  for await (const { uid } of client.fetch('*', { uid: true })) highest = Math.max(highest, uid);
  return highest;
}

/** Mails with a UID above `lastUid`, in order. (`n:*` also names the last mail when its UID is below n: RFC 9051.) */
export async function listAbove(client: ImapFlow, lastUid: number, now: Date): Promise<ListedMail[]> {
  return (await list(client, `${lastUid + 1}:*`, now)).filter(({ uid }) => uid > lastUid);
}

/** Mails that may have arrived since `startAt`, in order; some from up to a day before are among them. */
export async function listSince(client: ImapFlow, startAt: Date, now: Date): Promise<ListedMail[]> {
  if (viewFolder(client).count === 0) return [];
  const uids = await client.search({ since: searchDay(startAt) }, { uid: true });
  if (!Array.isArray(uids)) return await list(client, '1:*', now);
  return await list(client, uids, now);
}

/** A mail that the server keeps from us although it lists it. */
export class WithheldMail extends Error {}

/**
 * The mails, parsed; one that is gone meanwhile is left out.
 * @throws WithheldMail when the server says no or passes over a mail that it still lists; else imapflow's error
 */
export async function fetchMails(client: ImapFlow, listed: ListedMail[]): Promise<FetchedMail[]> {
  const sources = await fetchSources(client, listed);
  const lacking = listed.map(({ uid }) => uid).filter((uid) => !sources.has(uid));
  if (lacking.length > 0 && (await list(client, lacking, new Date(0))).length > 0) {
    throw new WithheldMail('the mail server did not hand over a mail that it lists');
  }
  const mails: FetchedMail[] = [];
  for (const { uid, size, receivedAt } of listed) {
    const raw = sources.get(uid);
    if (raw === undefined) continue;
    const isWhole = size <= MAX_MAIL_BYTES;
    const parsed = isWhole
      ? await readMail(raw)
      : {
          message: null,
          error: `the mail is too large (${Math.round(size / 1048576)} MB): only its beginning was kept`,
        };
    mails.push({ uid, receivedAt, raw, size, ...parsed });
  }
  return mails;
}

/** Message-IDs of the mails, as far as they have one. */
export async function fetchMessageIds(client: ImapFlow, uids: number[]): Promise<Map<number, string>> {
  const found = new Map<number, string>();
  for (const set of uidSets(uids)) {
    for await (const { uid, envelope } of client.fetch(set, { uid: true, envelope: true }, { uid: true })) {
      const [messageId] = messageIds(envelope?.messageId ? [envelope.messageId.trim()] : []);
      if (messageId) found.set(uid, messageId);
    }
  }
  return found;
}

async function list(client: ImapFlow, range: string | number[], now: Date): Promise<ListedMail[]> {
  const found = new Map<number, ListedMail>();
  for (const set of typeof range === 'string' ? [range] : uidSets(range)) {
    for await (const row of client.fetch(set, { uid: true, size: true, internalDate: true }, { uid: true })) {
      // The server may slip in rows about other changes; those have no size.
      if (row.size === undefined) continue;
      const receivedAt = new Date(row.internalDate ?? Number.NaN);
      found.set(row.uid, {
        uid: row.uid,
        size: row.size,
        receivedAt: Number.isNaN(receivedAt.getTime()) ? now : receivedAt,
      });
    }
  }
  return [...found.values()].sort((a, b) => a.uid - b.uid);
}

async function fetchSources(client: ImapFlow, listed: ListedMail[]): Promise<Map<number, Buffer>> {
  const sources = new Map<number, Buffer>();
  const whole = listed.filter(({ size }) => size <= MAX_MAIL_BYTES).map(({ uid }) => uid);
  const huge = listed.filter(({ size }) => size > MAX_MAIL_BYTES).map(({ uid }) => uid);
  const take = async (uids: number[], source: true | { maxLength: number }): Promise<void> => {
    try {
      for (const set of uidSets(uids)) {
        for await (const row of client.fetch(set, { uid: true, source }, { uid: true })) {
          if (row.source) sources.set(row.uid, row.source);
        }
      }
    } catch (error) {
      const { responseStatus, responseText } = error as { responseStatus?: string; responseText?: string };
      if (responseStatus !== 'NO' && responseStatus !== 'BAD') throw error;
      if (troubleOf(error) === 'limit') throw error;
      const words = (responseText ?? '').slice(0, 200);
      throw new WithheldMail(`the mail server did not hand over a mail (it said: ${words})`, { cause: error });
    }
  };
  await take(whole, true);
  await take(huge, { maxLength: BEGINNING_BYTES });
  return sources;
}

/** A mail that the parser rejects, or never finishes, must not stop the ones behind it. */
async function readMail(raw: Buffer): Promise<Pick<FetchedMail, 'message' | 'error'>> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the parser did not finish')), PARSE_PATIENCE_MS);
  });
  try {
    return { message: await Promise.race([parseMail(raw), patience]), error: null };
  } catch (error) {
    return { message: null, error: isNativeError(error) ? error.message.slice(0, 500) : 'unknown parser error' };
  } finally {
    clearTimeout(timer);
  }
}
