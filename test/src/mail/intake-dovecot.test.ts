import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { checkImap } from '../../../src/mail/check-login.ts';
import { imapClient, leaveImap } from '../../../src/mail/imap.ts';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { openSentFolder } from '../../../src/mail/sent-folder.ts';
import type { MailAccount } from '../../../src/model/mail-account.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../../support/dovecot.ts';
import { type MemoryStore, memoryStore, numbered, subjects } from './memory-store.ts';

const tokens = openAccessTokens();

const itDovecot = dovecotAvailable() ? it : it.skip;
const log = pino({ enabled: false });

let dovecot: Dovecot;
let intake: Intake | null = null;

beforeAll(async () => {
  if (dovecotAvailable()) dovecot = await startDovecot();
});

afterEach(async () => {
  await intake?.stop();
  intake = null;
});

afterAll(async () => {
  if (dovecotAvailable()) await dovecot.close();
});

function watch(store: MemoryStore, account: MailAccount): Intake {
  const timing = { retryMs: 20 };
  intake = startIntake({ account, tokens, store, now: () => new Date(), log, onStored: store.onStored, timing });
  return intake;
}

/** Puts a mail into INBOX with an arrival date of our choice. */
async function append(account: MailAccount, n: number, receivedAt: Date): Promise<void> {
  const client = imapClient(account.imap, log);
  await client.connect();
  await client.append('INBOX', numbered(n), [], receivedAt);
  await leaveImap(client);
}

describe('startIntake on Dovecot', () => {
  itDovecot('skips old mail at first sight, says how many, and goes on where it stopped', async () => {
    const account = dovecot.account('first');
    const store = memoryStore();
    for (const n of [1, 2, 3]) await dovecot.deliver('first', numbered(n));
    await watch(store, account).pollNow();
    expect(store.begun).toMatchObject([{ folder: 'INBOX', skipped: 3, cursor: { lastUid: 3 } }]);
    await intake?.stop();
    for (const n of [4, 5]) await dovecot.deliver('first', numbered(n));
    await watch(store, account).pollNow();
    expect(subjects(store)).toEqual(['mail 4', 'mail 5']);
    expect(store.begun.length).toBe(1);
  });

  itDovecot('reads what arrived since a given start', async () => {
    const startAt = new Date('2026-03-04T12:00:00Z');
    const account = dovecot.account('since', { startAt });
    const store = memoryStore();
    await append(account, 1, new Date('2026-03-04T11:59:59Z'));
    await append(account, 2, new Date('2026-03-04T12:00:00Z'));
    await append(account, 3, new Date('2026-01-01T00:00:00Z'));
    await append(account, 4, new Date('2026-03-06T00:00:00Z'));
    await watch(store, account).pollNow();
    expect(subjects(store)).toEqual(['mail 2', 'mail 4']);
    expect(store.mails[0]?.receivedAt).toEqual(startAt);
    expect(store.begun[0]?.skipped).toBe(2);
  });

  itDovecot('leaves every mail unread and finds mail that somebody has read', async () => {
    const account = dovecot.account('seen');
    const store = memoryStore();
    await watch(store, account).pollNow();
    await intake?.stop();
    const client = imapClient(account.imap, log);
    await client.connect();
    await client.append('INBOX', numbered(1), ['\\Seen']);
    await client.append('INBOX', numbered(2), []);
    await watch(store, account).pollNow();
    expect(subjects(store)).toEqual(['mail 1', 'mail 2']);
    await client.mailboxOpen('INBOX');
    expect(await client.search({ seen: false }, { uid: true })).toEqual([2]);
    await leaveImap(client);
  });

  itDovecot('is woken by IDLE in less than three seconds', async () => {
    const store = memoryStore();
    await watch(store, dovecot.account('idle')).pollNow();
    for (let n = 1; n <= 3; n++) {
      await dovecot.deliver('idle', numbered(n));
      const start = performance.now();
      await store.until(n);
      expect(performance.now() - start).toBeLessThan(3000);
    }
  });

  itDovecot('polls when nothing wakes it', async () => {
    const store = memoryStore();
    await watch(store, dovecot.account('poll', { pollSeconds: 1 })).pollNow();
    const before = store.polls.length;
    await store.untilPolls(before + 2);
    expect(store.polls.at(-1)).toEqual({ folder: 'INBOX', error: null });
  });

  itDovecot.each(['Junk', '\\Junk'])('watches several folders, each from its own start: %s', async (junk) => {
    const store = memoryStore();
    const account = dovecot.account(junk === 'Junk' ? 'two' : 'special', { folders: ['INBOX', junk] });
    await watch(store, account).pollNow();
    const client = imapClient(account.imap, log);
    await client.connect();
    await client.append('Junk', numbered(1), []);
    await dovecot.deliver(account.imap.user, numbered(2));
    await store.until(2);
    expect(subjects(store).sort()).toEqual(['mail 1', 'mail 2']);
    expect(intake?.state().map(({ folder, connected }) => [folder, connected])).toEqual([
      ['INBOX', true],
      [junk, true],
    ]);
    await leaveImap(client);
  });

  itDovecot('says when a folder does not exist', async () => {
    const store = memoryStore();
    const account = dovecot.account('missing', { folders: ['Nowhere'] });
    await expect(watch(store, account).pollNow()).rejects.toThrow('"Nowhere" cannot be opened: there is none');
    expect(store.polls.at(-1)?.error).toContain('Nowhere');
    await intake?.stop();
    const unmarked = dovecot.account('missing', { folders: ['\\Archive'] });
    await expect(watch(store, unmarked).pollNow()).rejects.toThrow('cannot be opened: the server marks none so');
  });

  itDovecot('connects again after a restart of the server and loses nothing', async () => {
    const account = dovecot.account('restart');
    const store = memoryStore();
    await watch(store, account).pollNow();
    await dovecot.deliver('restart', numbered(1));
    await store.until(1);
    await dovecot.stop();
    await expect(intake?.pollNow()).rejects.toThrow();
    expect(intake?.state()).toMatchObject([{ connected: false, lastError: expect.any(String) }]);
    await dovecot.start();
    await dovecot.deliver('restart', numbered(2));
    await store.until(2);
    await dovecot.deliver('restart', numbered(3));
    await store.until(3);
    expect(subjects(store)).toEqual(['mail 1', 'mail 2', 'mail 3']);
    expect(store.begun.length).toBe(1);
  });

  itDovecot('loses nothing when UIDVALIDITY changes while mail comes', async () => {
    const account = dovecot.account('anew');
    const store = memoryStore();
    await dovecot.deliver('anew', numbered(1));
    await dovecot.stop();
    await dovecot.start();
    // Mail 1 is old: it arrived in a second before the first look.
    await append(account, 0, new Date('2026-01-01T00:00:00Z'));
    await watch(store, account).pollNow();
    for (const n of [2, 3]) await dovecot.deliver('anew', numbered(n));
    await store.until(2);
    const before = store.begun[0]?.cursor.uidValidity;
    await intake?.stop();
    await dovecot.stop();
    for (const file of ['dovecot-uidlist', 'dovecot-uidvalidity']) {
      rmSync(join(dovecot.maildir('anew'), file), { force: true });
    }
    for (const name of ['dovecot.index', 'dovecot.index.log', 'dovecot.index.cache', 'dovecot.list.index.log']) {
      rmSync(join(dovecot.maildir('anew'), name), { force: true });
    }
    await dovecot.start();
    await dovecot.deliver('anew', numbered(4));
    await watch(store, account).pollNow();
    expect(store.begun.length).toBe(2);
    expect(store.begun[1]?.cursor.uidValidity).not.toBe(before);
    expect(store.begun[1]?.cursor.startAt).toEqual(store.begun[0]?.cursor.startAt);
    expect(subjects(store)).toEqual(expect.arrayContaining(['mail 2', 'mail 3', 'mail 4']));
    expect(subjects(store)).not.toContain('mail 0');
  });
});

