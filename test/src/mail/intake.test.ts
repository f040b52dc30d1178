import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import hoodiecrow from 'hoodiecrow-imap';
import { pino } from 'pino';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import type { MailAccount } from '../../../src/model/mail-account.ts';
import { memoryStore, numbered, subjects } from './memory-store.ts';

const DESK = 'desk@exporter.example';
const log = pino({ enabled: false });
const tokens = openAccessTokens();

let server: MailServer;
let intake: Intake | null = null;
const others: Server[] = [];

function account(changes: Partial<MailAccount> = {}): MailAccount {
  const { imap } = server.account(DESK);
  return {
    address: DESK,
    imap: { ...imap, tls: 'none' },
    smtp: { ...server.smtp, tls: 'none', user: '', password: '' },
    folders: ['INBOX'],
    sentFolder: null,
    startAt: null,
    pollSeconds: 600,
    ...changes,
  };
}

function watch(store: ReturnType<typeof memoryStore>, changes: Partial<MailAccount> = {}): Intake {
  const timing = { retryMs: 20 };
  const options = { store, now: () => new Date(), log, onStored: store.onStored, timing };
  intake = startIntake({ account: account(changes), tokens, ...options });
  return intake;
}

beforeEach(async () => {
  server = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }] });
});

afterEach(async () => {
  await intake?.stop();
  intake = null;
  for (const other of others.splice(0)) other.close();
  await server.close();
});

/** A server that is no mail server; closed after the test. */
async function listen(onSocket: (socket: Socket) => void): Promise<Server> {
  const other = createServer(onSocket);
  others.push(other);
  other.listen(0, '127.0.0.1');
  await once(other, 'listening');
  return other;
}

