import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { redisFault } from '../../src/check-redis.ts';
import { type OpenDatabase, openDatabase } from '../../src/db/connect.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';
import { PermanentError } from '../../src/permanent-error.ts';
import { postgresQueues, type Queues, redisQueues } from '../../src/queues.ts';
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts';

const log = openLog('silent');

describe.each([
  ['PostgreSQL', true],
  ['Redis', redisAvailable],
] as const)('queues in %s', (kind, available) => {
  const test = available ? it : it.skip;
  let queues: Queues;
  let database: OpenDatabase | undefined;
  let redis: TestRedis | undefined;
  const folder = makeTemporaryFolder('queues');

  beforeAll(async () => {
    if (!available) return;
    if (kind === 'PostgreSQL') {
      database = await openDatabase({ databaseUrl: null, dataDir: folder.path }, log);
      queues = await postgresQueues(database.openPool('-c search_path=bullmq,public', 30), log);
    } else {
      redis = await startRedis();
      queues = await redisQueues(redis.url, log);
    }
  });

  afterAll(async () => {
    if (available) await queues.close();
    await database?.close();
    await redis?.stop();
    folder.remove();
  });

  test('hands every id to the worker, once however often it is said while it waits', async () => {
    for (const id of [1, 2, 2, 3, 2]) await queues.add('route', id);
    const seen: number[] = [];
    await new Promise<void>((resolve) => {
      queues.work(
        'route',
        async (id) => {
          seen.push(id);
          if (seen.length === 3) resolve();
        },
        async () => {},
      );
    });
    expect(seen.sort()).toEqual([1, 2, 3]);
  });

  test('takes an id again after its job has ended', async () => {
    const seen: number[] = [];
    let wake = () => {};
    queues.work(
      'classify',
      async (id) => {
        seen.push(id);
        wake();
      },
      async () => {},
    );
    for (let round = 1; round <= 3; round += 1) {
      const done = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await queues.add('classify', 7);
      await done;
      await settled(queues);
    }
    expect(seen).toEqual([7, 7, 7]);
  });

  test('runs an id once more when it is said while its job is under way', async () => {
    let runs = 0;
    await new Promise<void>((resolve) => {
      queues.work(
        'enrich',
        async (id) => {
          runs += 1;
          if (runs === 1) await queues.add('enrich', id);
          else resolve();
        },
        async () => {},
      );
      queues.add('enrich', 5).catch(() => {});
    });
    expect(runs).toBe(2);
  });

  test('gives up at once on a permanent failure and says why', async () => {
    let runs = 0;
    const failure = new Promise<[number, string]>((resolve) => {
      queues.work(
        'price',
        async () => {
          runs += 1;
          throw new PermanentError('cannot be priced');
        },
        async (id, reason) => resolve([id, reason]),
      );
    });
    await queues.add('price', 9);
    expect(await failure).toEqual([9, 'cannot be priced']);
    expect(runs).toBe(1);
  });

  test('sweeps on a schedule, one schedule however many ask for it', async () => {
    await Promise.all([queues.schedule('sweep', 200), queues.schedule('sweep', 200)]);
    let sweeps = 0;
    await new Promise<void>((resolve) => {
      queues.work(
        'sweep',
        async () => {
          sweeps += 1;
          if (sweeps === 3) resolve();
        },
        async () => {},
      );
    });
    expect(sweeps).toBe(3);
  });
});

describe('a Redis that cannot be trusted is refused', () => {
  const test = redisAvailable ? it : it.skip;

  test('when it may evict keys', async () => {
    const redis = await startRedis(['--maxmemory-policy', 'allkeys-lru']);
    try {
      await expect(redisQueues(redis.url, log)).rejects.toThrow(
        /maxmemory-policy is allkeys-lru.*CONFIG SET maxmemory-policy noeviction/,
      );
    } finally {
      await redis.stop();
    }
  });

  it('when nobody answers', async () => {
    await expect(redisQueues('redis://127.0.0.1:1', log)).rejects.toThrow(
      /REDIS_URL: Redis at 127.0.0.1:1 does not answer/,
    );
  });

  it.each([
    ['5.0.7', 'noeviction', /6\.2 or newer/],
    ['6.0.16', 'noeviction', /6\.2 or newer/],
    ['7.2.4', 'volatile-lru', /noeviction/],
    ['6.2.0', 'noeviction', null],
    ['8.0.1', 'noeviction', null],
  ])('version %s with %s', (version, policy, fault) => {
    const found = redisFault(`# Server\r\nredis_version:${version}\r\n# Memory\r\nmaxmemory_policy:${policy}\r\n`);
    if (fault) expect(found).toMatch(fault);
    else expect(found).toBeNull();
  });
});

async function settled(queues: Queues): Promise<void> {
  while (Object.values(await queues.depths()).some((depth) => depth > 0))
    await new Promise((resolve) => setTimeout(resolve, 20));
}
