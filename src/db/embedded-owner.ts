/** Says which process holds a database folder: marks that survive re-used process ids, owner file, start lock. */
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOCK_POLL_MS = 20;
const LOCK_LIMIT_MS = 10 * 60_000;
const OWNER_FILE = 'owner.json';

/** The process that looks after a running server, and the server's own process id. */
type Owner = { mark: string; serverPid: number };

/**
 * Runs `work` while no other caller, in this process or another, holds the lock at `path`.
 * A lock left by a process that died is taken over. Rejects when it cannot be had within ten minutes.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  await takeLock(path, Date.now() + LOCK_LIMIT_MS);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

async function takeLock(path: string, deadline: number): Promise<void> {
  for (;;) {
    try {
      // A symbolic link is made in one step together with its text, so nobody ever reads a lock half written.
      symlinkSync(ownMark(), path);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readLock(path);
    if (holder !== undefined && !markIsAlive(holder)) {
      // Only the holder of this second lock may remove a dead one: two at once could remove a third one's fresh lock.
      await withLock(`${path}.stale`, async () => {
        if (readLock(path) === holder) unlinkSync(path);
      });
    } else if (Date.now() > deadline) {
      throw new Error(
        `Another process (${holder ?? 'unknown'}) has been starting the database at ${path} for too long.`,
      );
    } else {
      await sleep(LOCK_POLL_MS);
    }
  }
}

function readLock(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** Records in `folder` that this process looks after the server with process id `serverPid`. */
export function writeOwner(folder: string, serverPid: number): void {
  const draft = join(folder, `${OWNER_FILE}.${randomBytes(4).toString('hex')}`);
  writeFileSync(draft, JSON.stringify({ mark: ownMark(), serverPid } satisfies Owner), { flag: 'wx', mode: 0o600 });
  renameSync(draft, join(folder, OWNER_FILE));
}

/** Forgets the owner recorded in `folder`, so that nobody adopts a server that is about to stop. */
export function removeOwner(folder: string): void {
  rmSync(join(folder, OWNER_FILE), { force: true });
}

/** Is the server `serverPid` looked after by a process that is still alive? */
export function ownerIsAlive(folder: string, serverPid: number): boolean {
  try {
    const owner = JSON.parse(readFileSync(join(folder, OWNER_FILE), 'utf8')) as Partial<Owner>;
    return owner.serverPid === serverPid && typeof owner.mark === 'string' && markIsAlive(owner.mark);
  } catch {
    return false;
  }
}

/** The process's start in clock ticks since boot, or undefined when it is gone or only a zombie. */
export function processStart(pid: number): string | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets, which may hold anything; the fields after it are plain.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function ownMark(): string {
  return markOf(process.pid, processStart(process.pid) ?? '');
}

function markIsAlive(mark: string): boolean {
  const pid = Number(mark.split(':')[0]);
  const started = Number.isInteger(pid) && pid > 0 ? processStart(pid) : undefined;
  return started !== undefined && markOf(pid, started) === mark;
}

function markOf(pid: number, started: string): string {
  return `${pid}:${started}:${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
}
