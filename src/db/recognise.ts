/** Finds the mails of a renumbered folder again in the ledger, so that they need not be downloaded a second time. */
import { sql } from 'kysely';
import type { RenumberedMail } from '../mail/intake-store.ts';
import type { Db } from './connect.ts';
import { addEvent } from './events.ts';

/**
 * Gives the rows of these mails their new UIDs. A mail is known for certain when exactly one of the given ones and only
 * one mail of the ledger have its Message-ID, arrival (to the second) and size; whatever is less sure is left out, for
 * then the whole mail has to decide. One transaction.
 * @returns the UIDs that stand in the ledger now, those included that did before
 */
export function recogniseMails(
  db: Db,
  place: { mailbox: string; folder: string; uidValidity: string },
  mails: readonly RenumberedMail[],
  at: Date,
): Promise<number[]> {
  const { mailbox, folder, uidValidity } = place;
  const uids = mails.map(({ uid }) => uid);
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`
      with asked as (
        select *, count(*) over (partition by message_id, second, size) as alike from unnest(
          ${uids}::bigint[], ${mails.map(({ messageId }) => messageId)}::text[],
          ${mails.map(({ receivedAt }) => Math.floor(receivedAt.getTime() / 1000))}::bigint[],
          ${mails.map(({ size }) => size)}::bigint[]
        ) as mail (uid, message_id, second, size)
      ), known as (
        select asked.uid, messages.id,
          row_number() over (partition by asked.uid order by messages.id desc) as nth,
          min(checksum) over (partition by asked.uid) = max(checksum) over (partition by asked.uid) as is_one_mail
        from asked join messages on messages.message_id = asked.message_id
          and floor(extract(epoch from received_at)) = second
          and coalesce(messages.size, octet_length(raw)) = asked.size
        where mailbox = ${mailbox} and folder = ${folder} and uid_validity <> ${uidValidity} and alike = 1
      )
      update messages set uid_validity = ${uidValidity}, uid = known.uid from known
      where messages.id = known.id and nth = 1 and is_one_mail and not exists (
        select from messages taken where taken.mailbox = ${mailbox} and taken.folder = ${folder}
          and taken.uid_validity = ${uidValidity} and taken.uid = known.uid)
      returning messages.id`.execute(trx);
    if (rows.length > 0) {
      await addEvent(trx, { kind: 'renumbered', at, detail: { folder, uidValidity, mails: rows.length } });
    }
    const there = await trx
      .selectFrom('messages')
      .select('uid')
      .where('mailbox', '=', mailbox)
      .where('folder', '=', folder)
      .where('uid_validity', '=', uidValidity)
      .where(sql<boolean>`uid = any(${uids}::bigint[])`)
      .execute();
    return there.map(({ uid }) => uid);
  });
}
