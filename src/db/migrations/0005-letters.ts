/** For the letters to customers: what in a draft is set in bold. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table drafts add column bold jsonb not null default '[]'`).execute(db);
}
