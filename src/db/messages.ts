/** The ledger: one row for every mail seen in a watched folder, with the one thing it turned out to be. */
import { sql } from 'kysely';
import type { Cursor, FetchedMail, IntakeStore } from '../mail/intake-store.ts';
import type { Disposition } from '../model/message.ts';
import { mailChecksum } from '../receive/checksum.ts';
import type { Db } from './connect.ts';
import { addEvent } from './events.ts';
import { recogniseMails } from './recognise.ts';
import type { NewRow } from './schema.ts';
import type { MessageStatus } from './schema-mail.ts';

/** Where the intake of one mailbox keeps its mail and its place in each folder. */
export function intakeStore(db: Db, mailbox: string, now: () => Date): IntakeStore {
  return {
    async cursor(folder) {
      const row = await db
        .selectFrom('folders')
        .select(['uid_validity', 'last_uid', 'start_at'])
        .where('mailbox', '=', mailbox)
        .where('folder', '=', folder)
        .executeTakeFirst();
      return row?.uid_validity ? { uidValidity: row.uid_validity, lastUid: row.last_uid, startAt: row.start_at } : null;
    },
    begin: (folder, cursor, skipped) => beginFolder(db, { mailbox, folder, cursor, skipped, at: now() }),
    save: (folder, uidValidity, mails, lastUid) =>
      db.transaction().execute(async (trx) => {
        const stored: number[] = [];
        for (const mail of mails) {
          const id = await storeMail(trx, { mailbox, folder, uidValidity, mail, at: now() });
          if (id !== null) stored.push(id);
        }
        await moveCursor(trx, { mailbox, folder, uidValidity, lastUid, at: mails.at(-1)?.receivedAt ?? null });
        return stored;
      }),
    recognise: (folder, uidValidity, mails) => recogniseMails(db, { mailbox, folder, uidValidity }, mails, now()),
    async polled(folder, at, error) {
      const failing = { last_error: error, failing_since: sql<Date>`coalesce(folders.failing_since, ${at})` };
      const seen = error ? failing : { last_poll_at: at, last_error: null, failing_since: null };
      const first = error ? { last_error: error, failing_since: at } : { last_poll_at: at };
      // A folder that could not be opened even once has no numbers yet, but its fault must be seen.
      const never = { uid_validity: '', last_uid: 0, start_at: at };
      await db
        .insertInto('folders')
        .values({ mailbox, folder, ...never, ...first })
        .onConflict((conflict) => conflict.columns(['mailbox', 'folder']).doUpdateSet(seen))
        .execute();
    },
  };
}

async function beginFolder(
  db: Db,
  first: { mailbox: string; folder: string; cursor: Cursor; skipped: number; at: Date },
): Promise<void> {
  const { mailbox, folder, cursor, skipped, at } = first;
  const place = {
    uid_validity: cursor.uidValidity,
    last_uid: cursor.lastUid,
    baseline_uid: cursor.lastUid,
    start_at: cursor.startAt,
    skipped,
  };
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('folders')
      .values({ mailbox, folder, ...place })
      .onConflict((conflict) =>
        conflict
          .columns(['mailbox', 'folder'])
          .doUpdateSet(place)
          .where('folders.uid_validity', '<>', place.uid_validity),
      )
      .execute();
    await addEvent(trx, { kind: 'folder_begun', at, detail: { folder, skipped, uidValidity: cursor.uidValidity } });
  });
}

type ArrivalRow = Pick<
  NewRow<'messages'>,
  'mailbox' | 'folder' | 'uid_validity' | 'uid' | 'message_id' | 'checksum' | 'size' | 'received_at' | 'stored_at'
>;
type Arrival = { mailbox: string; folder: string; uidValidity: string; mail: FetchedMail; at: Date };

