/** For drafts that wait: what their approver has changed, what happens when he keeps silent, who is away. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `alter table drafts
    add column revision jsonb,
    add column changes jsonb not null default '[]',
    add column next_step text,
    add column next_step_at timestamptz`,
  `create index drafts_waiting on drafts (next_step_at) where status = 'awaiting_approval'`,
  // A deputy is asked beside the one who keeps silent; the first of them who answers decides.
  `drop index approvals_one_open`,
  `create unique index approvals_one_open on approvals (draft_id, approver) where status = 'open'`,
  `alter table inquiries add column close_code text`,
  `alter table quotations add column gaps jsonb not null default '[]'`,
  `create table absences (
    email text primary key,
    until date not null,
    heard_at timestamptz not null
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
