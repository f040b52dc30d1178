/** Starts the PostgreSQL that comes with the service, or adopts the one already running on the same data. */
import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Guard, startGuard } from './embedded-guard.ts';
import { processStart, removeOwner, withLock, writeOwner } from './embedded-owner.ts';
import { findPlace, type Place, prepareSocketDir, programParents } from './embedded-place.ts';
import { findPackage, type ProgramPackage, preparePrograms } from './embedded-programs.ts';
import { DATABASE, ensureDatabase, readRunning, settleRunning } from './embedded-running.ts';

const READY_POLL_MS = 5;
const READY_LIMIT_MS = 5 * 60_000;
const RETRY_LIMIT_MS = 15_000;
const RETRY_PAUSE_MS = 200;
const DRAFT_PREFIX = 'cluster.new-';
/** Written into postgresql.conf once, where the installer may change them. */
const FIRST_SETTINGS = ['max_connections=100', 'shared_buffers=64MB', 'fsync=on', 'timezone=UTC', 'log_timezone=UTC'];
/** The log must neither fill the disk nor hold what customers wrote, so it gets no statements and no details. */
const LOG_SETTINGS = ['log_min_error_statement=panic', 'log_error_verbosity=terse', 'log_checkpoints=off'];

export type EmbeddedServer = {
  /** The socket's folder, which `pg` takes as the host. */
  host: string;
  user: string;
  database: string;
  /** Process id of the server. */
  pid: number;
  /** Another process (or call) started it and will stop it. */
  adopted: boolean;
  /** The folder that really holds the data. */
  place: string;
  /** Shuts the server down and waits until it is gone; does nothing to an adopted one. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts (or adopts) the PostgreSQL whose data live under `dataDir`, making them on the first start. The server ends
 * with this process, however that ends. Throws an Error in plain words, saying what to do, when it cannot be started.
 */
export async function startEmbedded(
  dataDir: string,
  options: { log?: (message: string) => void } = {},
): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined);
  const source = findPackage();
  const place = findPlace(dataDir);
  return withLock(join(place.folder, 'start.lock'), async () => {
    for (const deadline = Date.now() + RETRY_LIMIT_MS; ; ) {
      const running = await settleRunning(place, log);
      if (running !== undefined) return serverAt(place, running.socketDir, running.pid, undefined);
      try {
        return await launch(source, place, log);
      } catch (error) {
        // A server of a process killed a moment ago may only now show itself, or its last child may still be ending.
        const busy = /lock file .{0,300} already exists|still in use/.test((error as Error).message);
        if (!busy || Date.now() > deadline) throw error;
        await sleep(RETRY_PAUSE_MS);
      }
    }
  });
}

async function launch(source: ProgramPackage, place: Place, log: (message: string) => void): Promise<EmbeddedServer> {
  checkVersion(place.cluster, source.version);
  const programs = preparePrograms(source, place.account, programParents(place));
  await prepareCluster(programs, place, log);
  const socketDir = prepareSocketDir(place);
  const fixed = [
    'listen_addresses=',
    // A comma would part two folders.
    `unix_socket_directories="${socketDir.replaceAll('"', '""')}"`,
    'unix_socket_permissions=0700',
    'port=5432',
  ];
  const settings = [...fixed, ...LOG_SETTINGS].flatMap((setting) => ['-c', setting]);
  const guard: Guard = startGuard([join(programs, 'bin', 'postgres'), '-D', place.cluster, ...settings], {
    account: place.account,
    logFile: join(place.folder, 'postgres.log'),
    env: serverEnv(),
    onEnd: () => log(`PostgreSQL in ${place.folder} ended without being asked to`),
  });
  try {
    const pid = await untilReady(place, guard, log);
    await ensureDatabase(socketDir, true);
    writeOwner(place.folder, pid);
    return serverAt(place, socketDir, pid, guard);
  } catch (error) {
    await guard.stop();
    throw error;
  }
}

