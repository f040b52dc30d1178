/** Runs a server under a small shell guard that stops it when this process is gone, however it went. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './embedded-place.ts';

const FAST_STOP_LIMIT_MS = 30_000;
const IMMEDIATE_STOP_LIMIT_MS = 10_000;
const LOG_LINES = 12;

/** A server under its guard. `ended` says whether the guard is gone; `stop` shuts the server down and waits for it. */
export type Guard = { ended(): boolean; lastWords(): string; stop(): Promise<void> };

/**
 * The guard's reader sees the end of file descriptor 3 when the process holding the other end is gone. It asks more
 * than once, as a server that has only just been started cannot hear yet. The guard itself heeds no signal, so that
 * one sent to all of a service's processes at once does not part it from its server.
 */
const GUARD_SCRIPT = `
trap '' HUP INT QUIT TERM
"$@" 3<&- &
server=$!
(
  read -r line <&3
  tries=0
  while [ $tries -lt 60 ] && kill -INT $server 2>/dev/null; do
    sleep 1
    tries=$((tries + 1))
  done
) &
reader=$!
exec 3<&-
wait $server
code=$?
kill -KILL $reader 2>/dev/null
exit $code
`;

/**
 * Starts `command` as `account` (or this process's own user) with its messages in `logFile`; does not wait until it is
 * ready. `onEnd` hears once when it ended without having been asked to.
 */
export function startGuard(
  command: string[],
  options: { account: Account | undefined; logFile: string; env: Record<string, string>; onEnd: () => void },
): Guard {
  const { account, logFile, env } = options;
  const log = openFreshLog(logFile);
  const child = spawn('/bin/sh', ['-c', GUARD_SCRIPT, 'inquiry-desk-guard', ...command], {
    ...account,
    cwd: '/',
    detached: true,
    env,
    stdio: ['ignore', 'ignore', log, 'pipe'],
  });
  closeSync(log);
  const pipe = child.stdio[3] as Socket | null | undefined;
  pipe?.on('error', () => undefined);
  // The guard must not keep a command-line process alive that has nothing left to do.
  child.unref();
  pipe?.unref();
  let stopping: Promise<void> | undefined;
  const state = watchEnd(child, () => {
    if (stopping === undefined) options.onEnd();
  });
  return {
    ended: () => state.ended,
    lastWords: () => state.trouble || lastLines(logFile),
    stop: () => {
      stopping ??= shutDown(child, pipe, () => state.ended);
      return stopping;
    },
  };
}

function watchEnd(child: ChildProcess, onEnd: () => void): { ended: boolean; trouble: string } {
  const state = { ended: false, trouble: '' };
  const end = (): void => {
    if (state.ended) return;
    state.ended = true;
    onEnd();
  };
  child.once('exit', end);
  child.once('error', (error) => {
    state.trouble = error.message;
    end();
  });
  return state;
}

async function shutDown(child: ChildProcess, pipe: Socket | null | undefined, ended: () => boolean): Promise<void> {
  pipe?.destroy();
  if (await within(FAST_STOP_LIMIT_MS, ended)) return;
  // Without a checkpoint: the next start recovers from the log, nothing committed is lost.
  signalGroup(child.pid, 'SIGQUIT');
  if (!(await within(IMMEDIATE_STOP_LIMIT_MS, ended))) signalGroup(child.pid, 'SIGKILL');
}

async function within(limitMs: number, done: () => boolean): Promise<boolean> {
  for (const deadline = Date.now() + limitMs; !done() && Date.now() < deadline; ) await sleep(5);
  return done();
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

function openFreshLog(logFile: string): number {
  rmSync(`${logFile}.previous`, { force: true });
  try {
    renameSync(logFile, `${logFile}.previous`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return openSync(logFile, 'wx', 0o600);
}

function lastLines(logFile: string): string {
  try {
    return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n');
  } catch {
    return '(it wrote no log)';
  }
}
