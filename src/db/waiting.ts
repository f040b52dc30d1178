/** What the daily list tells: drafts that wait, follow-ups, buyers on platforms, the figures of the days before. */
import { sql } from 'kysely';
import type { ChannelKind, InquiryClass } from '../model/inquiry.ts';
import type { Db } from './connect.ts';

type WaitingRow = {
  inquiryNo: string;
  approver: string;
  class: InquiryClass | null;
  customer: string;
  subject: string;
  since: Date;
  /** Somebody has been reminded or asked besides. */
  overdue: boolean;
};
type FollowUpRow = { inquiryNo: string; owner: string; customer: string; dueAt: Date };
/** A buyer who can only be answered where he wrote. */
type PlatformRow = {
  inquiryNo: string;
  owner: string;
  customer: string;
  channel: ChannelKind;
  url: string | null;
  since: Date;
};
type DayFigures = {
  received: number;
  /** By class; the empty key: not read yet. */
  inquiries: Partial<Record<InquiryClass | '', number>>;
  approved: number;
  rejected: number;
  sent: number;
};
export type DailyList = {
  waiting: WaitingRow[];
  followUps: FollowUpRow[];
  platforms: PlatformRow[];
  figures: DayFigures;
};

const most = 300;

/**
 * In one round trip: it is asked every minute of the morning.
 * @param wanted `until`: follow-ups that are due before; `figuresOf`: from the first instant to before the second;
 * `keys`: of the mails with which the list is sent
 * @returns `sent`: which of them there are already
 */
export async function readDailyList(
  db: Db,
  wanted: { until: Date; platformsSince: Date; figuresOf: readonly [Date, Date]; keys: readonly string[] },
): Promise<DailyList & { sent: ReadonlySet<string> }> {
  const { until, platformsSince, figuresOf, keys } = wanted;
  const parts = {
    sent: sql`select dedupe_key as key from outgoing where dedupe_key in (${sql.join([...keys, ''])})`,
    waiting: waitingDrafts,
    followUps: followUpsUntil(until),
    platforms: onPlatforms(platformsSince),
    figures: figuresBetween(figuresOf),
  };
  const columns = Object.entries(parts).map(
    ([name, query]) => sql`(select coalesce(json_agg(found), '[]') from (${query}) found) as ${sql.ref(name)}`,
  );
  const { rows } = await sql<Found>`select ${sql.join(columns)}`.execute(db);
  const [found] = rows;
  if (!found) throw new Error('a query without from has one row');
  return {
    sent: new Set(found.sent.map(({ key }) => key)),
    waiting: found.waiting.map((row) => ({ ...row, since: new Date(row.since) })),
    followUps: found.followUps.map((row) => ({ ...row, dueAt: new Date(row.dueAt) })),
    platforms: found.platforms.map((row) => ({ ...row, since: new Date(row.since) })),
    figures: figuresOfRows(found.figures),
  };
}

/** As JSON brings it: instants are texts. */
type Found = {
  sent: { key: string }[];
  waiting: (Omit<WaitingRow, 'since'> & { since: string })[];
  followUps: (Omit<FollowUpRow, 'dueAt'> & { dueAt: string })[];
  platforms: (Omit<PlatformRow, 'since'> & { since: string })[];
  figures: { kind: 'received' | 'inquiry' | 'approved' | 'rejected' | 'sent'; key: InquiryClass | ''; count: number }[];
};

const customer = sql`coalesce(customers.name, contacts.name, contacts.email)`;
const ofInquiry = sql`join contacts on contacts.id = inquiries.contact_id
  left join customers on customers.id = contacts.customer_id`;

/** One row for each person asked, the longest waiting first. */
const waitingDrafts = sql`
  select inquiries.inquiry_no as "inquiryNo", approvals.approver, inquiries.class, ${customer} as customer,
    drafts.subject, approvals.requested_at as since,
    exists (select from events where events.inquiry_id = inquiries.id and events.kind in ('waiting_remind', 'waiting_ask')
      and events.detail ->> 'draftId' = drafts.id::text) as overdue
  from approvals
  join inquiries on inquiries.id = approvals.inquiry_id
  join drafts on drafts.id = approvals.draft_id
  ${ofInquiry}
  where approvals.status = 'open' and drafts.status = 'awaiting_approval'
  order by approvals.requested_at limit ${most}`;

function followUpsUntil(until: Date) {
  return sql`
    select inquiries.inquiry_no as "inquiryNo", inquiries.owner, ${customer} as customer, follow_ups.due_at as "dueAt"
    from follow_ups
    join inquiries on inquiries.id = follow_ups.inquiry_id
    ${ofInquiry}
    where follow_ups.status = 'scheduled' and follow_ups.due_at < ${until}
    order by follow_ups.due_at limit ${most}`;
}

/** Handed to a person because no mail can answer them (`no_address`); what he does there the desk does not see. */
function onPlatforms(since: Date) {
  return sql`
  select inquiries.inquiry_no as "inquiryNo", inquiries.owner, inquiries.channel, inquiries.platform_url as url,
    inquiries.status_at as since,
    coalesce(inquiries.stated ->> 'company', inquiries.stated ->> 'name', contacts.name, inquiries.subject) as customer
  from inquiries
  join contacts on contacts.id = inquiries.contact_id
  where inquiries.status = 'needs_review' and inquiries.status_reason = 'no_address'
    and inquiries.status_at >= ${since}
  order by inquiries.status_at limit ${most}`;
}

function figuresBetween([from, to]: readonly [Date, Date]) {
  return sql`
    select 'received' as kind, '' as key, count(*)::int as count from messages
      where stored_at >= ${from} and stored_at < ${to} and copy_of is null and disposition is distinct from 'own_mail'
    union all
    select 'inquiry', coalesce(class, ''), count(*)::int from inquiries
      where received_at >= ${from} and received_at < ${to} group by 2
    union all
    select case status when 'rejected' then 'rejected' else 'approved' end, '', count(*)::int from approvals
      where status in ('approved', 'edited', 'rejected') and decided_at >= ${from} and decided_at < ${to} group by 1
    union all
    select 'sent', '', count(*)::int from outgoing
      where audience = 'customer' and status = 'sent' and sent_at >= ${from} and sent_at < ${to}`;
}

function figuresOfRows(rows: Found['figures']): DayFigures {
  const of = (kind: Found['figures'][number]['kind']) => rows.find((row) => row.kind === kind)?.count ?? 0;
  const classes = rows.filter(({ kind }) => kind === 'inquiry').map(({ key, count }) => [key, count] as const);
  return {
    received: of('received'),
    inquiries: Object.fromEntries(classes),
    approved: of('approved'),
    rejected: of('rejected'),
    sent: of('sent'),
  };
}
