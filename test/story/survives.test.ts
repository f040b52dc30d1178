import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type App, openApp } from '../../src/app.ts';
import { startService } from '../../src/cli/service.ts';
import { loadConfig } from '../../src/config.ts';
import { makeTemporaryFolder } from '../../src/demo/temporary-folder.ts';
import { openLog } from '../../src/log.ts';
import { connectImap, leaveImap, openFolder } from '../../src/mail/imap.ts';
import { type CuttingProxy, startCuttingProxy } from '../support/cutting-proxy.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../support/dovecot.ts';

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
        POLL_SECONDS: '5',
      };
      const batch = mails / kills;
      const lives: string[] = [];
      let app: App | null = null;
      for (let life = 0; life < kills; life++) {
        const numbers = Array.from({ length: batch }, (_, index) => life * batch + index + 1);
        const delivering = dovecot.deliver('desk', ...numbers.map(inquiry));
        // Half of the kills come while the folder is being read, half around logging in and storing.
        const delay = Math.floor(Math.random() * (life % 2 === 0 ? 1200 : 60));
        lives.push(`${delay} ms after ${life % 2 === 0 ? 'EXAMINE' : 'FETCH'}`);
        await killedAfter(env, life % 2 === 0 ? /EXAMINE/ : /UID FETCH .*BODY/, delay);
        await delivering;
        if (life + 1 === killsOfAll) app = await openApp(loadConfig(env), openLog('silent'));
      }
      if (!app) throw new Error('no database was opened');
      const service = await startService(app, ['intake']);
      try {
        const before = await app.db.selectFrom('messages').select('id').execute();
        await untilRead(service.intakes[0]);
        const rows = await app.db.selectFrom('messages').select(['uid', 'copy_of', 'message_id']).execute();
        expect({ lives, uids: rows.map((row) => Number(row.uid)).toSorted((a, b) => a - b) }).toEqual({
          lives,
          uids: await uidsOf(dovecot.account('desk')),
        });
        expect(rows.length).toBe(mails);
        expect(rows.every((row) => row.copy_of === null)).toBe(true);
        expect(new Set(rows.map((row) => row.message_id)).size).toBe(mails);
        // The killed ones had done some of it, else this would have shown nothing.
        expect(before.length).toBeGreaterThan(0);
      } finally {
        await service.stop();
        await app.close();
      }
    },
    120_000,
  );

  /** A service in a process of its own, killed some time after it has said a line like this to the server. */
  async function killedAfter(env: Record<string, string>, line: RegExp, delay: number): Promise<void> {
    const argument = JSON.stringify({ env, at: new Date().toISOString(), parts: ['intake'] });
    const process_: ChildProcess = spawn(process.execPath, [child, argument], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    process_.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    const timer = setTimeout(() => process_.kill('SIGTERM'), 30_000);
    let heard = false;
    proxy.onLine((words) => {
      if (heard || !line.test(words)) return;
      heard = true;
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

async function uidsOf({ imap }: ReturnType<Dovecot['account']>): Promise<number[]> {
  const client = await connectImap(imap, { log: openLog('silent') });
  await openFolder(client, 'INBOX');
  const uids = await client.search({ all: true }, { uid: true });
  await leaveImap(client);
  return Array.isArray(uids) ? uids : [];
}

function inquiry(n: number): string {
  return `From: Buyer ${n} <buyer-${n}@customer.example>\r\nTo: desk@brightsteel.example\r\nMessage-ID: <${n}@customer.example>\r\nDate: Mon, 23 Nov 2026 09:00:00 +0000\r\nSubject: Inquiry ${n}\r\n\r\nPlease quote ${n} pcs.\r\n`;
}
