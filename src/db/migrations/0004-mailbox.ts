/** For the mailbox: mails known again under new UIDs, refresh tokens, copies for Sent with an end, counts without scans. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // As the mail server lists it; with Message-ID and arrival it tells a mail again after the server has renumbered all.
  `alter table messages add column size bigint`,
  `create index messages_by_message_id on messages (message_id)`,
  `alter table folders add column failing_since timestamptz`,
  `create table refresh_tokens (
    account text primary key,
    sealed bytea not null,
    saved_at timestamptz not null
  )`,
  `alter table outgoing add column filing_tries integer not null default 0`,
  `alter table outgoing add column file_after timestamptz`,
  // Why the copy for Sent was given up; null while it is still tried.
  `alter table outgoing add column filing_failure text`,
  `drop index outgoing_unfiled`,
  `create index outgoing_unfiled on outgoing (id)
    where audience = 'customer' and status = 'sent' and filed_at is null and filing_failure is null`,
  // What status, audit and sweep ask for, however many rows have been settled.
  `create index messages_failed on messages (id) where failure is not null`,
  `create index inquiries_for_person on inquiries (id) where failure is not null or status = 'needs_review'`,
  `create index outgoing_not_sent on outgoing (id) where status in ('refused', 'uncertain')`,
  `create index follow_ups_failed on follow_ups (id) where failure is not null`,
  `create index approvals_open on approvals (id) where status = 'open'`,
  ...tallies({ messages: 'disposition', inquiries: 'status', outgoing: 'status', follow_ups: 'status' }),
];

/**
 * Counts of rows by a column, kept by triggers as changes that are only ever added (src/db/tallies.ts sums them up):
 * a row for each count would make every worker wait for the others.
 */
function tallies(columns: Record<string, string>): string[] {
  return [
    `create table tallies (table_name text not null, key text not null, change bigint not null)`,
    ...Object.entries(columns).flatMap(([table, column]) => [
      `create function tally_${table}() returns trigger language plpgsql as $$
      begin
        if tg_op <> 'INSERT' then insert into tallies values ('${table}', coalesce(old.${column}, ''), -1); end if;
        if tg_op <> 'DELETE' then insert into tallies values ('${table}', coalesce(new.${column}, ''), 1); end if;
        return null;
      end $$`,
      `create trigger tally_rows after insert or delete on ${table} for each row execute function tally_${table}()`,
      `create trigger tally_changes after update of ${column} on ${table} for each row
        when (old.${column} is distinct from new.${column}) execute function tally_${table}()`,
      `insert into tallies select '${table}', coalesce(${column}, ''), count(*) from ${table} group by 2`,
    ]),
  ];
}

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
