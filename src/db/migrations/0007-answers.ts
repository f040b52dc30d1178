/** For answers beside the mail: the secret of the approval page, and what a rule has to know to stand in for a person. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // SHA-256 of the secret in the address of the page; null = this question has no page.
  `alter table approvals add column page_hash text unique`,
  // Which template a draft was written with; null for drafts of earlier versions.
  `alter table drafts add column template text`,
  `create index approvals_by_rule on approvals (approver, requested_at) where approver like 'rule:%'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
