/** Two services on one mailbox and database, with the real settings: the one that reads is killed, the other goes on. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { startEmbedded } from '../../src/db/embedded.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { dovecotAvailable, startDovecot } from '../support/dovecot.ts';

const MAIN = join(import.meta.dirname, '../../src/main.ts');
const LIMIT_S = 30;
const BATCH = 20;
const canChangeHost = process.getuid?.() === 0 && spawnSync('unshare', ['--uts', 'true']).status === 0;

type Service = { name: string; child: ChildProcess; said: () => string };

/** @returns 0 when every take-over was in time and nothing was lost or handled twice */
export async function takeOver(): Promise<number> {
  if (!dovecotAvailable()) throw new Error('Dovecot is not installed');
  const folder = makeTemporaryFolder('take-over');
  const server = await startEmbedded(folder.path);
  const dovecot = await startDovecot();
  const smtp = await openSink();
  const url = `postgresql://${server.user}@localhost/${server.database}?host=${encodeURIComponent(server.host)}`;
  const { imap } = dovecot.account('desk');
  const env = {
    ...process.env,
    LOG_LEVEL: 'info',
    DATABASE_URL: url,
    MAIL_ADDRESS: 'desk@brightsteel.example',
    MAIL_USER: 'desk',
    MAIL_PASSWORD: imap.password,
    IMAP_HOST: imap.host,
    IMAP_PORT: String(imap.port),
    IMAP_TLS: 'none',
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(smtp.port),
    SMTP_TLS: 'none',
    MAIL_START: '2020-01-01',
  };
  const db = new pg.Client({ host: server.host, user: server.user, database: server.database });
  let delivered = 0;
  const deliver = async (): Promise<void> => {
    const numbers = Array.from({ length: BATCH }, () => ++delivered);
    await dovecot.deliver('desk', ...numbers.map(inquiry));
  };
  const services = new Map<string, Service>();
  const start = (name: string): void => void services.set(name, startOn(name, env));
  try {
    start('a');
    await db.connect();
    start('b');
    await deliver();
    await until(60, async () => (await handled(db)) === delivered);
    const faults: string[] = [];
    // Each is killed once as the other machine sees it, once as a process of the same machine sees it.
    for (const how of ['SIGKILL', 'SIGKILL', 'SIGTERM'] as const) {
      const holder = await holderOf(db, services);
      const other = holder.name === 'a' ? 'b' : 'a';
      const from = performance.now();
      holder.child.kill(how);
      await deliver();
      await until(90, async () => (await stored(db)) === delivered);
      const seconds = (performance.now() - from) / 1000;
      await until(90, async () => (await handled(db)) === delivered);
      const all = (performance.now() - from) / 1000;
      console.log(
        `${how} to ${holder.name}: ${other} had stored the ${BATCH} mails after ${seconds.toFixed(1)} s, routed them after ${all.toFixed(1)} s`,
      );
      if (seconds > LIMIT_S) faults.push(`take-over took ${seconds.toFixed(1)} s`);
      await gone(holder.child);
      start(holder.name);
      await sleep(3000);
    }
    await until(240, async () => (await open(db)) === 0);
    faults.push(...(await doubles(db, delivered, smtp.received)));
    const audit = spawnSync(process.execPath, [MAIN, 'audit'], { env, encoding: 'utf8' });
    console.log(`${audit.stdout.trim()}\naudit ended with ${audit.status}`);
    if (audit.status !== 0) faults.push('the audit found a difference', audit.stderr);
    console.log(faults.length === 0 ? 'all well' : faults.join('\n'));
    return faults.length === 0 ? 0 : 1;
  } catch (error) {
    for (const { name, said } of services.values()) console.error(`${name}: ${said()}`);
    throw error;
  } finally {
    for (const { child } of services.values()) child.kill('SIGKILL');
    await Promise.all([...services.values()].map(({ child }) => gone(child)));
    await db.end();
    await smtp.close();
    await dovecot.close();
    await server.stop();
    folder.remove();
  }
}