function serverAt(place: Place, socketDir: string, pid: number, guard: Guard | undefined): EmbeddedServer {
  const born = processStart(pid);
  const stop = async (): Promise<void> => {
    if (guard === undefined) return;
    // First of all, so that nobody adopts a server on its way out.
    if (!guard.ended()) removeOwner(place.folder);
    await guard.stop();
    // Should the guard have been killed, its reader still stops the server; this waits for that.
    const deadline = Date.now() + RETRY_LIMIT_MS;
    while (born !== undefined && processStart(pid) === born && Date.now() < deadline) await sleep(READY_POLL_MS);
  };
  return {
    host: socketDir,
    user: DATABASE,
    database: DATABASE,
    pid,
    adopted: guard === undefined,
    place: place.folder,
    stop,
  };
}

async function untilReady(place: Place, guard: Guard, log: (message: string) => void): Promise<number> {
  const begin = Date.now();
  for (let polls = 1; Date.now() < begin + READY_LIMIT_MS; polls += 1) {
    if (guard.ended())
      throw new Error(`PostgreSQL did not start on ${place.folder}. Its last words:\n${guard.lastWords()}`);
    const running = readRunning(place.cluster);
    if (running?.ready) return running.pid;
    if (polls % 2_000 === 0) log(`PostgreSQL is still starting on ${place.folder}`);
    await sleep(READY_POLL_MS);
  }
  throw new Error(`PostgreSQL is not ready after five minutes. Its last words:\n${guard.lastWords()}`);
}

function checkVersion(cluster: string, version: string): void {
  if (!existsSync(cluster)) return;
  const file = join(cluster, 'PG_VERSION');
  const ours = version.split('.')[0] ?? '';
  const theirs = existsSync(file) ? readFileSync(file, 'utf8').trim() : 'unknown';
  if (theirs === ours) return;
  throw new Error(
    `The data in ${cluster} were made by PostgreSQL ${theirs}, but this service brings PostgreSQL ${ours}. They have ` +
      `not been touched. Use the release of this service that made them, or dump them with PostgreSQL ${theirs} and ` +
      'load them again, or move that folder away to start with an empty database.',
  );
}

async function prepareCluster(programs: string, place: Place, log: (message: string) => void): Promise<void> {
  const { folder, cluster, account } = place;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(DRAFT_PREFIX)) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // An initdb whose parent was killed may still be writing there; a later start removes it.
    }
  }
  if (!existsSync(cluster)) {
    log(`Making a new database in ${folder}`);
    await makeCluster(programs, place);
  } else if (account !== undefined && lstatSync(cluster).uid === 0) {
    // Restored from a backup by root.
    execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, cluster]);
  }
  chmodSync(cluster, 0o700);
}

async function makeCluster(programs: string, place: Place): Promise<void> {
  const { folder, cluster, account } = place;
  const draft = join(folder, `${DRAFT_PREFIX}${process.pid}-${Date.now()}`);
  mkdirSync(draft, { mode: 0o700 });
  if (account !== undefined) chownSync(draft, account.uid, account.gid);
  const words = ['-D', draft, '-U', DATABASE, '--auth=trust', '-E', 'UTF8', '--no-instructions'];
  // The built-in C.UTF-8 sorts and folds alike on every system, whatever its C library knows.
  words.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  for (const setting of FIRST_SETTINGS) words.push('--set', setting);
  try {
    await promisify(execFile)(join(programs, 'bin', 'initdb'), words, { ...account, cwd: '/', env: serverEnv() });
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(`PostgreSQL could not make its data folder in ${folder}:\n${(stderr || message).trim()}`);
  }
  renameSync(draft, cluster);
  const parent = openSync(folder, 'r');
  fsyncSync(parent);
  closeSync(parent);
}

/** Nothing of the service's own environment, which may hold passwords, goes to the server. */
function serverEnv(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