describe('startIntake', () => {
  it('leaves old mail alone at first sight, says how much, and fetches what comes after', async () => {
    const store = memoryStore();
    for (const n of [1, 2, 3]) server.deliver(DESK, numbered(n));
    await watch(store).pollNow();
    expect(store.begun).toMatchObject([{ folder: 'INBOX', skipped: 3, cursor: { lastUid: 3 } }]);
    expect(store.mails).toEqual([]);
    server.deliver(DESK, numbered(4));
    await store.until(1);
    expect(subjects(store)).toEqual(['mail 4']);
    expect(store.queued).toEqual([1]);
  });

  it('reads what arrived since a given start, to the second, whatever the order of UIDs', async () => {
    const store = memoryStore();
    const startAt = new Date('2026-03-04T12:00:00Z');
    for (const [n, receivedAt] of [
      [1, '2026-03-01T00:00:00Z'],
      [2, '2026-03-04T11:59:59Z'],
      [3, '2026-03-04T12:00:00Z'],
      [4, '2026-01-01T00:00:00Z'],
      [5, '2026-03-05T00:00:00Z'],
    ] as const) {
      server.deliver(DESK, numbered(n), new Date(receivedAt));
    }
    await watch(store, { startAt }).pollNow();
    expect(store.mails.map(({ uid }) => uid)).toEqual([3, 5]);
    expect(store.mails[0]?.receivedAt).toEqual(startAt);
    expect(store.begun).toMatchObject([{ skipped: 3, cursor: { startAt, lastUid: 2 } }]);
    expect((await store.cursor('INBOX'))?.lastUid).toBe(5);
  });

  it('goes on where it stopped, also for mail that somebody has read in between', async () => {
    const store = memoryStore();
    await watch(store).pollNow();
    await intake?.stop();
    for (let n = 1; n <= 120; n++) server.deliver(DESK, numbered(n));
    await watch(store).pollNow();
    expect(store.mails.map(({ uid }) => uid)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
    expect(store.saves.length).toBe(3);
    expect(intake?.state()).toMatchObject([{ folder: 'INBOX', connected: true, lastError: null }]);
  });

  it('is woken by IDLE at once', async () => {
    const store = memoryStore();
    await watch(store).pollNow();
    for (let n = 1; n <= 3; n++) {
      const start = performance.now();
      server.deliver(DESK, numbered(n));
      await store.until(n);
      expect(performance.now() - start).toBeLessThan(3000);
    }
  });

  it('keeps a mail that goes beyond all bounds, byte for byte, and goes on', async () => {
    const store = memoryStore();
    await watch(store).pollNow();
    const parts = '--b\r\n\r\nx\r\n'.repeat(2000);
    const monster = Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${parts}`);
    server.deliver(DESK, monster);
    server.deliver(DESK, numbered(2));
    await store.until(2);
    expect(store.mails[0]?.raw).toEqual(monster);
    expect(subjects(store)[1]).toBe('mail 2');
  });

  it('does not move past what the store did not take, and queues nothing of it', async () => {
    const store = memoryStore();
    await watch(store).pollNow();
    store.failSaves(1);
    server.deliver(DESK, numbered(1));
    await store.until(1);
    expect(store.saves).toEqual([[1]]);
    expect(store.polls.some(({ error }) => error === 'the store is down')).toBe(true);
    expect(store.mails.map(({ uid }) => uid)).toEqual([1]);
  });

  it('records a mail that the server does not hand over, after five attempts; the others do not wait for it', async () => {
    const store = memoryStore();
    // The server can tell the size of this mail, but fails to read it.
    const unreadable = Object.assign(numbered(2), {
      toString() {
        throw new Error('disk error');
      },
    });
    const messages = [{ raw: numbered(1).toString() }, { raw: unreadable }, { raw: numbered(3).toString() }];
    const broken = hoodiecrow({ users: { [DESK]: { password: 'demo' } }, storage: { INBOX: { messages }, '': {} } });
    others.push(broken.server);
    broken.listen(0, '127.0.0.1');
    await once(broken.server, 'listening');
    const { port } = broken.server.address() as AddressInfo;
    watch(store, { imap: { ...account().imap, port }, startAt: new Date(0) });
    let failures = 0;
    while (store.mails.length < 3 && failures < 20) await intake?.pollNow().catch(() => failures++);
    expect(failures).toBe(6);
    expect(store.saves).toEqual([[1], [3], [2]]);
    expect(store.mails[2]).toMatchObject({ message: null, error: expect.stringContaining('many times') });
    expect(store.mails[2]?.raw.toString()).toMatch(/^X-Not-Handed-Over: UID 2, /);
    await intake?.stop();
  });

  it('stores mail although queueing fails', async () => {
    const store = memoryStore();
    intake = startIntake({
      account: account(),
      tokens,
      store,
      now: () => new Date(),
      log,
      onStored: () => Promise.reject(new Error('queue down')),
    });
    await intake.pollNow();
    server.deliver(DESK, numbered(1));
    await store.until(1);
    expect(intake.state()).toMatchObject([{ connected: true, lastError: null }]);
  });

  it('reads a folder again when its UIDVALIDITY has changed, gap included', async () => {
    const store = memoryStore();
    await watch(store, { startAt: new Date('2026-03-04T12:00:00Z') }).pollNow();
    const at = new Date('2026-03-05T00:00:00Z');
    server.deliver(DESK, numbered(1), at);
    server.deliver(DESK, numbered(2), at);
    await store.until(2);
    await intake?.stop();
    await server.close();
    server = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }] });
    server.deliver(DESK, numbered(9), at);
    await store.begin('INBOX', { uidValidity: '77', lastUid: 2, startAt: new Date('2026-03-04T12:00:00Z') }, 0);
    await watch(store).pollNow();
    expect(store.begun.at(-1)).toMatchObject({
      skipped: 0,
      cursor: { uidValidity: expect.stringMatching(/^1\+/), lastUid: 0 },
    });
    expect(subjects(store)).toEqual(['mail 1', 'mail 2', 'mail 9']);
  });

  it('says when the password is wrong', async () => {
    const store = memoryStore();
    const wrong = { ...account().imap, password: 'wrong' };
    await expect(watch(store, { imap: wrong }).pollNow()).rejects.toThrow(/refused the user name or password/);
    expect(intake?.state()).toMatchObject([{ connected: false, lastError: expect.stringContaining('password') }]);
  });

  it('stops promptly while it connects, and a poll then is refused', async () => {
    const silent = await listen(() => {});
    const { port } = silent.address() as AddressInfo;
    const store = memoryStore();
    const stuck = watch(store, { imap: { ...account().imap, port } });
    const poll = stuck.pollNow();
    await once(silent, 'connection');
    const start = performance.now();
    await Promise.all([stuck.stop(), expect(poll).rejects.toThrow('stopped')]);
    expect(performance.now() - start).toBeLessThan(1000);
    await expect(stuck.pollNow()).rejects.toThrow('stopped');
  });

  it('holds one connection for each folder, however often the server drops it', async () => {
    const store = memoryStore();
    let open = 0;
    let most = 0;
    let greeted = 0;
    const dropping = await listen((socket) => {
      most = Math.max(most, ++open);
      greeted++;
      socket.on('error', () => {});
      socket.on('close', () => open--);
      socket.end('* BYE too busy\r\n');
    });
    const { port } = dropping.address() as AddressInfo;
    watch(store, { imap: { ...account().imap, port } });
    for (let n = 0; n < 5; n++) await intake?.pollNow().catch(() => {});
    // The server may learn of the end of one just after the beginning of the next.
    expect(most).toBeLessThanOrEqual(2);
    expect(greeted).toBeGreaterThanOrEqual(5);
  });
});
