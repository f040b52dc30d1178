/** Watches one folder over one connection: fetch, IDLE, fetch again; after a failure waits and connects anew. */
import { isNativeError } from 'node:util/types';
import type { ImapFlow } from 'imapflow';
import type { ServerLogin } from '../model/mail-account.ts';
import { type Bell, makeBell } from './bell.ts';
import { fetchRound, type RoundContext } from './fetch-round.ts';
import { freshMemory } from './folder-memory.ts';
import { connectImap, findPath, leaveImap } from './imap.ts';
import type { IntakeTiming } from './intake-timing.ts';
import { explainLoginFailure, explainLoss, type Trouble, troubleOf } from './login-failure.ts';
import type { AccessTokens } from './oauth2.ts';
import { retryDelay } from './retry-delay.ts';

export type FolderState = {
  folder: string;
  /** False while another instance reads the mailbox. */
  holding: boolean;
  connected: boolean;
  /** The end of the last look that went well. */
  lastPollAt: Date | null;
  /** When the newest mail that this process stored reached the mailbox. */
  lastMessageAt: Date | null;
  /** What is wrong at the moment, in a sentence for the owner. */
  lastError: string | null;
};

export type FolderWatch = {
  /** Resolves after a fetch round that began after this call; rejects when it, or the connection, fails. */
  poll(): Promise<void>;
  /** Starts reading; with false breaks it off at once, and whoever waits for a poll is told. */
  hold(holds: boolean): void;
  stop(): Promise<void>;
  state(): FolderState;
};

export type WatchOptions = Pick<RoundContext, 'folder' | 'startAt' | 'store' | 'now' | 'log' | 'onStored'> & {
  login: ServerLogin;
  pollSeconds: number;
  timing: IntakeTiming;
  tokens: AccessTokens;
};
type Waiter = { resolve: () => void; reject: (reason: unknown) => void };

const LONG_MS = 3_600_000;

/** Does nothing before hold(true), then goes on until stop(); never rejects by itself. */
export function watchFolder(options: WatchOptions): FolderWatch {
  const { folder, store, now, log, timing } = options;
  const bell = makeBell();
  const waiters: Waiter[] = [];
  const state = { connected: false, lastPollAt: null as Date | null, lastError: null as string | null };
  let memory = freshMemory();
  let stopping = false;
  let holding = false;
  /** Breaks off what the present session does. */
  let breaker: AbortController | null = null;
  /** True while the session must be broken off to end it soon: connecting or fetching, not idling. */
  let busy = false;
  const isEnding = (): boolean => stopping || !holding;

  const noted = async (error: string | null): Promise<void> => {
    state.lastError = error;
    if (error === null) state.lastPollAt = now();
    try {
      await store.polled(folder, now(), error);
    } catch (failure) {
      log.warn({ folder, error: messageOf(failure) }, 'the state of the folder was not recorded');
    }
  };
  const round = async (client: ImapFlow, context: RoundContext): Promise<void> => {
    const served = waiters.splice(0);
    bell.clear();
    busy = true;
    try {
      await fetchRound(client, context, memory);
      for (const waiter of served) waiter.resolve();
    } catch (error) {
      waiters.unshift(...served);
      throw error;
    } finally {
      busy = false;
    }
    await noted(null);
  };
  const session = async (signal: AbortSignal): Promise<void> => {
    busy = true;
    const client = await connect(options, signal);
    const wake = (): void => bell.ring();
    client.on('exists', wake);
    client.on('close', wake);
    try {
      const path = await findPath(client, folder);
      const { answerMs } = timing;
      const context = { ...options, path, session: now(), isStopping: isEnding, answerMs };
      state.connected = true;
      while (!isEnding()) {
        await round(client, context);
        if (!isEnding()) await waitForNews(client, bell, options.pollSeconds * 1000);
        if (!isEnding() && !client.usable) throw lossOf(client, null);
      }
    } catch (error) {
      throw isLoss(error) ? lossOf(client, error) : error;
    } finally {
      state.connected = false;
      // What this connection had to say must not cut the wait before the next one short.
      client.off('exists', wake);
      client.off('close', wake);
      bell.clear();
      if (stopping) await leaveImap(client);
      else client.close();
    }
  };
  let failures = 0;
  let lastTrouble: Trouble = 'other';
  const backOff = async (error: unknown, startedAt: number, wellAt: Date | null): Promise<void> => {
    const trouble = troubleOf(error);
    const wasSteady = state.lastPollAt !== wellAt && performance.now() - startedAt >= timing.steadyMs;
    if (wasSteady || trouble !== lastTrouble) failures = 0;
    lastTrouble = trouble;
    failures++;
    const delay = retryDelay(trouble, failures, timing.retryMs);
    log[trouble !== 'other' ? 'error' : failures > 1 ? 'warn' : 'info'](
      { folder, failures, delay, error: messageOf(error) },
      'the folder is not being watched; another attempt follows',
    );
    const waiting = waiters.splice(0);
    await noted(messageOf(error));
    for (const waiter of waiting) waiter.reject(error);
    if (!isEnding()) await bell.wait(delay);
  };
  const run = async (): Promise<void> => {
    while (!stopping) {
      if (!holding) {
        await bell.wait(LONG_MS);
        continue;
      }
      const startedAt = performance.now();
      const wellAt = state.lastPollAt;
      breaker = new AbortController();
      try {
        await session(breaker.signal);
      } catch (error) {
        if (!isEnding()) await backOff(error, startedAt, wellAt);
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
    hold(holds) {
      if (holds && !holding) {
        holding = true;
        failures = 0;
        memory = { ...freshMemory(), lastMessageAt: memory.lastMessageAt };
        bell.ring();
      } else if (!holds) {
        holding = false;
        breaker?.abort();
        const reason = new Error('another instance of the desk reads this mailbox');
        for (const waiter of waiters.splice(0)) waiter.reject(reason);
      }
    },
    async stop() {
      stopping = true;
      bell.ring();
      if (busy) breaker?.abort();
      await running;
    },
    state: () => ({ folder, holding, ...state, lastMessageAt: memory.lastMessageAt }),
  };
}

async function connect({ login, log, tokens, timing }: WatchOptions, signal: AbortSignal): Promise<ImapFlow> {
  try {
    return await connectImap(login, { log, signal, tokens, silenceMs: timing.silenceMs });
  } catch (error) {
    throw new Error(explainLoginFailure(error, login), { cause: error });
  }
}

/** A command that fails because the connection is gone. */
function isLoss(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'NoConnection' || code === 'EConnectionClosed';
}

function lossOf({ byeReason: reason }: ImapFlow, cause: unknown): Error {
  return Object.assign(new Error(explainLoss(reason), { cause }), { reason });
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

function messageOf(error: unknown): string {
  return isNativeError(error) ? error.message : String(error);
}
