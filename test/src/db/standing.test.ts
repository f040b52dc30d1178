import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { intakeStore } from '../../../src/db/messages.ts';
import { readStanding } from '../../../src/db/standing.ts';
import { foldTallies } from '../../../src/db/tallies.ts';
import { parseMail } from '../../../src/mail/parse.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

const now = new Date('2026-11-23T01:00:00Z');
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  const store = intakeStore(database.db, 'desk@x.example', () => now);
  await store.begin('INBOX', { uidValidity: '1', lastUid: 0, startAt: now }, 0);
  const mails = await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      // Every fourth is a copy of the one before it.
      const raw = Buffer.from(`Subject: ${index - (index % 4 === 3 ? 1 : 0)}\r\n\r\nx\r\n`);
      return { uid: index + 1, receivedAt: now, raw, message: await parseMail(raw), error: null };
    }),
  );
  await store.save('INBOX', '1', mails, 40);
});
afterAll(async () => {
  await database.close();
});

/** The same, counted row by row. */
async function counted(): Promise<Record<string, number>> {
  const { rows } = await sql<{ key: string; count: number }>`
    select coalesce(disposition, 'not yet routed') as key, count(*) as count from messages group by 1`.execute(
    database.db,
  );
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

const dispose = (from: number, to: number, disposition: string) =>
  sql`update messages set disposition = ${disposition}, status = 'done' where id between ${from} and ${to}`.execute(
    database.db,
  );

describe('the counts of the status command', () => {
  it('are those of the rows after inserts, changes, deletions and changes taken back', async () => {
    const { db } = database;
    expect((await readStanding(db)).messages).toEqual({ 'not yet routed': 30, duplicate: 10 });
    await dispose(1, 10, 'inquiry');
    await dispose(5, 20, 'bounce');
    await sql`delete from messages where copy_of is not null and id > 30`.execute(db);
    await db
      .transaction()
      .execute(async (trx) => {
        await sql`update messages set disposition = 'complaint', status = 'done'`.execute(trx);
        throw new Error('taken back');
      })
      .catch(() => {});
    expect((await readStanding(db)).messages).toEqual(await counted());
    await foldTallies(db);
    expect((await readStanding(db)).messages).toEqual(await counted());
    expect(await noted()).toBeLessThan(20);
  });

  it('survive that several draw them together while rows change', async () => {
    const { db } = database;
    const rounds = Array.from({ length: 12 }, (_, index) => index);
    await Promise.all([
      ...rounds.map((index) => dispose(index, index + 9, index % 2 === 0 ? 'inquiry' : 'auto_reply')),
      ...rounds.map(() => foldTallies(db)),
    ]);
    expect((await readStanding(db)).messages).toEqual(await counted());
  });
});

async function noted(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from tallies`.execute(database.db);
  return rows[0]?.count ?? 0;
}
