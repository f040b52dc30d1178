/** How the desk stands: counts and the things that wait for a person, for the status command and the demo. */
import { sql } from 'kysely';
import type { Correction } from '../model/correction.ts';
import type { InquiryClass } from '../model/inquiry.ts';
import type { Db } from './connect.ts';
import { readTallies } from './tallies.ts';

export type Standing = {
  inquiries: Record<string, number>;
  messages: Record<string, number>;
  outgoing: Record<string, number>;
  followUps: Record<string, number>;
  /** Approvals nobody has answered yet, oldest first, a hundred at most. `set`: what a person has set of the inquiry. */
  waiting: {
    inquiryNo: string;
    approver: string;
    since: Date;
    class: InquiryClass | null;
    set: { what: Correction['kind']; by: string }[];
  }[];
  /** What stopped, and why; fifty of a kind at most. */
  problems: { what: string; reason: string }[];
  folders: {
    mailbox: string;
    folder: string;
    lastPollAt: Date | null;
    lastMessageAt: Date | null;
    skipped: number;
    error: string | null;
  }[];
};

export async function readStanding(db: Db): Promise<Standing> {
  const [tallies, waiting, problems, folders] = await Promise.all([
    readTallies(db),
    openApprovals(db),
    findProblems(db),
    db.selectFrom('folders').selectAll().orderBy('id').execute(),
  ]);
  const { '': unrouted, ...messages } = tallies.messages;
  return {
    inquiries: tallies.inquiries,
    messages: unrouted ? { 'not yet routed': unrouted, ...messages } : messages,
    outgoing: tallies.outgoing,
    followUps: tallies.follow_ups,
    waiting,
    problems,
    folders: folders.map((row) => ({
      mailbox: row.mailbox,
      folder: row.folder,
      lastPollAt: row.last_poll_at,
      lastMessageAt: row.last_message_at,
      skipped: row.skipped,
      error: row.last_error,
    })),
  };
}

async function openApprovals(db: Db): Promise<Standing['waiting']> {
  const rows = await db
    .selectFrom('approvals')
    .innerJoin('inquiries', 'inquiries.id', 'approvals.inquiry_id')
    .select([
      'inquiries.inquiry_no',
      'inquiries.class',
      'inquiries.corrections',
      'approvals.approver',
      'approvals.requested_at',
    ])
    .where('approvals.status', '=', 'open')
    .orderBy('approvals.id')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    inquiryNo: row.inquiry_no,
    approver: row.approver,
    since: row.requested_at,
    class: row.class,
    set: row.corrections.map(({ kind, name }) => ({ what: kind, by: name })),
  }));
}

async function findProblems(db: Db): Promise<Standing['problems']> {
  const { rows } = await sql<{ what: string; reason: string }>`
    (select 'message ' || id as what, failure as reason from messages where failure is not null order by id limit 50)
    union all
    (select inquiry_no, coalesce(failure, status_reason, 'needs a person') from inquiries
      where failure is not null or status = 'needs_review' order by id limit 50)
    union all
    (select 'mail ' || id, status || ': ' || coalesce(response, '') from outgoing
      where status in ('refused', 'uncertain') order by id limit 50)`.execute(db);
  return rows;
}
