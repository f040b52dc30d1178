/** One look into a folder: everything new is fetched, stored and announced, and the cursor follows what is stored. */
import { isNativeError } from 'node:util/types';
import type { ImapFlow } from 'imapflow';
import type { Logger } from 'pino';
import { currentCursor, recogniseStored } from './begin-folder.ts';
import { type FolderMemory, fetchOrder, lookOf } from './folder-memory.ts';
import { openFolder } from './imap.ts';
import type { Cursor, FetchedMail, IntakeStore } from './intake-store.ts';
import { troubleOf } from './login-failure.ts';
import { isOld, type ListedMail } from './new-mail.ts';
import { fetchMails, listAbove, viewFolder, WithheldMail } from './read-folder.ts';

const PORTION = { count: 50, bytes: 20 * 1024 * 1024 };
/**
 * With so much against it a mail is recorded as unreadable. A refusal weighs two; a connection that breaks while the
 * mail is fetched one, for that may be the network. The mails behind it do not wait for this.
 */
const TOO_MUCH = 10;
const WEIGHT = { withheld: 2, broken: 1 };

export type RoundContext = {
  /** Its name in the settings and in the ledger. */
  folder: string;
  /** Its name on the server. */
  path: string;
  /** When this connection was made. */
  session: Date;
  startAt: Date | null;
  store: IntakeStore;
  now: () => Date;
  log: Logger;
  onStored: (ids: number[]) => Promise<void>;
  /** True when the intake is to end: no further portion is begun. */
  isStopping: () => boolean;
  /** A server that takes longer to open the folder is gone. */
  answerMs: number;
};

/** Runs one round; rejects when IMAP or the store fails, with everything before it stored. */
export async function fetchRound(client: ImapFlow, context: RoundContext, memory: FolderMemory): Promise<void> {
  const { folder, path, store, log } = context;
  const stored = await store.cursor(folder);
  // Opened anew each time: so the server is asked whether it is there, and tells when it has numbered the folder anew.
  await answered(client, openFolder(client, path), context.answerMs);
  const view = viewFolder(client);
  const cursor = await currentCursor(client, context, memory, stored, view);
  if (memory.settled !== null && memory.settled === lookOf(view, cursor.uidValidity, cursor.lastUid)) return;
  memory.settled = null;
  const { lastUid, startAt } = cursor;
  for (const uid of memory.ahead) if (uid <= lastUid) memory.ahead.delete(uid);
  const listed = await listAbove(client, lastUid, context.now());
  const wanted = listed.filter((mail) => !isOld(mail, startAt, memory.seenAtStart));
  if (wanted.length < listed.length) {
    log.info({ folder, skipped: listed.length - wanted.length }, 'mails from before the start date are left alone');
  }
  await recogniseStored(client, context, memory, cursor.uidValidity, wanted);
  const reached = await storeWanted(client, context, memory, cursor, wanted);
  if (reached === null) return;
  const last = listed.at(-1)?.uid ?? lastUid;
  if (last > reached) await store.save(folder, cursor.uidValidity, [], last);
  memory.ahead.clear();
  memory.mayBeStored = false;
  memory.settled = lookOf(view, cursor.uidValidity, last);
}

async function answered(client: ImapFlow, answer: Promise<void>, milliseconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('the mail server does not answer any more'));
      client.close();
    }, milliseconds);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Where the cursor stands when all of them are stored; null when the intake is to end before. */
async function storeWanted(
  client: ImapFlow,
  context: RoundContext,
  memory: FolderMemory,
  { uidValidity, lastUid }: Cursor,
  wanted: ListedMail[],
): Promise<number | null> {
  const { folder, store, log } = context;
  const order = fetchOrder(wanted, memory, PORTION);
  const reach = cursorOver(wanted, memory.ahead, lastUid);
  let reached = lastUid;
  for (const portion of order) {
    if (context.isStopping()) return null;
    const mails = await fetchPortion(client, portion, memory, context);
    for (const { uid } of portion) memory.ahead.add(uid);
    let ids: number[];
    try {
      reached = reach();
      ids = await store.save(folder, uidValidity, mails, reached);
    } catch (error) {
      memory.ahead.clear();
      throw error;
    }
    for (const { uid } of portion) memory.failed.delete(uid);
    noteNewest(memory, mails);
    log.info({ folder, fetched: mails.length, stored: ids.length, ids }, 'mails stored');
    if (ids.length > 0) await announce(ids, context);
  }
  return reached;
}

/** Gives the highest UID up to which everything wanted is done. */
function cursorOver(wanted: ListedMail[], done: ReadonlySet<number>, lastUid: number): () => number {
  let next = 0;
  let reached = lastUid;
  return () => {
    for (let mail = wanted[next]; mail && done.has(mail.uid); mail = wanted[++next]) reached = mail.uid;
    return reached;
  };
}

async function fetchPortion(
  client: ImapFlow,
  portion: ListedMail[],
  memory: FolderMemory,
  { folder, path, session, log, isStopping }: RoundContext,
): Promise<FetchedMail[]> {
  const [only] = portion.length === 1 ? portion : [];
  const weight = only ? (memory.failed.get(only.uid) ?? 0) : 0;
  if (only && weight >= TOO_MUCH) {
    log.error({ folder, uid: only.uid }, 'the server does not hand over a mail: recorded as unreadable');
    const error = 'the mail server did not hand over this mail, though it was asked many times';
    // Not empty: the ledger would take two such mails for copies of each other.
    const raw = Buffer.from(
      `X-Not-Handed-Over: UID ${only.uid}, ${only.size} bytes, ${path}, ${session.toISOString()}\r\n`,
    );
    return [{ uid: only.uid, receivedAt: only.receivedAt, raw, size: only.size, message: null, error }];
  }
  try {
    const mails = await fetchMails(client, portion);
    for (const { uid } of portion) memory.suspects.delete(uid);
    return mails;
  } catch (error) {
    const isItsFault = !isStopping() && troubleOf(error) !== 'limit';
    if (isItsFault && only) {
      memory.failed.set(only.uid, weight + (error instanceof WithheldMail ? WEIGHT.withheld : WEIGHT.broken));
    }
    for (const { uid } of portion) memory.suspects.add(uid);
    throw error;
  }
}

function noteNewest(memory: FolderMemory, mails: FetchedMail[]): void {
  for (const { receivedAt } of mails) {
    if (memory.lastMessageAt === null || receivedAt > memory.lastMessageAt) memory.lastMessageAt = receivedAt;
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
