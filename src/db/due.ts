/** What is due or stuck, by queue: the sweep asks this every minute, so a job lost from the queue is found again. */
import { sql } from 'kysely';
import { draftStages, followUpStages, inquiryStages, messageStages, outgoingStages } from '../lifecycle.ts';
import type { Handoff, QueueName } from '../queues.ts';
import type { Db } from './connect.ts';

/** At most this many of a kind in one sweep: the next sweep takes the rest. */
const batch = 500;

/**
 * Rows whose next step has waited longer than `patienceMs` (so that jobs just queued are left alone), outgoing mail
 * and follow-ups whose time has come. Rows with a recorded failure wait for a person.
 */
export async function findDue(db: Db, now: Date, patienceMs: number): Promise<Handoff[]> {
  const before = new Date(now.getTime() - patienceMs);
  const { rows } = await sql<{ kind: keyof typeof stages; status: string; id: number }>`
    (select 'message' as kind, status, id from messages
      where status <> 'done' and failure is null and stored_at <= ${before} order by id limit ${batch})
    union all
    (select 'inquiry', status, id from inquiries
      where status in (${list(inquiryStages)}) and failure is null and status_at <= ${before} order by id limit ${batch})
    union all
    (select 'draft', status, id from drafts
      where status = 'drafted' and failure is null and status_at <= ${before} order by id limit ${batch})
    union all
    (select 'draft', status, id from drafts
      where status = 'awaiting_approval' and failure is null and next_step_at <= ${now}
      order by next_step_at limit ${batch})
    union all
    (select 'outgoing', status, id from outgoing
      where status = 'queued' and not_before <= ${now} order by id limit ${batch})
    union all
    (select 'outgoing', status, id from outgoing
      where status = 'sending' and claimed_at <= ${new Date(now.getTime() - sendingTimeoutMs)} order by id limit ${batch})
    union all
    (select 'outgoing', 'queued', id from outgoing
      where audience = 'customer' and status = 'sent' and filed_at is null and filing_failure is null
        and sent_at <= ${before} and (file_after is null or file_after <= ${now}) order by id limit ${batch})
    union all
    (select 'follow_up', status, id from follow_ups
      where status = 'scheduled' and failure is null and due_at <= ${now} order by due_at limit ${batch})
  `.execute(db);
  return rows.flatMap(({ kind, status, id }) => {
    const queue = stages[kind][status];
    return queue ? [{ queue, id }] : [];
  });
}

/** No SMTP conversation lasts longer (src/mail/smtp-session.ts); whoever claimed the mail before that is dead. */
export const sendingTimeoutMs = 15 * 60_000;

const stages: Record<'message' | 'inquiry' | 'draft' | 'outgoing' | 'follow_up', { [status: string]: QueueName }> = {
  message: messageStages,
  inquiry: inquiryStages,
  draft: draftStages,
  outgoing: outgoingStages,
  follow_up: followUpStages,
};

function list(table: { [status: string]: QueueName | undefined }) {
  return sql.join(Object.keys(table));
}
