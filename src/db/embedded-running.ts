/** Looks at a server already running on a cluster: adopts it, waits for it to go, or clears what a dead one left. */
import { readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ownerIsAlive, processStart } from './embedded-owner.ts';
import type { Place } from './embedded-place.ts';

/** Name of the database and of its user. */
export const DATABASE = 'inquiry_desk';
const POLL_MS = 25;
const WAIT_LIMIT_MS = 15_000;
const RECOVERY_LIMIT_MS = 5 * 60_000;

/** What a running server says of itself in its postmaster.pid; `ready` once it takes connections. */
export type RunningServer = { pid: number; socketDir: string; ready: boolean };

/**
 * Returns the server that runs on the place's data when a living process looks after it. One whose process died is
 * given 15 s to go, then told to; the files of one that is gone are removed; then the answer is undefined.
 * Throws when a server can neither be used nor stopped.
 */
export async function settleRunning(place: Place, log: (message: string) => void): Promise<RunningServer | undefined> {
  const begin = Date.now();
  const signals: NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];
  let nextSignal = begin + WAIT_LIMIT_MS;
  for (;;) {
    const running = readRunning(place.cluster);
    if (running === undefined) {
      clearStale(place.cluster);
      return undefined;
    }
    if (ownerIsAlive(place.folder, running.pid)) {
      if (running.ready && (await ensureDatabase(running.socketDir, false))) return running;
      if (Date.now() > begin + RECOVERY_LIMIT_MS) {
        throw new Error(`The database in ${place.folder} runs (process ${running.pid}), but takes no connections.`);
      }
    } else if (Date.now() > nextSignal) {
      const signal = signals.shift();
      if (signal === undefined)
        throw new Error(`An old PostgreSQL (process ${running.pid}) does not end. End it by hand.`);
      log(`An old PostgreSQL (process ${running.pid}) is still running on ${place.folder}: sending it ${signal}`);
      sendSignal(running.pid, signal);
      nextSignal = Date.now() + WAIT_LIMIT_MS;
    }
    await sleep(POLL_MS);
  }
}

/** The live server on the cluster, or undefined when there is none (also when its process id now names another). */
export function readRunning(cluster: string): RunningServer | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || processStart(pid) === undefined || !serves(pid, cluster)) return undefined;
  return { pid, socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

function serves(pid: number, cluster: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    if (!(words[0] ?? '').endsWith('postgres')) return false;
    return words.includes(cluster) || readlinkSync(`/proc/${pid}/cwd`) === cluster;
  } catch {
    return false;
  }
}

/** PostgreSQL itself refuses to start when the process id in these files is alive again under another program. */
function clearStale(cluster: string): void {
  const file = join(cluster, 'postmaster.pid');
  let socketDir: string | undefined;
  try {
    socketDir = readFileSync(file, 'utf8').split('\n')[4];
  } catch {
    return;
  }
  rmSync(file, { force: true });
  if (socketDir === undefined || socketDir === '') return;
  rmSync(join(socketDir, '.s.PGSQL.5432'), { force: true });
  rmSync(join(socketDir, '.s.PGSQL.5432.lock'), { force: true });
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Says whether the database answers on the socket; with `create` it makes the database when there is none.
 * Throws what PostgreSQL says when the database cannot be made.
 */
export async function ensureDatabase(socketDir: string, create: boolean): Promise<boolean> {
  try {
    await query(socketDir, DATABASE, 'select 1');
    return true;
  } catch (error) {
    if (!create) return false;
    const noSuchDatabase = '3D000';
    if ((error as { code?: string }).code !== noSuchDatabase) throw error;
  }
  await query(socketDir, 'postgres', `create database ${DATABASE}`);
  return true;
}

async function query(socketDir: string, database: string, sql: string): Promise<void> {
  const client = new pg.Client({
    host: socketDir,
    // Said outright, as PGPORT and PGSSLMODE of the installer's own PostgreSQL may be in the environment.
    port: 5432,
    ssl: false,
    user: DATABASE,
    database,
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
