import { chownSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readLedger } from '../../../src/db/ledger.ts';
import { intakeStore } from '../../../src/db/messages.ts';
import { connectImap, leaveImap } from '../../../src/mail/imap.ts';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import { listMails } from '../../../src/mail/list-mails.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import type { MailAccount } from '../../../src/model/mail-account.ts';
import { compareLedger } from '../../../src/receive/compare-ledger.ts';
import { type CuttingProxy, startCuttingProxy } from '../../support/cutting-proxy.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../../support/dovecot.ts';
import { numbered, range } from './memory-store.ts';

const itDovecot = dovecotAvailable() ? it : it.skip;
const access = { log: pino({ enabled: false }), tokens: openAccessTokens() };

let database: TestDatabase;
let dovecot: Dovecot;
let proxy: CuttingProxy;
let intake: Intake | null = null;
let queued: number[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  if (dovecotAvailable()) dovecot = await startDovecot();
});
afterEach(async () => {
  await intake?.stop();
  intake = null;
  queued = [];
  await proxy?.close();
});
afterAll(async () => {
  await database.close();
  if (dovecotAvailable()) await dovecot.close();
});

async function throughProxy(user: string): Promise<MailAccount> {
  const account = dovecot.account(user, { startAt: new Date(0) });
  proxy = await startCuttingProxy(account.imap);
  return { ...account, imap: { ...account.imap, port: proxy.port } };
}

/** As a process does that has just started. */
async function read(account: MailAccount): Promise<void> {
  await intake?.stop();
  const now = () => new Date();
  const onStored = async (ids: number[]) => void queued.push(...ids);
  const store = intakeStore(database.db, account.address, now);
  intake = startIntake({ account, store, now, onStored, timing: { retryMs: 10 }, ...access });
  await intake.pollNow();
}

/** The server numbers the folder anew, as after a restored backup: another UIDVALIDITY, and every mail a new UID. */
function renumber(user: string): void {
  const list = join(dovecot.maildir(user), 'dovecot-uidlist');
  const header = readFileSync(list, 'utf8').split('\n')[0] ?? '';
  const next = header.replace(/V(\d+)/, (_, validity) => `V${Number(validity) + 1}`).replace(/N\d+/, 'N1');
  const { uid, gid } = statSync(list);
  rmSync(list);
  for (const name of ['dovecot.index', 'dovecot.index.log']) {
    rmSync(join(dovecot.maildir(user), name), { force: true });
  }
  writeFileSync(list, `${next}\n`, { mode: 0o600 });
  chownSync(list, uid, gid);
}

/** How many mails were asked for in full since line `from` of the proxy. */
function downloads(from: number): number {
  return proxy.lines.slice(from).reduce((sum, line) => {
    const set = /UID FETCH (\S+) .*BODY\.PEEK\[\]/.exec(line)?.[1] ?? '';
    const runs = set === '' ? [] : set.split(',').map((run) => run.split(':').map(Number));
    return sum + runs.reduce((count, [first = 0, last = first]) => count + last - first + 1, 0);
  }, 0);
}

async function append({ imap }: MailAccount, raw: string, receivedAt: Date): Promise<void> {
  const client = await connectImap(imap, access);
  await client.append('INBOX', raw, [], receivedAt);
  await leaveImap(client);
}

function rowsOf(account: MailAccount) {
  return database.db
    .selectFrom('messages')
    .select(['id', 'uid', 'uid_validity', 'message_id', 'copy_of'])
    .where('mailbox', '=', account.address)
    .orderBy('id')
    .execute();
}

async function differences(account: MailAccount) {
  const [contents] = await listMails(account, () => 0, access);
  if (!contents) throw new Error('no folder');
  const ledger = await readLedger(database.db, account.address, 'INBOX');
  expect(ledger?.rows.length).toBe(contents.mails.length);
  return compareLedger(contents, ledger, new Date(Date.now() + 60_000));
}

const withBody = (n: number, body: string) =>
  numbered(n)
    .toString()
    .replace(/We need .*/, body);
const nameless = (body: string) => withBody(0, body).replace(/Message-ID: .*\r\n/, '');

describe('a folder of the ledger that is numbered anew', () => {
  itDovecot(
    'is not downloaded again, but for what is new or not certain',
    async () => {
      const account = await throughProxy('anew');
      const mails = range(1, 700).map(numbered);
      await dovecot.deliver(
        'anew',
        ...mails,
        withBody(7, 'the same Message-ID, other words'),
        nameless('no Message-ID'),
      );
      await read(account);
      expect(downloads(0)).toBe(702);
      const before = await rowsOf(account);
      expect(before.every((row) => row.copy_of === null)).toBe(true);
      await intake?.stop();

      renumber('anew');
      // In the gap: a new one, one more with a Message-ID that is known, one without any.
      await dovecot.deliver('anew', numbered(701), withBody(8, 'again the same Message-ID'), nameless('another one'));
      queued = [];
      const from = proxy.lines.length;
      await read(account);
      // The three of the gap, and the one that nothing but its words can tell. The two of one Message-ID came in
      // different seconds or have different sizes, so they are certain.
      expect(downloads(from)).toBe(4);
      const after = await rowsOf(account);
      expect(queued).toHaveLength(3);
      expect(after.slice(0, 701).map((row) => row.id)).toEqual(before.slice(0, 701).map((row) => row.id));
      expect(new Set(after.filter((row) => row.copy_of === null).map((row) => row.message_id)).size).toBe(702);
      const numberings = new Set(after.map((row) => row.uid_validity));
      // Only the mail without Message-ID still stands under its old number, and under the new one as its own copy.
      expect(numberings.size).toBe(2);
      expect(after.filter((row) => row.copy_of !== null)).toHaveLength(1);
      expect(await differences(account)).toEqual([]);

      const settled = proxy.lines.length;
      await dovecot.deliver('anew', numbered(702));
      await intake?.pollNow();
      expect(downloads(settled)).toBe(1);
    },
    120_000,
  );

  itDovecot('is not downloaded again by a process that follows one that died in the middle', async () => {
    const account = await throughProxy('died');
    await dovecot.deliver('died', ...range(1001, 1060).map(numbered));
    await read(account);
    await intake?.stop();
    renumber('died');
    await dovecot.deliver('died', numbered(1061));
    queued = [];
    const from = proxy.lines.length;
    proxy.onLine((line) => {
      if (/UID FETCH .*BODY\.PEEK\[\]/.test(line)) proxy.cut({ bytes: 0 });
    });
    await read(account).catch(() => {});
    await intake?.stop();
    expect(queued).toEqual([]);
    proxy.onLine(() => {});
    await read(account);
    expect(queued).toHaveLength(1);
    // The one that is new, asked for again.
    expect(downloads(from)).toBeLessThanOrEqual(3);
    expect((await rowsOf(account)).length).toBe(61);
    expect(await differences(account)).toEqual([]);
  });

  itDovecot('keeps two mails of one Message-ID, arrival and size: the words decide', async () => {
    const account = await throughProxy('twins');
    const twin = (word: string) => withBody(2001, `We need ${word} pcs.`);
    const same = new Date('2026-03-04T12:00:00Z');
    await append(account, twin('two'), same);
    await append(account, twin('six'), same);
    await read(account);
    await intake?.stop();
    renumber('twins');
    await append(account, twin('ten'), same);
    queued = [];
    await read(account);
    expect(queued).toHaveLength(1);
    const originals = (await rowsOf(account)).filter((row) => row.copy_of === null);
    expect(originals).toHaveLength(3);
    expect(await differences(account)).toEqual([]);
  });
});
