/** Drafts that wait for somebody's word and follow-ups of the day, for the daily list. */
import type { InquiryClass } from '../model/inquiry.ts';
import type { Db } from './connect.ts';

export type WaitingRow = {
  inquiryNo: string;
  approver: string;
  class: InquiryClass | null;
  customer: string;
  subject: string;
  since: Date;
};
export type FollowUpRow = { inquiryNo: string; owner: string; customer: string; dueAt: Date };

const most = 300;

/** One row for each person asked, the longest waiting first. */
export async function waitingDrafts(db: Db): Promise<WaitingRow[]> {
  return await db
    .selectFrom('approvals')
    .innerJoin('inquiries', 'inquiries.id', 'approvals.inquiry_id')
    .innerJoin('drafts', 'drafts.id', 'approvals.draft_id')
    .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
    .leftJoin('customers', 'customers.id', 'contacts.customer_id')
    .select((row) => [
      'inquiries.inquiry_no as inquiryNo',
      'approvals.approver',
      'inquiries.class',
      row.fn.coalesce('customers.name', 'contacts.name', 'contacts.email').$castTo<string>().as('customer'),
      'drafts.subject',
      'approvals.requested_at as since',
    ])
    .where('approvals.status', '=', 'open')
    .where('drafts.status', '=', 'awaiting_approval')
    .orderBy('approvals.requested_at')
    .limit(most)
    .execute();
}

/** Follow-ups that are due before `until`. */
export async function followUpsUntil(db: Db, until: Date): Promise<FollowUpRow[]> {
  return await db
    .selectFrom('follow_ups')
    .innerJoin('inquiries', 'inquiries.id', 'follow_ups.inquiry_id')
    .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
    .leftJoin('customers', 'customers.id', 'contacts.customer_id')
    .select((row) => [
      'inquiries.inquiry_no as inquiryNo',
      'inquiries.owner',
      row.fn.coalesce('customers.name', 'contacts.name', 'contacts.email').$castTo<string>().as('customer'),
      'follow_ups.due_at as dueAt',
    ])
    .where('follow_ups.status', '=', 'scheduled')
    .where('follow_ups.due_at', '<', until)
    .orderBy('follow_ups.due_at')
    .limit(most)
    .execute();
}
