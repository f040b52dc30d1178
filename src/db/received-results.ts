/** What the receiving servers have written about the senders of the newest mails (RFC 8601). */
import { sql } from 'kysely';
import type { Db } from './connect.ts';

const NEWEST = 200;

/** The topmost field of each mail that has one, with the number of Received fields above it; newest mail first. */
export async function topmostResults(db: Db): Promise<{ value: string; above: number }[]> {
  const { rows } = await sql<{ value: string; above: number | null }>`
    select mail->'headers'->'authentication-results'->>0 as value, (mail->'receivedAbove'->>0)::int as above
    from (select mail from messages where mail is not null order by id desc limit ${NEWEST}) as newest
    where mail->'headers' ? 'authentication-results'`.execute(db);
  return rows.flatMap(({ value, above }) => (above === null ? [] : [{ value, above }]));
}