describe('openSentFolder on Dovecot', () => {
  const sent = Buffer.from('Message-ID: <q1@desk.example>\r\nSubject: Quotation 报价\r\n\r\n8-bit é\r\n');

  itDovecot('keeps one copy, read, with its date, and finds it', async () => {
    const account = dovecot.account('sent');
    const folder = openSentFolder(account, { log, tokens });
    expect(await folder.has('<q1@desk.example>')).toBe(false);
    const at = new Date('2026-03-04T05:06:07Z');
    await Promise.all([folder.append(sent, at), folder.append(sent, at)]);
    expect(await folder.has('<q1@desk.example>')).toBe(true);
    expect(await folder.has('<q2@desk.example>')).toBe(false);
    await folder.close();
    const client = imapClient(account.imap, log);
    await client.connect();
    await client.mailboxOpen('Sent', { readOnly: true });
    const rows = await client.fetchAll('1:*', { source: true, flags: true, internalDate: true });
    await leaveImap(client);
    expect(rows.length).toBe(1);
    expect(rows[0]?.source).toEqual(sent);
    expect(rows[0]?.flags?.has('\\Seen')).toBe(true);
    expect(rows[0]?.internalDate).toEqual(at);
  });

  itDovecot('sees a copy that the provider has put there meanwhile', async () => {
    const account = dovecot.account('provider');
    const folder = openSentFolder(account, { log, tokens });
    expect(await folder.has('<q1@desk.example>')).toBe(false);
    const client = imapClient(account.imap, log);
    await client.connect();
    await client.append('Sent', sent, ['\\Seen']);
    await folder.append(sent, new Date());
    await client.mailboxOpen('Sent', { readOnly: true });
    expect((client.mailbox || null)?.exists).toBe(1);
    await leaveImap(client);
    await folder.close();
  });

  itDovecot('uses the folder the owner names, made when it is missing', async () => {
    const account = dovecot.account('named', { sentFolder: '已发送' });
    const folder = openSentFolder(account, { log, tokens });
    await folder.append(sent, new Date());
    expect(await folder.has('<q1@desk.example>')).toBe(true);
    await folder.close();
    const elsewhere = openSentFolder({ ...account, sentFolder: null }, { log, tokens });
    expect(await elsewhere.has('<q1@desk.example>')).toBe(false);
    await elsewhere.close();
  });

  itDovecot('rejects when the server is away and works again after', async () => {
    const folder = openSentFolder(dovecot.account('away'), { log, tokens });
    expect(await folder.has('<q1@desk.example>')).toBe(false);
    await dovecot.stop();
    await expect(folder.has('<q1@desk.example>')).rejects.toThrow();
    await dovecot.start();
    await folder.append(sent, new Date());
    expect(await folder.has('<q1@desk.example>')).toBe(true);
    await folder.close();
  });
});

describe('checkImap on Dovecot', () => {
  itDovecot('tells a good login from a bad one', async () => {
    const { imap } = dovecot.account('check');
    expect(await checkImap(imap, tokens)).toBeNull();
    expect(await checkImap({ ...imap, password: 'wrong' }, tokens)).toMatch(/refused the user name or password/);
    expect(await checkImap({ ...imap, tls: 'starttls' }, tokens)).toMatch(/No encrypted connection/);
  });
});
