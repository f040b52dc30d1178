/** Inquiries: where each stands and what is known of it. Every change of status tests the status it changes from. */
import { sql, type UpdateObject } from 'kysely';
import type { Away } from '../model/away.ts';
import type { ReplyLimits, ReplyPolicy } from '../model/channel.ts';
import type { ChannelKind, InquiryStatus } from '../model/inquiry.ts';
import type { Risk } from '../model/risk.ts';
import type { Stated } from '../model/stated.ts';
import type { Db } from './connect.ts';
import { addEvent } from './events.ts';
import type { Row, Schema } from './schema.ts';

export type NewInquiry = {
  messageId: number;
  contactId: number;
  owner: string;
  mailbox: string;
  channel: ChannelKind;
  forwardedBy: string | null;
  note: string;
  subject: string;
  text: string;
  receivedAt: Date;
  /** Message-IDs the customer has seen, oldest first. */
  thread: string[];
  risk: Risk | null;
  /** The earlier inquiry in whose thread this one began. */
  linkedInquiryId: number | null;
  replyPolicy: ReplyPolicy;
  /** Of a form or platform: see the columns of the same names. */
  platform: {
    stated: Stated;
    threadKey: string | null;
    relayAddress: string | null;
    replyLimits: ReplyLimits | null;
    url: string | null;
  } | null;
};

/** Records a new inquiry with the next number, `INQ-2026-000123`. */
export async function createInquiry(db: Db, inquiry: NewInquiry, at: Date): Promise<number> {
  const { id } = await db
    .insertInto('inquiries')
    .values({
      inquiry_no: sql<string>`'INQ-' || ${String(at.getUTCFullYear())}::text || '-' || lpad(nextval('inquiry_serial')::text, 6, '0')`,
      message_id: inquiry.messageId,
      contact_id: inquiry.contactId,
      status: 'new',
      status_at: at,
      owner: inquiry.owner,
      mailbox: inquiry.mailbox,
      channel: inquiry.channel,
      forwarded_by: inquiry.forwardedBy,
      note: inquiry.note,
      subject: inquiry.subject,
      text: inquiry.text,
      received_at: inquiry.receivedAt,
      thread: JSON.stringify(inquiry.thread),
      risk: inquiry.risk ? JSON.stringify(inquiry.risk) : null,
      linked_inquiry_id: inquiry.linkedInquiryId,
      reply_policy: inquiry.replyPolicy,
      stated: inquiry.platform ? JSON.stringify(inquiry.platform.stated) : null,
      thread_key: inquiry.platform?.threadKey ?? null,
      relay_address: inquiry.platform?.relayAddress ?? null,
      reply_limits: inquiry.platform?.replyLimits ? JSON.stringify(inquiry.platform.replyLimits) : null,
      platform_url: inquiry.platform?.url ?? null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addEvent(db, { kind: 'inquiry_new', at, inquiryId: id, messageId: inquiry.messageId });
  return id;
}

export function inquiryById(db: Db, id: number): Promise<Row<'inquiries'> | undefined> {
  return db.selectFrom('inquiries').selectAll().where('id', '=', id).executeTakeFirst();
}

/**
 * Holds an inquiry until the transaction ends. Whoever changes its drafts takes it first, so that an answer of the
 * approver and a mail of the customer in the same second follow each other and never wait for each other.
 */
export async function holdInquiry(trx: Db, id: number): Promise<void> {
  await trx.selectFrom('inquiries').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
}

/**
 * Moves an inquiry from one status to another and writes an event, unless somebody else was quicker.
 * @returns whether this call did it
 */
export async function moveInquiry(
  db: Db,
  id: number,
  move: {
    from: readonly InquiryStatus[];
    to: InquiryStatus;
    at: Date;
    reason?: string | null;
    set?: UpdateObject<Schema, 'inquiries'>;
    detail?: Record<string, unknown>;
  },
): Promise<boolean> {
  const result = await db
    .updateTable('inquiries')
    .set({
      ...move.set,
      status: move.to,
      status_at: move.at,
      status_reason: move.reason ?? null,
      failure: null,
      failed_stage: null,
    })
    .where('id', '=', id)
    .where('status', 'in', move.from)
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  await addEvent(db, { kind: `inquiry_${move.to}`, at: move.at, inquiryId: id, detail: move.detail ?? {} });
  return true;
}

/** Appends a Message-ID that the customer has now seen; the newest 30 are enough for any client's References. */
export async function extendThread(db: Db, id: number, messageId: string): Promise<void> {
  const { thread } = await db.selectFrom('inquiries').select('thread').where('id', '=', id).executeTakeFirstOrThrow();
  if (thread.includes(messageId)) return;
  await db
    .updateTable('inquiries')
    .set({ thread: JSON.stringify([...thread, messageId].slice(-30)) })
    .where('id', '=', id)
    .execute();
}

/** The customer's machine has told of his absence. */
export async function recordAway(db: Db, id: number, away: Away): Promise<void> {
  await db
    .updateTable('inquiries')
    .set({ away: JSON.stringify(away) })
    .where('id', '=', id)
    .execute();
}

/** A stage gave up on this inquiry: the sweep leaves it alone until a person looks at it. */
export async function failInquiry(db: Db, id: number, stage: string, reason: string): Promise<void> {
  await db.updateTable('inquiries').set({ failure: reason, failed_stage: stage }).where('id', '=', id).execute();
}

/** Earlier inquiries of the same contact or of the same organisation. */
export async function countEarlierInquiries(db: Db, inquiry: { id: number; contactId: number }): Promise<number> {
  const row = await db
    .selectFrom('inquiries')
    .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('inquiries.id', '<', inquiry.id)
    .where((where) =>
      where.or([
        where('contacts.id', '=', inquiry.contactId),
        where(
          'contacts.customer_id',
          '=',
          where.selectFrom('contacts').select('customer_id').where('id', '=', inquiry.contactId),
        ),
      ]),
    )
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The addresses the customer of an inquiry writes from; the domain is null when it is a free-mail provider's. */
export async function customerOf(db: Db, inquiryId: number): Promise<{ addresses: string[]; domain: string | null }> {
  const rows = await db
    .selectFrom('inquiries')
    .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
    .leftJoin('customers', 'customers.id', 'contacts.customer_id')
    .select(['contacts.email', 'customers.domain'])
    .where('inquiries.id', '=', inquiryId)
    .execute();
  return { addresses: rows.map((row) => row.email), domain: rows[0]?.domain ?? null };
}
