/** The queues: their names, the one payload they carry, how often a job is tried, and whether Redis or PostgreSQL holds them. */
import {
  createPostgresBackend,
  type Job,
  type PgPool,
  Queue,
  runMigrations,
  UnrecoverableError,
  Worker,
  withBackend,
} from 'bullmq';
import { Redis } from 'ioredis';
import type pg from 'pg';
import type { Logger } from 'pino';
import { z } from 'zod';
import { checkRedis } from './check-redis.ts';
import { PermanentError } from './permanent-error.ts';

/** One queue for each stage, in the order of the process. */
const queueNames = [
  'route',
  'file',
  'classify',
  'enrich',
  'price',
  'draft',
  'ask-approval',
  'decide',
  'escalate',
  'send',
  'follow-up',
  'sweep',
  'audit',
] as const;
export type QueueName = (typeof queueNames)[number];

/** The only payload: which row to look at. PostgreSQL says where that row stands. */
const Payload = z.object({ id: z.int() });

const retries = { attempts: 5, backoff: { type: 'exponential', delay: 2000, jitter: 0.5 } } as const;
const kept = { removeOnComplete: { count: 1000 }, removeOnFail: { count: 5000 } } as const;

/** "Look at number `id`", said to the next queue. */
export type Handoff = { queue: QueueName; id: number };

export type Queues = {
  /** Says "look at number `id`". Saying it again while the job waits changes nothing. */
  add(queue: QueueName, id: number): Promise<void>;
  /** Runs a queue's job now and every `everyMs` milliseconds, however many processes ask for it. */
  schedule(queue: QueueName, everyMs: number): Promise<void>;
  /** Starts taking jobs of one queue. `failed` hears of the last failure of a job. */
  work(
    queue: QueueName,
    run: (id: number) => Promise<void>,
    failed: (id: number, reason: string) => Promise<void>,
  ): void;
  /** Jobs waiting or under way, by queue. */
  depths(): Promise<Record<string, number>>;
  /** Stops taking jobs and lets those under way end. */
  stopWork(): Promise<void>;
  close(): Promise<void>;
};

/** Queues in the database itself: no further server is needed (about 1,100 jobs a second). */
export async function postgresQueues(pool: pg.Pool, log: Logger): Promise<Queues> {
  // Every queue and worker listens on a connection of its own out of this pool.
  pool.setMaxListeners(100);
  const client = await pool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
  const backend = withBackend(createPostgresBackend);
  const connection = pool as unknown as PgPool; // the same object; bullmq describes pg's types on its own
  return openQueues(
    {
      queue: (name) => new backend.Queue(name, { connection }),
      worker: (name, run, concurrency) => new backend.Worker(name, run, { connection, concurrency }),
      end: async () => {},
    },
    log,
  );
}

/**
 * Queues in Redis, for more than one machine or many mails (about 4,000 jobs a second).
 * @throws with a sentence that says what to change when Redis cannot be reached, is too old or would drop jobs
 */
export async function redisQueues(url: string, log: Logger): Promise<Queues> {
  await checkRedis(url);
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  connection.on('error', (error) => log.warn({ reason: error.message }, 'the connection to Redis was lost'));
  return openQueues(
    {
      queue: (name) => new Queue(name, { connection }),
      worker: (name, run, concurrency) => new Worker(name, run, { connection, concurrency }),
      end: async () => {
        await connection.quit().catch(() => connection.disconnect());
      },
    },
    log,
  );
}

/** What we use of bullmq's Queue and Worker, whose full types differ from backend to backend. */
type OpenQueue = {
  add(name: string, data: { id: number }, options: object): Promise<unknown>;
  upsertJobScheduler(id: string, repeat: { every: number }, template: object): Promise<unknown>;
  getJobCounts(...types: ('waiting' | 'active' | 'delayed')[]): Promise<Record<string, number>>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
};
type OpenWorker = {
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'failed', listener: (job: Job | undefined, error: Error) => void): unknown;
  close(): Promise<void>;
};
type Backend = {
  queue(name: string): OpenQueue;
  worker(name: string, run: (job: Job) => Promise<void>, concurrency: number): OpenWorker;
  end(): Promise<void>;
};

function openQueues(backend: Backend, log: Logger): Queues {
  const onError = (error: Error) => log.warn({ reason: error.message }, 'a queue reported an error');
  const queues = Object.fromEntries(queueNames.map((name) => [name, backend.queue(name)])) as Record<
    QueueName,
    OpenQueue
  >;
  for (const queue of Object.values(queues)) queue.on('error', onError);
  const workers: OpenWorker[] = [];
  const stopWork = async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.close()));
  };

  return {
    async add(queue, id) {
      // A job id that has finished would silently swallow the new job; a deduplication id ends with its job.
      const deduplication = { id: String(id), keepLastIfActive: true };
      await queues[queue].add(queue, { id }, { ...retries, ...kept, deduplication });
    },
    async schedule(queue, everyMs) {
      await queues[queue].upsertJobScheduler(queue, { every: everyMs }, { name: queue, data: { id: 0 }, opts: kept });
    },
    work(queue, run, failed) {
      const worker = backend.worker(queue, (job) => runJob(job, run), concurrency[queue]);
      worker.on('error', onError);
      worker.on('failed', (job, error) => {
        if (!job) return;
        if (!isLastFailure(job, error)) {
          log.warn(
            { stage: queue, id: job.data.id, attempt: job.attemptsMade, reason: error.message },
            'will be tried again',
          );
          return;
        }
        failed(Payload.parse(job.data).id, error.message).catch(onError);
      });
      workers.push(worker);
    },
    async depths() {
      const counts = await Promise.all(
        queueNames.map(async (name) => {
          const count = await queues[name].getJobCounts('waiting', 'active', 'delayed');
          return [name, Object.values(count).reduce((sum, part) => sum + part, 0)] as const;
        }),
      );
      return Object.fromEntries(counts);
    },
    stopWork,
    async close() {
      await stopWork();
      await Promise.all(Object.values(queues).map((queue) => queue.close()));
      await backend.end();
    },
  };
}

/** How many rows a process looks at side by side. One mail goes out at a time, one sweep at a time. */
const concurrency: Record<QueueName, number> = {
  route: 2,
  file: 1,
  classify: 2,
  enrich: 2,
  price: 2,
  draft: 2,
  'ask-approval': 2,
  decide: 1,
  escalate: 1,
  send: 1,
  'follow-up': 1,
  sweep: 1,
  audit: 1,
};

async function runJob(job: Job, run: (id: number) => Promise<void>): Promise<void> {
  try {
    await run(Payload.parse(job.data).id);
  } catch (error) {
    if (error instanceof PermanentError) throw new UnrecoverableError(error.message);
    throw error;
  }
}

function isLastFailure(job: Job, error: Error): boolean {
  return error instanceof UnrecoverableError || job.attemptsMade >= (job.opts.attempts ?? 1);
}
