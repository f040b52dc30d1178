/** A Redis server of its own for a test, when the machine has one. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export const redisAvailable = spawnSync('redis-server', ['--version']).status === 0;

export type TestRedis = { url: string; stop(): Promise<void> };

export async function startRedis(options: string[] = ['--maxmemory-policy', 'noeviction']): Promise<TestRedis> {
  const dir = mkdtempSync(join(tmpdir(), 'inquiry-desk-redis-'));
  const port = await freePort();
  const args = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    dir,
    '--appendonly',
    'yes',
    '--save',
    '',
    ...options,
  ];
  const server = spawn('redis-server', args, { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  await untilUp(url, server);
  return {
    url,
    stop: async () => {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function untilUp(url: string, server: ChildProcess): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  redis.on('error', () => {});
  try {
    await redis.connect().catch(() => {});
    await redis.ping();
  } finally {
    redis.disconnect();
  }
  if (server.exitCode !== null) throw new Error('redis-server ended at once');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