/** The id of the new row when the mail is to be routed; null for a UID already stored or a copy of a stored mail. */
async function storeMail(trx: Db, arrival: Arrival): Promise<number | null> {
  const { mailbox, folder, uidValidity, mail, at } = arrival;
  const row: ArrivalRow = {
    mailbox,
    folder,
    uid_validity: uidValidity,
    uid: mail.uid,
    message_id: mail.message?.messageId ?? null,
    checksum: mailChecksum(mail.raw, mail.message),
    size: mail.size ?? mail.raw.length,
    received_at: mail.receivedAt,
    stored_at: at,
  };
  const original = await trx
    .insertInto('messages')
    .values({
      ...row,
      raw: mail.raw,
      mail: mail.message ? JSON.stringify(mail.message) : null,
      parse_error: mail.error,
      status: 'stored',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (original) {
    await addEvent(trx, { kind: 'stored', at, messageId: original.id });
    return original.id;
  }
  await storeCopy(trx, row, at);
  return null;
}

/** A UID that is already in the ledger stays as it is; another place of a stored mail gets a row that points to it. */
async function storeCopy(trx: Db, row: ArrivalRow, at: Date): Promise<void> {
  const original = await trx
    .selectFrom('messages')
    .select('id')
    .where('checksum', '=', row.checksum)
    .where('copy_of', 'is', null)
    .executeTakeFirst();
  if (!original) return;
  const copy = await trx
    .insertInto('messages')
    .values({ ...row, copy_of: original.id, status: 'done', disposition: 'duplicate' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (copy) await addEvent(trx, { kind: 'duplicate', at, messageId: copy.id, detail: { copyOf: original.id } });
}

async function moveCursor(
  trx: Db,
  place: { mailbox: string; folder: string; uidValidity: string; lastUid: number; at: Date | null },
): Promise<void> {
  await trx
    .updateTable('folders')
    .set({
      last_uid: sql<number>`greatest(last_uid, ${place.lastUid}::bigint)`,
      last_message_at: sql<Date>`greatest(last_message_at, ${place.at}::timestamptz)`,
    })
    .where('mailbox', '=', place.mailbox)
    .where('folder', '=', place.folder)
    .where('uid_validity', '=', place.uidValidity)
    .execute();
}

/** A message without its raw source. */
export function messageById(db: Db, id: number) {
  return db
    .selectFrom('messages')
    .select([
      'id',
      'mailbox',
      'message_id',
      'mail',
      'parse_error',
      'received_at',
      'status',
      'disposition',
      'detail',
      'inquiry_id',
    ])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The bytes of a message as they came. */
export async function rawMessage(db: Db, id: number): Promise<Buffer | undefined> {
  const row = await db.selectFrom('messages').select('raw').where('id', '=', id).executeTakeFirst();
  return row?.raw ?? undefined;
}

/**
 * Writes what a message turned out to be, if nobody has yet.
 * @returns whether this call did it
 */
export async function disposeMessage(
  db: Db,
  id: number,
  outcome: {
    from: MessageStatus;
    to: MessageStatus;
    disposition: Disposition;
    detail?: Record<string, unknown>;
    inquiryId?: number | null;
  },
): Promise<boolean> {
  const result = await db
    .updateTable('messages')
    .set({
      status: outcome.to,
      disposition: outcome.disposition,
      detail: JSON.stringify(outcome.detail ?? {}),
      ...(outcome.inquiryId === undefined ? {} : { inquiry_id: outcome.inquiryId }),
      failure: null,
    })
    .where('id', '=', id)
    .where('status', '=', outcome.from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export async function failMessage(db: Db, id: number, reason: string): Promise<void> {
  await db
    .updateTable('messages')
    .set({ failure: reason })
    .where('id', '=', id)
    .where('status', '<>', 'done')
    .execute();
}

/** Where a handled message lies in the mailbox, when it has not been moved yet. */
export function placeOf(db: Db, id: number) {
  return db
    .selectFrom('messages')
    .select(['id', 'mailbox', 'folder', 'uid_validity', 'uid', 'disposition'])
    .where('id', '=', id)
    .where('status', '=', 'done')
    .where('filed_to', 'is', null)
    .executeTakeFirst();
}

export async function recordFiling(db: Db, id: number, folder: string): Promise<void> {
  await db.updateTable('messages').set({ filed_to: folder }).where('id', '=', id).execute();
}
