/** The ledger as the audit reads it: the rows of a folder, and everything that has come to a stop. */
import { sql } from 'kysely';
import { draftStages, inquiryStages } from '../lifecycle.ts';
import type { LedgerFolder } from '../receive/compare-ledger.ts';
import type { Db } from './connect.ts';

/** null when the desk has never looked into this folder. */
export async function readLedger(db: Db, mailbox: string, folder: string): Promise<LedgerFolder | null> {
  const place = await db
    .selectFrom('folders')
    .select(['uid_validity', 'baseline_uid', 'start_at'])
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .executeTakeFirst();
  if (!place?.uid_validity) return null;
  const rows = await db
    .selectFrom('messages')
    .select(['id', 'uid', 'message_id as messageId', 'checksum', 'copy_of as copyOf'])
    .where('mailbox', '=', mailbox)
    .where('folder', '=', folder)
    .where('uid_validity', '=', place.uid_validity)
    .execute();
  return { uidValidity: place.uid_validity, baselineUid: place.baseline_uid, startAt: place.start_at, rows };
}

/** `id` is a row of the table that `what` names; `what` and `id` are what repairStuck takes. */
export type Stuck = { what: 'message' | 'inquiry' | 'draft' | 'outgoing' | 'follow_up'; id: number; reason: string };

/** Rows that some stage should have moved on before `before`, and rows whose stage has given up. */
export async function findStuck(db: Db, before: Date): Promise<Stuck[]> {
  const { rows } = await sql<Stuck>`
    (select 'message' as what, id, coalesce(failure, status || ' since ' || stored_at::text) as reason from messages
      where status <> 'done' and (failure is not null or stored_at < ${before}))
    union all
    (select 'inquiry', id, coalesce(failure, status || ' since ' || status_at::text) from inquiries
      where failure is not null or (status in (${sql.join(Object.keys(inquiryStages))}) and status_at < ${before}))
    union all
    (select 'draft', id, coalesce(failure, status || ' since ' || status_at::text) from drafts
      where status in (${sql.join(Object.keys(draftStages))}) and (failure is not null
        -- A draft that waits for a person has stopped only when its next step is overdue.
        or (status = 'awaiting_approval' and next_step_at < ${before})
        or (status <> 'awaiting_approval' and status_at < ${before})))
    union all
    (select 'outgoing', id, status || ' since ' || not_before::text from outgoing
      where (status = 'queued' and not_before < ${before}) or (status = 'sending' and claimed_at < ${before}))
    union all
    (select 'follow_up', id, coalesce(failure, 'due since ' || due_at::text) from follow_ups
      where status = 'scheduled' and (failure is not null or due_at < ${before}))
    order by what, id`.execute(db);
  return rows;
}

/** Forgets why a row was given up on, so that the sweep takes it up again. */
export async function forgetFailure(db: Db, { what, id }: Pick<Stuck, 'what' | 'id'>): Promise<void> {
  const tables = { message: 'messages', inquiry: 'inquiries', draft: 'drafts', follow_up: 'follow_ups' } as const;
  if (what === 'outgoing') return; // has no failure of its own: it is tried again by itself
  await sql`update ${sql.table(tables[what])} set failure = null where id = ${id}`.execute(db);
}
