/** Sees to it that of several instances only one reads a mailbox at a time, and another takes over when it dies. */
import { isNativeError } from 'node:util/types';
import type { Logger } from 'pino';
import { makeBell } from './bell.ts';

/**
 * A claim on a name that ends by itself 20 seconds after it was last acquired or renewed, by the clock of the place
 * that keeps it. The holder is the object: two of them never hold the same name at once.
 */
export type MailboxLease = {
  /** True when the name is ours now: it was free, had run out, or was ours before. */
  acquire(name: string): Promise<boolean>;
  /** True when it was still ours and lasts anew. */
  renew(name: string): Promise<boolean>;
  /** Frees the name if it is ours. */
  release(name: string): Promise<void>;
};

export type LeaseKeeping = {
  /** Gives the lease back; the reading must have ended. */
  stop(): Promise<void>;
};

/**
 * Asks for the lease, and once it is held renews it, every `everyMs`; tells `onTurn` the outcome of each turn. An
 * answer that does not come within two turns counts as lost: the lease may be running out unseen.
 */
export function keepLease(options: {
  lease: MailboxLease;
  name: string;
  everyMs: number;
  log: Logger;
  onTurn: (holds: boolean) => void;
}): LeaseKeeping {
  const { lease, name, everyMs, log, onTurn } = options;
  const bell = makeBell();
  let stopping = false;
  let holds = false;

  const turn = async (): Promise<boolean> => {
    try {
      return await within(2 * everyMs, holds ? lease.renew(name) : lease.acquire(name));
    } catch (error) {
      log.warn({ name, error: isNativeError(error) ? error.message : error }, 'the lease of the mailbox is not known');
      return false;
    }
  };
  const run = async (): Promise<void> => {
    while (!stopping) {
      const held = holds;
      holds = await turn();
      if (holds !== held) log.info({ name, holds }, holds ? 'this instance reads the mailbox' : 'the lease is lost');
      if (!stopping) onTurn(holds);
      if (!stopping) await bell.wait(everyMs);
    }
  };
  const running = run();

  return {
    async stop() {
      stopping = true;
      bell.ring();
      await running;
      if (!holds) return;
      try {
        await within(2 * everyMs, lease.release(name));
      } catch (error) {
        log.warn({ name, error: isNativeError(error) ? error.message : error }, 'the lease was left to run out');
      }
    },
  };
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
