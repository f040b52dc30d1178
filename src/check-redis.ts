/** Looks whether a Redis can be trusted with queues, before anything is put into it. */
import { Redis } from 'ioredis';

/**
 * @throws with a sentence that says what to change: not reachable, older than 6.2, or allowed to evict keys
 */
export async function checkRedis(url: string): Promise<void> {
  const { host, port } = new URL(url);
  const where = `REDIS_URL: Redis at ${host || 'localhost'}${port ? '' : ':6379'}`;
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  let cause: Error | null = null; // connect() itself only says that the connection is closed
  redis.on('error', (error) => {
    cause ??= error;
  });
  try {
    await redis.connect();
    const fault = redisFault(await redis.info());
    if (fault) throw new Error(fault);
  } catch (error) {
    throw new Error(`${where} ${plainReason(cause ?? (error as Error))}`);
  } finally {
    if (redis.status !== 'end') redis.disconnect();
  }
}

/** What is wrong with a Redis, from its INFO text; null when nothing is. */
export function redisFault(info: string): string | null {
  const value = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';
  const [major = 0, minor = 0] = value('redis_version').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    return `is version ${value('redis_version') || 'unknown'}; 6.2 or newer is needed`;
  }
  const policy = value('maxmemory_policy');
  if (policy !== 'noeviction') {
    return (
      `may throw jobs away when its memory is full (maxmemory-policy is ${policy || 'unknown'}). ` +
      'Set it with: redis-cli CONFIG SET maxmemory-policy noeviction, and write the same line into redis.conf'
    );
  }
  return null;
}

function plainReason(error: Error): string {
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|Connection is closed/.test(error.message)) {
    return `does not answer (${error.message}). Start it, or leave REDIS_URL empty to keep the queues in PostgreSQL`;
  }
  if (/NOAUTH|WRONGPASS/.test(error.message)) return 'refuses the password in REDIS_URL';
  return error.message;
}
