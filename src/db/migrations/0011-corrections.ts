/** For what persons set of an inquiry: its class and facts that were misread. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(`alter table inquiries add column corrections jsonb not null default '[]'`).execute(db);
}
