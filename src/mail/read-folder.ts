/** Asks an opened IMAP folder what lies in it, and fetches mails without changing anything. */
import { isNativeError } from 'node:util/types';
import type { ImapFlow } from 'imapflow';
import type { FetchedMail } from './intake-store.ts';
import type { ListedMail } from './new-mail.ts';
import { searchDay } from './new-mail.ts';
import { parseMail } from './parse.ts';

/** Larger than any provider lets through; of such a mail only the beginning is kept, marked unreadable. */
const MAX_MAIL_BYTES = 60 * 1024 * 1024;
const BEGINNING_BYTES = 256 * 1024;
const PARSE_PATIENCE_MS = 60_000;

/** The folder's UIDVALIDITY as text, the last UID given out, and how many mails it holds. */
export function folderFacts(client: ImapFlow): { uidValidity: string; lastUid: number; count: number } {
  if (!client.mailbox) throw new Error('no folder is open');
  const { uidValidity, uidNext, exists } = client.mailbox;
  return { uidValidity: String(uidValidity ?? 0), lastUid: Math.max(0, (uidNext || 1) - 1), count: exists };
}

/** Mails with a UID above `lastUid`, in order. (`n:*` also names the last mail when its UID is below n: RFC 9051.) */
export async function listAbove(client: ImapFlow, lastUid: number, now: Date): Promise<ListedMail[]> {
  return (await list(client, `${lastUid + 1}:*`, now)).filter(({ uid }) => uid > lastUid);
}

/** Mails that may have arrived since `startAt`, in order; some from up to a day before are among them. */
export async function listSince(client: ImapFlow, startAt: Date, now: Date): Promise<ListedMail[]> {
  if (folderFacts(client).count === 0) return [];
  const uids = await client.search({ since: searchDay(startAt) }, { uid: true });
  if (!Array.isArray(uids)) return await list(client, '1:*', now);
  return uids.length === 0 ? [] : await list(client, uids, now);
}

/** The mails, parsed; one that is gone meanwhile is left out. Rejects when the server fails to hand one over. */
export async function fetchMails(client: ImapFlow, listed: ListedMail[]): Promise<FetchedMail[]> {
  const sources = await fetchSources(client, listed);
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
    mails.push({ uid, receivedAt, raw, ...parsed });
  }
  return mails;
}

async function list(client: ImapFlow, range: string | number[], now: Date): Promise<ListedMail[]> {
  const found = new Map<number, ListedMail>();
  for await (const row of client.fetch(range, { uid: true, size: true, internalDate: true }, { uid: true })) {
    // The server may slip in rows about other changes; those have no size.
    if (row.size === undefined) continue;
    const receivedAt = new Date(row.internalDate ?? Number.NaN);
    found.set(row.uid, {
      uid: row.uid,
      size: row.size,
      receivedAt: Number.isNaN(receivedAt.getTime()) ? now : receivedAt,
    });
  }
  return [...found.values()].sort((a, b) => a.uid - b.uid);
}

async function fetchSources(client: ImapFlow, listed: ListedMail[]): Promise<Map<number, Buffer>> {
  const sources = new Map<number, Buffer>();
  const whole = listed.filter(({ size }) => size <= MAX_MAIL_BYTES).map(({ uid }) => uid);
  const huge = listed.filter(({ size }) => size > MAX_MAIL_BYTES).map(({ uid }) => uid);
  const take = async (uids: number[], source: true | { maxLength: number }): Promise<void> => {
    if (uids.length === 0) return;
    for await (const row of client.fetch(uids, { uid: true, source }, { uid: true })) {
      if (row.source) sources.set(row.uid, row.source);
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
