/** How many rows of a table have each status, without counting them: triggers note every change (migration 0004). */
import { sql } from 'kysely';
import type { Db } from './connect.ts';

type Tallied = 'inquiries' | 'messages' | 'outgoing' | 'follow_ups';

/** Rows by status, messages by disposition (the empty key: not yet routed). */
export async function readTallies(db: Db): Promise<Record<Tallied, Record<string, number>>> {
  const rows = await db
    .selectFrom('tallies')
    .select(['table_name', 'key', sql<number>`sum(change)::bigint`.as('count')])
    .groupBy(['table_name', 'key'])
    .orderBy('key')
    .execute();
  const of = (table: Tallied) =>
    Object.fromEntries(
      rows.filter((row) => row.table_name === table && row.count > 0).map(({ key, count }) => [key, count]),
    );
  return {
    inquiries: of('inquiries'),
    messages: of('messages'),
    outgoing: of('outgoing'),
    follow_ups: of('follow_ups'),
  };
}

/** Draws the noted changes together. Of several that do it at once each takes only what it deleted itself. */
export async function foldTallies(db: Db): Promise<void> {
  await sql`
    with noted as (delete from tallies returning table_name, key, change)
    insert into tallies select table_name, key, sum(change) from noted group by 1, 2`.execute(db);
}
