/** Watches one folder over one connection: fetch, IDLE, fetch again; after a failure waits and connects anew. */
import { isNativeError } from 'node:util/types';
import type { ImapFlow } from 'imapflow';
import type { ServerLogin } from '../model/mail-account.ts';
import { type Bell, makeBell } from './bell.ts';
import { fetchRound, freshMemory, type RoundContext } from './fetch-round.ts';
import { imapClient, leaveImap } from './imap.ts';
import { explainLoginFailure, isLoginRefused } from './login-failure.ts';

export type FolderState = { folder: string; connected: boolean; lastPollAt: Date | null; lastError: string | null };

export type FolderWatch = {
  /** Resolves after a fetch round that began after this call; rejects when it, or the connection, fails. */
  poll(): Promise<void>;
  stop(): Promise<void>;
  state(): FolderState;
};

type WatchOptions = Omit<RoundContext, 'isStopping'> & { login: ServerLogin; pollSeconds: number };
type Waiter = { resolve: () => void; reject: (reason: unknown) => void };

/** Starts at once and goes on until stop(); never rejects by itself. */
export function watchFolder(options: WatchOptions): FolderWatch {
  const { folder, store, now, log } = options;
  const bell = makeBell();
  const memory = freshMemory();
  const waiters: Waiter[] = [];
  const state: FolderState = { folder, connected: false, lastPollAt: null, lastError: null };
  let stopping = false;
  let failures = 0;
  /** The connection while it must be broken off to stop: connecting or fetching, not idling. */
  let busy: ImapFlow | null = null;
  const context: RoundContext = { ...options, isStopping: () => stopping };

  const noted = async (error: string | null): Promise<void> => {
    state.lastError = error;
    if (error === null) state.lastPollAt = now();
    try {
      await store.polled(folder, now(), error);
    } catch (failure) {
      log.warn({ folder, error: messageOf(failure) }, 'the state of the folder was not recorded');
    }
  };

  const round = async (client: ImapFlow): Promise<void> => {
    const served = waiters.splice(0);
    bell.clear();
    try {
      await fetchRound(client, context, memory);
      for (const waiter of served) waiter.resolve();
    } catch (error) {
      waiters.unshift(...served);
      throw error;
    }
    failures = 0;
    await noted(null);
  };

  const session = async (): Promise<void> => {
    const client = imapClient(options.login, log);
    busy = client;
    const wake = (): void => bell.ring();
    client.on('exists', wake);
    client.on('close', wake);
    try {
      await connect(client, options);
      state.connected = true;
      while (!stopping) {
        busy = client;
        await round(client);
        busy = null;
        if (!stopping) await waitForNews(client, bell, options.pollSeconds * 1000);
        if (!stopping && !client.usable) throw new Error('the mail server closed the connection');
      }
    } finally {
      state.connected = false;
      busy = null;
      // What this connection had to say must not cut the wait before the next one short.
      client.off('exists', wake);
      client.off('close', wake);
      bell.clear();
      if (stopping) await leaveImap(client);
      else client.close();
    }
  };

  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        await session();
      } catch (error) {
        if (stopping) break;
        failures++;
        const delay = retryDelay(failures, isLoginRefused(error));
        log[isLoginRefused(error) ? 'error' : failures > 1 ? 'warn' : 'info'](
          { folder, failures, delay, error: messageOf(error) },
          'the folder is not being watched; another attempt follows',
        );
        const waiting = waiters.splice(0);
        await noted(messageOf(error));
        for (const waiter of waiting) waiter.reject(error);
        if (!stopping) await bell.wait(delay);
      }
    }
    for (const waiter of waiters.splice(0)) waiter.reject(new Error('the intake was stopped'));
  };
  const running = run();

  return {
    poll: () =>
      new Promise((resolve, reject) => {
        if (stopping) return reject(new Error('the intake was stopped'));
        waiters.push({ resolve, reject });
        bell.ring();
      }),
    async stop() {
      stopping = true;
      bell.ring();
      busy?.close();
      await running;
    },
    state: () => ({ ...state }),
  };
}

/** Logs in and opens the folder read-only, so that no flag is ever set; fails with a sentence for the owner. */
async function connect(client: ImapFlow, { login, folder }: WatchOptions): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw Object.assign(new Error(explainLoginFailure(error, login), { cause: error }), {
      authenticationFailed: isLoginRefused(error),
    });
  }
  try {
    await client.mailboxOpen(folder, { readOnly: true });
  } catch (error) {
    const { mailboxMissing, responseText } = error as { mailboxMissing?: boolean; responseText?: string };
    const reason = mailboxMissing ? 'there is none of this name' : (responseText ?? messageOf(error));
    throw new Error(`the folder ${JSON.stringify(folder)} cannot be opened: ${reason}`, { cause: error });
  }
}

/** Idles until mail comes, the poll is due, or somebody rings. The next command ends IDLE by itself. */
async function waitForNews(client: ImapFlow, bell: Bell, milliseconds: number): Promise<void> {
  let waiting = true;
  const ended = (answer?: unknown): void => {
    // false: the server refuses IDLE for now. The poll has to do; asking again at once would be a storm.
    if (waiting && answer !== false) bell.ring();
  };
  client.idle().then(ended, () => ended());
  await bell.wait(milliseconds);
  waiting = false;
}

/** 1, 2, 4 … 60 seconds; after a refused login 1 … 10 minutes, for some servers lock out who tries too often. */
function retryDelay(failures: number, loginRefused: boolean): number {
  const doubled = 2 ** Math.min(failures - 1, 10);
  return loginRefused ? Math.min(doubled * 60_000, 600_000) : Math.min(doubled * 1_000, 60_000);
}

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
