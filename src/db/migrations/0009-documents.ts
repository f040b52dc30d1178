/** For documents: what goes with a draft, and what was meant to and does not. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `alter table drafts
        add column attachments jsonb not null default '[]',
        add column left_documents jsonb not null default '[]'`,
    )
    .execute(db);
}
