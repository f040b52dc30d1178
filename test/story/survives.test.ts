import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type App, openApp } from '../../src/app.ts';
import { audit } from '../../src/cli/audit.ts';
import { startService } from '../../src/cli/service.ts';
import { loadConfig } from '../../src/config.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';
import { connectImap, leaveImap, openFolder } from '../../src/mail/imap.ts';
import { openAccessTokens } from '../../src/mail/oauth2.ts';
import type { ServerLogin } from '../../src/model/mail-account.ts';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../support/dovecot.ts';

const access = { log: openLog('silent'), tokens: openAccessTokens() };

const itDovecot = dovecotAvailable() ? it : it.skip;
const child = join(import.meta.dirname, '../support/killed-child.ts');
const mails = 1000;
const kills = 10;
/** In the first of them the embedded database dies with the service; later it is held open from here, which is quicker. */
const killsOfAll = 2;

describe('the intake of a service that is killed again and again', () => {
  const folder = makeTemporaryFolder('survives');
  let dovecot: Dovecot;
  let proxy: CuttingProxy;

  beforeAll(async () => {
    if (dovecotAvailable()) dovecot = await startDovecot();
  });
  beforeEach(async () => {
    if (dovecotAvailable()) proxy = await startCuttingProxy(dovecot.account('desk').imap);
  });
  afterEach(async () => {
    await proxy?.close();
  });
  afterAll(async () => {
    await dovecot?.close();
    folder.remove();
  });

  itDovecot(
    'ten times among 1,000 mails: each is in the ledger, once',
    async () => {
      const { imap, smtp } = dovecot.account('desk');
      const env = {
        LOG_LEVEL: 'silent',
        DATA_DIR: folder.path,
        MAIL_ADDRESS: 'desk@brightsteel.example',
        MAIL_USER: 'desk',
        MAIL_PASSWORD: imap.password,
        IMAP_HOST: imap.host,
        IMAP_PORT: String(proxy.port),
        IMAP_TLS: 'none',
        SMTP_HOST: smtp.host,
        SMTP_PORT: String(smtp.port),
        SMTP_TLS: 'none',
        MAIL_START: '2020-01-01',
        MAIL_FOLDERS: 'INBOX,\\Junk',
        POLL_SECONDS: '5',
      };
      const batch = mails / kills;
      const lives: string[] = [];
      let app: App | null = null;
      for (let life = 0; life < kills; life++) {
        const numbers = Array.from({ length: batch }, (_, index) => life * batch + index + 1);
        const delivering = put(dovecot.account('desk').imap, numbers);
        // Half of the kills come early, around the first fetch; half when something has been stored.
        const [line, nth, most] =
          life % 2 === 0 ? ([/EXAMINE/, 1, 1200] as const) : ([/UID FETCH .*BODY/, 3, 60] as const);
        const delay = Math.floor(Math.random() * most);
        lives.push(`${delay} ms after ${line.source}`);
        await killedAfter(env, line, nth, delay);
        await delivering;
        if (life + 1 === killsOfAll) app = await openApp(loadConfig(env), openLog('silent'));
      }
      if (!app) throw new Error('no database was opened');
      const service = await startService(app, ['intake']);
      try {
        const before = await app.db.selectFrom('messages').select('id').execute();
        await untilRead(service.intakes[0]);
        await service.stop();
        const rows = await app.db
          .selectFrom('messages')
          .select(['id', 'folder', 'uid', 'copy_of', 'message_id'])
          .execute();
        expect({ lives, places: rows.map(placeOf).toSorted() }).toEqual({
          lives,
          places: await placesIn(dovecot.account('desk').imap),
        });
        expect(rows.length).toBe(mails);
        expect(rows.every((row) => row.copy_of === null)).toBe(true);
        expect(new Set(rows.map((row) => row.message_id)).size).toBe(mails);
        // The killed ones had done some of it, else this would have shown nothing.
        expect(before.length).toBeGreaterThan(0);
        await auditFindsAndRepairs(env, app, rows);
      } finally {
        await service.stop();
        await app.close();
      }
    },
    300_000,
  );

  /** A service in a process of its own, killed some time after it has said the nth line like this to the server. */
  async function killedAfter(env: Record<string, string>, line: RegExp, nth: number, delay: number): Promise<void> {
    const argument = JSON.stringify({ env, at: new Date().toISOString(), parts: ['intake'] });
    const process_: ChildProcess = spawn(process.execPath, [child, argument], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    process_.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const timer = setTimeout(() => process_.kill('SIGTERM'), 60_000);
    let heard = 0;
    proxy.onLine((words) => {
      if (!line.test(words) || ++heard !== nth) return;
      setTimeout(() => process_.kill('SIGKILL'), delay);
    });
    const [code, signal] = await once(process_, 'exit');
    clearTimeout(timer);
    if (signal !== 'SIGKILL') throw new Error(`the child ended with ${code ?? signal} before it was killed: ${said}`);
  }
});

async function untilRead(intake: { pollNow(): Promise<void> } | undefined): Promise<void> {
  if (!intake) throw new Error('there is no intake');
  await intake.pollNow();
}

/**
 * The command says that nothing is missing or double; and it would say so: a mail of each folder that the ledger loses
 * is named, with status 1, and is there again after a repair.
 */
async function auditFindsAndRepairs(
  env: Record<string, string>,
  app: App,
  rows: { id: number; folder: string; uid: number; message_id: string | null }[],
): Promise<void> {
  const run = async (options: { repair?: boolean } = {}) => {
    const lines: string[] = [];
    const status = await audit(env, options, (line) => void lines.push(line));
    return { status, said: lines.join('\n') };
  };
  const counts = (folder: string, there: number, known: number) =>
    `desk@brightsteel.example ${folder}: ${there} mails in the mailbox, ${known} in the ledger`;
  const inJunk = rows.filter(({ folder }) => folder === '\\Junk').length;
  const clean = {
    status: 0,
    said: [
      `${counts('INBOX', mails - inJunk, mails - inJunk)}: 0 missing, 0 double, 0 different`,
      `${counts('\\Junk', inJunk, inJunk)}: 0 missing, 0 double, 0 different`,
      'stuck: 0',
    ].join('\n'),
  };
  expect(inJunk).toBe(mails / 10);
  expect(await run()).toEqual(clean);

  const lost = ['INBOX', '\\Junk'].map((folder) => rows.findLast((row) => row.folder === folder));
  for (const row of lost) await app.db.deleteFrom('messages').where('id', '=', Number(row?.id)).execute();
  const found = await run();
  expect(found.status).toBe(1);
  for (const row of lost) expect(found.said).toContain(`missing: UID ${row?.uid} ${row?.message_id}`);
  expect(found.said).toContain(`${counts('\\Junk', inJunk, inJunk - 1)}: 1 missing, 0 double, 0 different`);
  const repaired = await run({ repair: true });
  expect(repaired).toEqual({ status: 0, said: `${found.said}\nAfter the repair:\n${clean.said}` });
  expect(await run()).toEqual(clean);
}

/** Every tenth mail goes to Junk. All arrived long ago: what has just come the audit takes for still on its way. */
async function put(imap: ServerLogin, numbers: readonly number[]): Promise<void> {
  const client = await connectImap(imap, access);
  for (const n of numbers) {
    await client.append(n % 10 === 0 ? 'Junk' : 'INBOX', inquiry(n), [], new Date('2026-01-02T03:04:05Z'));
  }
  await leaveImap(client);
}

const placeOf = ({ folder, uid }: { folder: string; uid: number }) => `${folder} ${uid}`;

async function placesIn(imap: ServerLogin): Promise<string[]> {
  const client = await connectImap(imap, access);
  const places: string[] = [];
  for (const folder of ['INBOX', '\\Junk']) {
    await openFolder(client, folder.replace('\\', ''));
    const uids = await client.search({ all: true }, { uid: true });
    if (Array.isArray(uids)) places.push(...uids.map((uid) => placeOf({ folder, uid })));
  }
  await leaveImap(client);
  return places.toSorted();
}

function inquiry(n: number): string {
  return `From: Buyer ${n} <buyer-${n}@customer.example>\r\nTo: desk@brightsteel.example\r\nMessage-ID: <${n}@customer.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\nSubject: Inquiry ${n}\r\n\r\nPlease quote ${n} pcs.\r\n`;
}
