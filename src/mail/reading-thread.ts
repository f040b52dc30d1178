/** Reads mails and attached files in a few threads with a limit of time and memory, so that none can stall the service. */
import { availableParallelism } from 'node:os';
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MailMessage } from '../model/message.ts';
import type { AttachedText } from './attachment/read-attachments.ts';

/** Twenty times what the largest mail takes on a small machine. */
export const PATIENCE_MS = 20_000;
/** JavaScript memory of one thread; file contents lie outside of it and are bounded by the size of a mail. */
const MAX_HEAP_MB = 256;
/** One stays free while a hostile mail keeps another busy. */
const MAX_THREADS = Math.max(2, Math.min(4, availableParallelism()));
/** A thread holds some 30 MB; quiet mailboxes do not need it. */
const IDLE_MS = 30_000;

/** What a thread can be asked for, of the raw bytes of a mail. */
export type Tasks = { mail: MailMessage; attachments: AttachedText[] };
export type Task = keyof Tasks;
export type Order = { task: Task; raw: Uint8Array };
export type Answer = { result: Tasks[Task] } | { error: string };

type Job = {
  task: Task;
  raw: Buffer;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
  patience: number;
};
type Thread = { worker: Worker; job: Job | null; timer: NodeJS.Timeout | null };

const threads = new Set<Thread>();
const waiting: Job[] = [];

/**
 * What `task` finds in a mail, read in a thread of its own. Rejects with the reason when the mail needs more than
 * `patience` (ms) or memory than allowed; the thread is then ended and the next mail gets a fresh one. Keeps the process
 * alive only while a mail is being read.
 */
export function readInThread<Name extends Task>(task: Name, raw: Buffer, patience: number): Promise<Tasks[Name]> {
  return new Promise((resolve, reject) => {
    waiting.push({ task, raw, resolve, reject, patience });
    work();
  });
}

function work(): void {
  while (waiting.length > 0) {
    const thread = [...threads].find(({ job }) => job === null) ?? (threads.size < MAX_THREADS ? start() : null);
    const job = thread ? waiting.shift() : undefined;
    if (!thread || !job) return;
    if (thread.timer) clearTimeout(thread.timer);
    thread.job = job;
    thread.worker.ref();
    thread.timer = setTimeout(() => end(thread, `the mail could not be read in ${job.patience} ms`), job.patience);
    thread.worker.postMessage({ task: job.task, raw: new Uint8Array(job.raw) } satisfies Order);
  }
}

function start(): Thread {
  // The same file runs as TypeScript under Node and under jest, and as JavaScript after the build.
  const file = join(import.meta.dirname, `reading-thread-worker${extname(import.meta.filename)}`);
  const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB }, execArgv: [] });
  const thread: Thread = { worker, job: null, timer: null };
  worker.on('message', (answer: Answer) => settle(thread, answer));
  worker.on('error', (error) => end(thread, `the mail could not be read: ${error.message}`));
  worker.on('exit', () => end(thread, 'the thread that read the mail ended'));
  worker.unref();
  threads.add(thread);
  return thread;
}

function settle(thread: Thread, answer: Answer): void {
  const { job } = thread;
  release(thread);
  thread.worker.unref();
  thread.timer = setTimeout(() => end(thread, 'idle'), IDLE_MS);
  thread.timer.unref();
  if ('result' in answer) job?.resolve(answer.result as never);
  else job?.reject(new Error(`the mail could not be read: ${answer.error}`));
  work();
}

function end(thread: Thread, reason: string): void {
  if (!threads.delete(thread)) return;
  const { job } = thread;
  release(thread);
  void thread.worker.terminate();
  job?.reject(new Error(reason));
  work();
}

function release(thread: Thread): void {
  if (thread.timer) clearTimeout(thread.timer);
  thread.timer = null;
  thread.job = null;
}
