import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { openLeases } from '../../../src/db/leases.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

const held = (name: string, holder: string, seconds: number) =>
  sql`insert into leases values (${name}, ${holder}, clock_timestamp() + make_interval(secs => ${seconds}))`.execute(
    database.db,
  );

describe('leases', () => {
  it('are held by one at a time, renewed by the holder, and free again after release', async () => {
    const [a, b] = [openLeases(database.db, 'a'), openLeases(database.db, 'b')];
    expect(await a.acquire('one')).toBe(true);
    expect(await a.acquire('one')).toBe(true);
    expect(await b.acquire('one')).toBe(false);
    expect(await b.renew('one')).toBe(false);
    expect(await a.renew('one')).toBe(true);
    await b.release('one');
    expect(await b.acquire('one')).toBe(false);
    await a.release('one');
    expect(await b.acquire('one')).toBe(true);
    expect(await a.renew('one')).toBe(false);
  });

  it('of many that ask at once go to exactly one', async () => {
    const asked = Array.from({ length: 8 }, (_, no) => openLeases(database.db, `many-${no}`).acquire('many'));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['one that has run out', 'elsewhere 1 x', -1, true],
    ['one of another machine', 'elsewhere 1 x', 20, false],
    ['one of a living process here', `${hostname()} ${process.pid} other`, 20, false],
    ['one of a dead process here', `${hostname()} ${spawnSync('true').pid} x`, 20, true],
  ])('%s', async (name, holder, seconds, taken) => {
    await held(name, holder, seconds);
    expect(await openLeases(database.db, 'me').acquire(name)).toBe(taken);
  });
});
