/** What the tests of the built-in database need: child processes that start it, queries, and a look at processes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type EmbeddedServer, startEmbedded } from '../../src/db/embedded.ts';

const CHILD = join(import.meta.dirname, 'embedded-child.ts');
export const NOBODY = { uid: 65_534, gid: 65_534 };
export const IS_ROOT = process.getuid?.() === 0;
/** Can the tests start children as that user from where this checkout stands? */
export const NOBODY_CAN_RUN_US =
  IS_ROOT && spawnSync(process.execPath, ['--check', CHILD], { ...NOBODY, cwd: '/' }).status === 0;
/** Everything the tests make is in here; the name is one that breaks careless quoting. */
export const base = mkdtempSync(join(realpathSync(tmpdir()), 'embedded, "ü" -'));
chmodSync(base, 0o755);
/** For tests that do not need a database of their own: making one takes most of a second. */
export const shared = join(base, 'shared');

const openServers: EmbeddedServer[] = [];
const openChildren: ChildProcess[] = [];
let folders = 0;

/** A data folder that does not exist yet. */
export function freshDir(): string {
  folders += 1;
  return join(base, `d${folders}`);
}

/** Starts a server that `endAll` will stop. */
export async function start(dataDir: string): Promise<EmbeddedServer> {
  const server = await startEmbedded(dataDir);
  openServers.push(server);
  return server;
}

/** Stops all servers and children that the last test left. */
export async function endAll(): Promise<void> {
  for (const server of openServers.splice(0)) await server.stop();
  for (const child of openChildren.splice(0)) await endChild(child, 'stop');
}

/** Removes all folders made. */
export function removeAll(): void {
  rmSync(base, { recursive: true, force: true });
}

/** What a child says once its server is ready (times in milliseconds), or why it could not start it. */
export type Report = {
  host: string;
  pid: number;
  adopted: boolean;
  place: string;
  ms: number;
  bystander?: number;
  error?: string;
};

/** Starts the child as a user of its own, with a bystander process if wanted. */
export function spawnChild(
  dataDir: string,
  options: { uid?: number; gid?: number; bystander?: boolean } = {},
): ChildProcess {
  const { bystander, ...user } = options;
  const words = bystander ? [CHILD, dataDir, 'bystander'] : [CHILD, dataDir];
  const child = spawn(process.execPath, words, { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  openChildren.push(child);
  return child;
}

/** Waits for the child's one line. */
export async function reportOf(child: ChildProcess): Promise<Report> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Report;
  throw new Error('the child said nothing');
}

/** Ends the child and waits until it is gone. */
export async function endChild(child: ChildProcess, how: 'SIGKILL' | 'stop'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (how === 'stop') child.stdin?.end();
  else child.kill('SIGKILL');
  await gone;
}

/** The first column of what the database answers. */
export async function query(host: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ host, port: 5432, ssl: false, user: 'inquiry_desk', database: 'inquiry_desk' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

/** Polls until it is so and returns after how many milliseconds; throws after `limitMs`. */
export async function until(what: () => boolean, limitMs: number): Promise<number> {
  const begin = performance.now();
  while (!what()) {
    if (performance.now() - begin > limitMs) throw new Error(`not so within ${limitMs} ms: ${what.toString()}`);
    await sleep(5);
  }
  return Math.round(performance.now() - begin);
}

/** Is there such a process, and is it more than a zombie? */
export function runs(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Process id of the parent. */
export function parentOf(pid: number): number {
  return Number(
    readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /, '')
      .split(' ')[1],
  );
}
