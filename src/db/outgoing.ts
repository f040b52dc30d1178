/** The outbox: every mail the desk ever sends, as the exact bytes, written before it is sent. */
import { sql } from 'kysely';
import type { Db } from './connect.ts';
import type { Row } from './schema.ts';
import type { OutgoingStatus } from './schema-mail.ts';

export type NewOutgoing = {
  audience: 'customer' | 'team';
  purpose: string;
  /** What makes this mail the same mail if it is queued again: it is then written once. */
  dedupeKey: string;
  inquiryId: number | null;
  draftId?: number | null;
  approvalId?: number | null;
  aboutMessageId?: number | null;
  /** The shared mailbox it leaves from. */
  mailbox: string;
  recipient: string;
  subject: string;
  messageId: string;
  raw: Buffer;
};

/** @returns the id of the row, or null when this mail has been queued before */
export async function createOutgoing(db: Db, mail: NewOutgoing, at: Date): Promise<number | null> {
  const row = await db
    .insertInto('outgoing')
    .values({
      audience: mail.audience,
      purpose: mail.purpose,
      dedupe_key: mail.dedupeKey,
      inquiry_id: mail.inquiryId,
      draft_id: mail.draftId ?? null,
      approval_id: mail.approvalId ?? null,
      about_message_id: mail.aboutMessageId ?? null,
      mailbox: mail.mailbox,
      recipient: mail.recipient,
      subject: mail.subject,
      message_id: mail.messageId,
      raw: mail.raw,
      status: 'queued',
      not_before: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Whether a mail with this key has been queued before. */
export async function hasTeamMail(db: Db, dedupeKey: string): Promise<boolean> {
  const row = await db.selectFrom('outgoing').select('id').where('dedupe_key', '=', dedupeKey).executeTakeFirst();
  return row !== undefined;
}

/**
 * Claims a mail for sending. A customer's mail can only be claimed when its approval says yes: the condition is part
 * of the claim, so no path to SMTP goes around it.
 * @returns the mail, or null when it is not waiting, not due, already claimed, or not approved
 */
export async function claimOutgoing(db: Db, id: number, now: Date): Promise<Row<'outgoing'> | null> {
  const row = await db
    .updateTable('outgoing')
    .set({ status: 'sending', claimed_at: now, attempts: sql`attempts + 1` })
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where('not_before', '<=', now)
    .where((where) =>
      where.or([
        where('audience', '=', 'team'),
        where.exists(
          where
            .selectFrom('approvals')
            .select('approvals.id')
            .whereRef('approvals.id', '=', 'outgoing.approval_id')
            .whereRef('approvals.draft_id', '=', 'outgoing.draft_id')
            .where('approvals.status', 'in', ['approved', 'edited']),
        ),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

export function outgoingById(db: Db, id: number): Promise<Row<'outgoing'> | undefined> {
  return db.selectFrom('outgoing').selectAll().where('id', '=', id).executeTakeFirst();
}

/** @returns whether this call recorded the end of the attempt */
export async function recordSending(
  db: Db,
  id: number,
  result: { status: OutgoingStatus; response: string; sentAt?: Date; notBefore?: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('outgoing')
    .set({
      status: result.status,
      response: result.response.slice(0, 500),
      ...(result.sentAt ? { sent_at: result.sentAt } : {}),
      ...(result.notBefore ? { not_before: result.notBefore } : {}),
    })
    .where('id', '=', id)
    .where('status', '=', 'sending')
    .executeTakeFirst();
  return row.numUpdatedRows === 1n;
}

/** The copy in the Sent folder is there. */
export async function recordFiled(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable('outgoing').set({ filed_at: at }).where('id', '=', id).execute();
}

/**
 * The copy could not be put into the Sent folder: `next` tells when to try again, null that nobody will.
 * @returns false when somebody else has recorded this attempt
 */
export async function recordUnfiled(
  db: Db,
  { id, filing_tries: tries }: Pick<Row<'outgoing'>, 'id' | 'filing_tries'>,
  reason: string,
  next: Date | null,
): Promise<boolean> {
  const row = await db
    .updateTable('outgoing')
    .set({ filing_tries: tries + 1, file_after: next, ...(next ? {} : { filing_failure: reason.slice(0, 500) }) })
    .where('id', '=', id)
    .where('filing_tries', '=', tries)
    .where('filed_at', 'is', null)
    .executeTakeFirst();
  return row.numUpdatedRows === 1n;
}

/** Our own mails among these Message-IDs, newest first. */
export function outgoingByMessageIds(db: Db, messageIds: readonly string[]) {
  if (messageIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('outgoing')
    .select(['id', 'audience', 'purpose', 'inquiry_id', 'recipient', 'draft_id', 'approval_id', 'about_message_id'])
    .where('message_id', 'in', messageIds)
    .orderBy('id', 'desc')
    .execute();
}

/** The newest customer mail to any of these addresses: bounces often name nothing but the address. */
export function lastCustomerMailTo(db: Db, addresses: readonly string[]) {
  if (addresses.length === 0) return Promise.resolve(undefined);
  return db
    .selectFrom('outgoing')
    .select(['id', 'audience', 'purpose', 'inquiry_id', 'recipient', 'draft_id', 'approval_id', 'about_message_id'])
    .where('audience', '=', 'customer')
    .where('status', 'in', ['sent', 'sending', 'uncertain'])
    .where('recipient', 'in', addresses)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The mails that put a draft before its approver, the request first and then its reminder. */
export function approvalRequests(db: Db, approvalId: number) {
  return db
    .selectFrom('outgoing')
    .select(['id', 'raw', 'subject', 'message_id'])
    .where('approval_id', '=', approvalId)
    .where('purpose', 'in', ['approval', 'reminder'])
    .orderBy('id')
    .execute();
}

/** The last mail this inquiry's customer has had from us. */
export function lastSentTo(db: Db, inquiryId: number) {
  return db
    .selectFrom('outgoing')
    .select(['id', 'message_id', 'sent_at'])
    .where('inquiry_id', '=', inquiryId)
    .where('audience', '=', 'customer')
    .where('status', '=', 'sent')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** Size of all mails to customers of this channel that have left since then, or may have. */
export async function bytesSentThrough(db: Db, channel: Row<'inquiries'>['channel'], since: Date): Promise<number> {
  const { bytes } = await db
    .selectFrom('outgoing')
    .innerJoin('inquiries', 'inquiries.id', 'outgoing.inquiry_id')
    .select(sql<string | null>`sum(octet_length(outgoing.raw))`.as('bytes'))
    .where('inquiries.channel', '=', channel)
    .where('outgoing.audience', '=', 'customer')
    .where('outgoing.status', 'in', ['sending', 'sent', 'uncertain'])
    .where('outgoing.claimed_at', '>', since)
    .executeTakeFirstOrThrow();
  return Number(bytes ?? 0);
}

/** When our last mail to the customer that was no follow-up went out; null = none has. */
export async function lastReplyTo(db: Db, inquiryId: number): Promise<Date | null> {
  const row = await db
    .selectFrom('outgoing')
    .select('sent_at')
    .where('inquiry_id', '=', inquiryId)
    .where('audience', '=', 'customer')
    .where('purpose', '!=', 'follow_up')
    .where('sent_at', 'is not', null)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sent_at ?? null;
}
