/** One look into a folder: everything new is fetched, stored and announced, and the cursor follows what is stored. */
import { isNativeError } from 'node:util/types';
import type { ImapFlow } from 'imapflow';
import type { Logger } from 'pino';
import type { Cursor, FetchedMail, IntakeStore } from './intake-store.ts';
import { isOld, type ListedMail, portions } from './new-mail.ts';
import { fetchMails, folderFacts, listAbove, listSince } from './read-folder.ts';

const PORTION = { count: 50, bytes: 20 * 1024 * 1024 };
/** So often a mail may fail to arrive before it is recorded as unreadable and the ones behind it get their turn. */
const MAX_ATTEMPTS = 5;

export type RoundContext = {
  folder: string;
  startAt: Date | null;
  store: IntakeStore;
  now: () => Date;
  log: Logger;
  onStored: (ids: number[]) => Promise<void>;
  /** True when the intake is to end: no further portion is begun. */
  isStopping: () => boolean;
};

/** What is remembered of a folder between rounds and connections. */
export type FolderMemory = {
  /** The last UID that was there when the folder was first seen in this process. */
  seenAtStart: number;
  /** UIDs whose fetch failed, with the number of attempts. */
  failed: Map<number, number>;
  /** After a failure mails are fetched one by one, so that the one that breaks the connection is found. */
  isCareful: boolean;
};

export function freshMemory(): FolderMemory {
  return { seenAtStart: 0, failed: new Map(), isCareful: false };
}

/** Runs one round over the opened folder; rejects when IMAP or the store fails, with everything before it stored. */
export async function fetchRound(client: ImapFlow, context: RoundContext, memory: FolderMemory): Promise<void> {
  const { folder, store, log } = context;
  const { uidValidity } = folderFacts(client);
  let cursor = await store.cursor(folder);
  if (cursor?.uidValidity !== uidValidity) cursor = await beginFolder(client, context, memory, cursor);
  const { startAt, lastUid } = cursor;
  const listed = await listAbove(client, lastUid, context.now());
  const wanted = listed.filter((mail) => !isOld(mail, startAt, memory.seenAtStart));
  if (wanted.length < listed.length) {
    log.info({ folder, skipped: listed.length - wanted.length }, 'mails from before the start date are left alone');
  }
  for (const portion of portions(wanted, memory.isCareful ? { ...PORTION, count: 1 } : PORTION)) {
    if (context.isStopping()) return;
    const mails = await fetchPortion(client, portion, memory, context);
    const ids = await store.save(folder, uidValidity, mails, portion.at(-1)?.uid ?? lastUid);
    log.info({ folder, fetched: mails.length, stored: ids.length, ids }, 'mails stored');
    if (ids.length > 0) await announce(ids, context);
  }
  const last = listed.at(-1)?.uid ?? 0;
  if (last > (wanted.at(-1)?.uid ?? 0)) await store.save(folder, uidValidity, [], last);
  memory.isCareful = false;
}

/**
 * Sets the cursor of a folder that is new to us or whose UIDs are void (UIDVALIDITY, RFC 9051, 2.3.1.1). In the second
 * case everything since the old start is fetched again: what came meanwhile is among it, and the store knows copies.
 */
async function beginFolder(
  client: ImapFlow,
  { folder, startAt: configured, store, now, log }: RoundContext,
  memory: FolderMemory,
  old: Cursor | null,
): Promise<Cursor> {
  const facts = folderFacts(client);
  const given = old?.startAt ?? configured;
  const since = given === null ? [] : await listSince(client, given, now());
  const startAt = given ?? now();
  const wanted = since.filter((mail) => !isOld(mail, startAt, mail.uid));
  const first = wanted[0];
  const cursor = { uidValidity: facts.uidValidity, lastUid: first ? first.uid - 1 : facts.lastUid, startAt };
  const skipped = Math.max(0, facts.count - wanted.length);
  memory.seenAtStart = Math.max(facts.lastUid, since.at(-1)?.uid ?? 0);
  await store.begin(folder, cursor, skipped);
  log.info(
    { folder, uidValidity: cursor.uidValidity, lastUid: cursor.lastUid, startAt, skipped, toRead: wanted.length },
    old
      ? 'the server has numbered the folder anew: everything since the start date is read again'
      : 'first look at the folder: mails that arrived before the start date are left alone',
  );
  return cursor;
}

async function fetchPortion(
  client: ImapFlow,
  portion: ListedMail[],
  memory: FolderMemory,
  { folder, log }: RoundContext,
): Promise<FetchedMail[]> {
  const [only] = portion;
  const attempts = portion.length === 1 && only ? (memory.failed.get(only.uid) ?? 0) : 0;
  if (only && attempts >= MAX_ATTEMPTS) {
    log.error({ folder, uid: only.uid, attempts }, 'the server does not hand over a mail: recorded as unreadable');
    const error = `the mail server did not hand over this mail (${attempts} attempts)`;
    return [{ uid: only.uid, receivedAt: only.receivedAt, raw: Buffer.alloc(0), message: null, error }];
  }
  try {
    const mails = await fetchMails(client, portion);
    for (const { uid } of portion) memory.failed.delete(uid);
    return mails;
  } catch (error) {
    memory.isCareful = true;
    if (portion.length === 1 && only) memory.failed.set(only.uid, attempts + 1);
    throw error;
  }
}

/** The mails are stored, so a queue that is down loses nothing: the sweep finds them. */
async function announce(ids: number[], { folder, log, onStored }: RoundContext): Promise<void> {
  try {
    await onStored(ids);
  } catch (error) {
    log.warn({ folder, ids, error: isNativeError(error) ? error.message : error }, 'stored mails were not queued');
  }
}