/** `b` has a host name of its own where that can be had, so that it looks like another machine. */
function startOn(name: string, env: NodeJS.ProcessEnv): Service {
  const command = [process.execPath, MAIN, 'start'];
  const apart = name === 'b' && canChangeHost;
  const [program = '', ...args] = apart
    ? ['unshare', '--uts', 'sh', '-c', 'hostname other-machine; exec "$@"', 'sh', ...command]
    : command;
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      text = (text + chunk).slice(-4000);
    });
  }
  return { name, child, said: () => text };
}

async function holderOf(db: pg.Client, services: Map<string, Service>): Promise<Service> {
  let found: Service | undefined;
  await until(60, async () => {
    const { rows } = await db.query<{ holder: string }>('select holder from leases where until > clock_timestamp()');
    const pid = Number(rows[0]?.holder.split(' ')[1]);
    found = [...services.values()].find(({ child }) => child.pid === pid);
    return found !== undefined;
  });
  if (!found) throw new Error('nobody holds the mailbox');
  return found;
}

const count = async (db: pg.Client, what: string): Promise<number> =>
  Number((await db.query<{ count: string }>(`select count(*) from ${what}`)).rows[0]?.count);
const stored = (db: pg.Client) => count(db, 'messages');
const handled = (db: pg.Client) => count(db, `messages where status = 'done'`);
/** What is still to be done, at any stage: what a killed process had in its hands is found again by the sweep. */
const open = async (db: pg.Client): Promise<number> =>
  (await count(db, `outgoing where status in ('queued', 'sending') and not_before < now()`)) +
  (await count(db, `inquiries where status in ('new', 'classified', 'enriched', 'priced', 'drafted')`));

/** What was lost or done twice, in sentences. */
async function doubles(db: pg.Client, delivered: number, received: Map<string, number>): Promise<string[]> {
  const checks: [string, string][] = [
    ['mails are in the ledger as copies', 'messages where copy_of is not null'],
    ['mails are in the ledger twice', '(select from messages group by message_id having count(*) > 1) as twice'],
    [
      'messages were routed twice',
      `(select from events where kind = 'stored' group by message_id having count(*) > 1) as twice`,
    ],
    ['messages became two inquiries', '(select from inquiries group by message_id having count(*) > 1) as twice'],
    [
      'drafts were put before a person twice',
      `(select from outgoing where purpose = 'approval' group by draft_id having count(*) > 1) as twice`,
    ],
  ];
  const faults: string[] = [];
  for (const [sentence, what] of checks) {
    const found = await count(db, what);
    if (found > 0) faults.push(`${found} ${sentence}`);
  }
  const inquiries = await count(db, 'inquiries');
  if ((await stored(db)) !== delivered) faults.push('the ledger does not hold every mail');
  const twice = [...received.values()].filter((times) => times > 1).length;
  if (twice > 0) faults.push(`${twice} mails went out twice`);
  console.log(`${delivered} mails, ${await stored(db)} rows, ${inquiries} inquiries, ${received.size} mails sent`);
  return faults;
}

/** Takes every mail and counts them by Message-ID. */
async function openSink(): Promise<{ port: number; received: Map<string, number>; close(): Promise<void> }> {
  const received = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (_auth, _session, callback) => callback(null, { user: 'desk' }),
    onData: (stream, _session, callback) => {
      let text = '';
      stream.setEncoding('latin1').on('data', (chunk: string) => {
        text += chunk;
      });
      stream.on('end', () => {
        const id = /^Message-ID:\s*(\S+)/im.exec(text)?.[1] ?? text;
        received.set(id, (received.get(id) ?? 0) + 1);
        callback();
      });
    },
  });
  server.on('error', () => {});
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, received, close: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function until(seconds: number, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isSo().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`not so within ${seconds} s: ${isSo.toString()}`);
    await sleep(50);
  }
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function inquiry(n: number): string {
  return `From: Buyer ${n} <buyer-${n}@customer-${n}.example>\r\nTo: desk@brightsteel.example\r\nMessage-ID: <${n}@customer.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\nSubject: Inquiry ${n}\r\n\r\nPlease quote ${n},000 pcs VB-500 CIF Hamburg.\r\n`;
}
