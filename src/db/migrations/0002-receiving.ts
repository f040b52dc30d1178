/** For receiving by several instances and for the audit: leases, and where in a folder the ledger begins. */
import { type Kysely, sql } from 'kysely';

const statements = [
  `create table leases (
    name text primary key,
    holder text not null,
    until timestamptz not null
  )`,
  // UIDs up to this one were there before the desk began and are not in the ledger.
  `alter table folders add column baseline_uid bigint not null default 0`,
  `alter table inquiries add column mailbox text`,
  `update inquiries set mailbox = (select mailbox from messages where messages.id = inquiries.message_id)`,
  `alter table outgoing add column mailbox text`,
  `alter table messages add column filed_to text`,
  `alter table inquiries add column linked_inquiry_id bigint references inquiries (id)`,
  `alter table inquiries add column risk jsonb`,
  // How an answer reaches the buyer: smtp, or by way of the platform he wrote on.
  `alter table inquiries add column reply_policy text not null default 'smtp'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
