/** For routing: what a form or platform says of the buyer, how it passes answers on, and when the customer is away. */
import { type Kysely, sql } from 'kysely';

const statements = [
  // Labelled fields of a form or platform notification.
  `alter table inquiries add column stated jsonb`,
  // Joins the messages of one buyer whose address a platform hides.
  `alter table inquiries add column thread_key text`,
  `create index inquiries_thread_key on inquiries (thread_key) where thread_key is not null`,
  // Where the platform passes answers on to the buyer, and what it lets through.
  `alter table inquiries add column relay_address text`,
  `alter table inquiries add column reply_limits jsonb`,
  `alter table inquiries add column platform_url text`,
  // What an automatic answer of the customer has told.
  `alter table inquiries add column away jsonb`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}
