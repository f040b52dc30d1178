import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { makeTemporaryFolder } from '../../../src/demo/temporary-folder.ts';
import { deskAddress, deskEnvironment } from '../../support/desk.ts';

const root = join(import.meta.dirname, '../../..');
const folder = makeTemporaryFolder('cli');
const running = new Set<ChildProcess>();
let server: MailServer;

beforeAll(async () => {
  server = await startMailServer({ accounts: [{ address: deskAddress, password: 'test' }] });
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
});
afterAll(async () => {
  await server.close();
  folder.remove();
});

type Ended = { code: number | null; out: string; err: string };
type Running = { child: ChildProcess; says(pattern: RegExp): Promise<void>; ended: Promise<Ended> };

function run(args: string[], env: Record<string, string> = {}): Running {
  const child = spawn(process.execPath, [join(root, 'src/main.ts'), ...args], {
    cwd: folder.path,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
      DATA_DIR: join(folder.path, 'data'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  const listeners = new Set<() => void>();
  child.stdout?.on('data', (chunk) => {
    out += chunk;
    for (const listener of listeners) listener();
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => {
      running.delete(child);
      resolve({ code, out, err });
    });
  });
  const says = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => pattern.test(out) && resolve();
      listeners.add(look);
      look();
      ended.then((end) => reject(new Error(`it ended without saying ${pattern}: ${end.out} ${end.err}`)), reject);
    });
  return { child, says, ended };
}

const mailbox = (changes: Record<string, string> = {}) => ({
  ...deskEnvironment(server, join(folder.path, 'data'), {}),
  LOG_LEVEL: 'info',
  ...changes,
});

describe('inquiry-desk', () => {
  it('--help names every command', async () => {
    const { code, out } = await run(['--help']).ended;
    expect(code).toBe(0);
    for (const command of ['start', 'check', 'status', 'demo']) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['start', '--only', 'intake,soup'], /"soup" is not one of intake, workers, scheduler/],
  ])('a wrong command line %j ends with 2 and a hint', async (args, hint) => {
    const { code, err } = await run(args).ended;
    expect(code).toBe(2);
    expect(err).toMatch(hint);
  });

  it('check passes with a mailbox that works', async () => {
    const { code, out, err } = await run(['check'], mailbox()).ended;
    expect(err).toBe('');
    expect(out).toContain('All checks passed.');
    expect(out).toContain(`✓ mailbox, reading (IMAP): ${deskAddress} at 127.0.0.1`);
    expect(code).toBe(0);
  });

  it('check lists every connection that fails, at once, without a stack trace', async () => {
    const wrong = mailbox({ MAIL_PASSWORD: 'wrong', SMTP_PORT: '1', REDIS_URL: 'redis://127.0.0.1:1' });
    const { code, out, err } = await run(['check', '--json'], wrong).ended;
    expect(code).toBe(1);
    expect(err).toBe('');
    const result = JSON.parse(out) as { ok: boolean; checks: { name: string; ok: boolean; message: string }[] };
    expect(result.checks.filter((check) => !check.ok).map((check) => check.name)).toEqual([
      'queues',
      'mailbox, reading (IMAP)',
      'mailbox, sending (SMTP)',
    ]);
    expect(out).not.toMatch(/\n\s+at /);
    expect(out).not.toContain('wrong"');
  });

  it('check names every wrong setting', async () => {
    const { code, out } = await run(['check'], { IMAP_PORT: 'x', REDIS_URL: 'y' }).ended;
    expect(code).toBe(1);
    expect(out).toContain('IMAP_PORT: must be a port number');
    expect(out).toContain('REDIS_URL: must look like');
  });

  it('start runs until SIGTERM, drains, and leaves no process behind; status looks on meanwhile', async () => {
    const service = run(['start'], mailbox());
    await service.says(/"msg":"started"/);
    await service.says(/first look at the folder|"msg":"mails/);
    const status = await run(['status', '--json'], mailbox()).ended;
    expect(status.code).toBe(0);
    expect(JSON.parse(status.out)).toMatchObject({
      inquiries: {},
      problems: [],
      folders: [{ folder: 'INBOX', error: null }],
    });
    const postmaster = postmasterPid();
    expect(existsSync(`/proc/${postmaster}`)).toBe(true);
    service.child.kill('SIGTERM');
    const { code, out } = await service.ended;
    expect(code).toBe(0);
    expect(out).toContain('"msg":"stopped"');
    expect(existsSync(`/proc/${postmaster}`)).toBe(false);
  });

  it('start without a mailbox says that nothing is read', async () => {
    const service = run(['start'], { LOG_LEVEL: 'info' });
    await service.says(/no mailbox is configured/);
    await service.says(/"msg":"started"/);
    service.child.kill('SIGINT');
    expect((await service.ended).code).toBe(0);
  });

  it('status prints the desk for people', async () => {
    const { code, out } = await run(['status'], mailbox()).ended;
    expect(code).toBe(0);
    expect(out).toMatch(/^Waiting {4}0 drafts for approval$/m);
    expect(out).toMatch(/^Folder {5}INBOX: last read /m);
  });
});

function postmasterPid(): number {
  return Number(readFileSync(join(folder.path, 'data/postgresql/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
}
