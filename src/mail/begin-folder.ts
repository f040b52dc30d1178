/** Sets the cursor of a folder that is new to us, or whose mails the server has numbered anew. */
import type { ImapFlow } from 'imapflow';
import type { RoundContext } from './fetch-round.ts';
import { type FolderMemory, freshMemory } from './folder-memory.ts';
import type { Cursor } from './intake-store.ts';
import { isOld, type ListedMail } from './new-mail.ts';
import { baseOf, type FolderView, nameNumbering } from './numbering.ts';
import { fetchMessageIds, highestUid, listSince } from './read-folder.ts';

const RECOGNISE_AT_ONCE = 500;

/**
 * The cursor that holds for the opened folder. When its numbering has changed (UIDVALIDITY, RFC 9051, 2.3.1.1) that is
 * a new one, from the old start: what came meanwhile is among what is then read, and the store knows the rest.
 * `stored` must have been read before the folder was opened, else it may be ahead of `view`.
 */
export async function currentCursor(
  client: ImapFlow,
  context: RoundContext,
  memory: FolderMemory,
  stored: Cursor | null,
  view: FolderView,
): Promise<Cursor> {
  const isRolledBack = stored !== null && (await hasGoneBack(client, stored, view));
  const at = { session: context.session, now: context.now(), isRolledBack };
  const numbering = nameNumbering(view, stored?.uidValidity ?? null, at);
  if (stored?.uidValidity === numbering) return stored;
  return await beginFolder(client, context, memory, stored, view, numbering);
}

/**
 * True when the server will give out UIDs again that it gave out before, as after a backup was restored. Some servers
 * tell a wrong UIDNEXT: then the last mail that we know is still there, or a later one.
 */
async function hasGoneBack(client: ImapFlow, stored: Cursor, view: FolderView): Promise<boolean> {
  if (baseOf(stored.uidValidity) !== view.uidValidity) return false;
  if (view.uidNext === null || view.uidNext > stored.lastUid) return false;
  return (await highestUid(client)) < stored.lastUid;
}

async function beginFolder(
  client: ImapFlow,
  { folder, startAt: configured, store, now, log }: RoundContext,
  memory: FolderMemory,
  old: Cursor | null,
  view: FolderView,
  uidValidity: string,
): Promise<Cursor> {
  const given = old?.startAt ?? configured;
  const startAt = given ?? now();
  const last = view.uidNext === null ? await highestUid(client) : view.uidNext - 1;
  const since = given === null ? [] : await listSince(client, given, now());
  const wanted = since.filter((mail) => !isOld(mail, startAt, mail.uid));
  const first = wanted[0];
  const cursor = { uidValidity, lastUid: first ? first.uid - 1 : last, startAt };
  const skipped = Math.max(0, view.count - wanted.length);
  const { lastMessageAt } = memory;
  const seenAtStart = Math.max(last, since.at(-1)?.uid ?? 0);
  Object.assign(memory, freshMemory(), { lastMessageAt, seenAtStart, mayBeStored: old !== null });
  await store.begin(folder, cursor, skipped);
  log.info(
    { folder, uidValidity, lastUid: cursor.lastUid, startAt, skipped, toRead: wanted.length },
    old
      ? 'the server has numbered the folder anew: everything since the start date is compared with the ledger'
      : 'first look at the folder: mails that arrived before the start date are left alone',
  );
  return cursor;
}

/** Spares the download of mails that the ledger has, under other numbers perhaps; they are noted as read in `memory`. */
export async function recogniseStored(
  client: ImapFlow,
  { folder, store, log }: RoundContext,
  memory: FolderMemory,
  uidValidity: string,
  wanted: ListedMail[],
): Promise<void> {
  if (!memory.mayBeStored || !store.recognise) return;
  for (let at = 0; at < wanted.length; at += RECOGNISE_AT_ONCE) {
    const part = wanted.slice(at, at + RECOGNISE_AT_ONCE);
    const ids = await fetchMessageIds(
      client,
      part.map(({ uid }) => uid),
    );
    const mails = part.flatMap((mail) => {
      const messageId = ids.get(mail.uid);
      return messageId === undefined ? [] : [{ ...mail, messageId }];
    });
    const known = mails.length === 0 ? [] : await store.recognise(folder, uidValidity, mails);
    for (const uid of known) memory.ahead.add(uid);
    if (known.length > 0) {
      log.info({ folder, recognised: known.length, of: part.length }, 'mails are in the ledger already');
    }
  }
}
