import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type MailServer, startMailServer } from '../../../src/demo/mail-server.ts';
import { type Intake, type MailboxLease, startIntake } from '../../../src/mail/intake.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { type MemoryStore, mailSubjects, memoryStore, numbered, subjects } from './memory-store.ts';

const tokens = openAccessTokens();

const DESK = 'desk@exporter.example';
const LEASE_MS = 400;
const TURN_MS = 100;

let server: MailServer;
const intakes: Intake[] = [];

beforeEach(async () => {
  server = await startMailServer({ accounts: [{ address: DESK, password: 'demo' }] });
});

afterEach(async () => {
  await Promise.all(intakes.splice(0).map((intake) => intake.stop()));
  await server.close();
});

/** The table that several instances share; `turns` counts what it was asked. */
function leaseTable() {
  const rows = new Map<string, { holder: number; until: number }>();
  let holders = 0;
  const table = {
    names: () => [...rows.keys()],
    /** The view of one instance; `death` makes it say nothing any more, `theft` gives its lease to somebody else. */
    open() {
      const holder = ++holders;
      let isDead = false;
      const silence = new Promise<never>(() => {});
      const claim = (name: string): boolean => {
        const row = rows.get(name);
        if (row && row.holder !== holder && row.until > performance.now()) return false;
        rows.set(name, { holder, until: performance.now() + LEASE_MS });
        return true;
      };
      const lease: MailboxLease = {
        acquire: (name) => (isDead ? silence : Promise.resolve(claim(name))),
        renew: (name) => (isDead ? silence : Promise.resolve(rows.get(name)?.holder === holder && claim(name))),
        release: async (name) => {
          if (!isDead && rows.get(name)?.holder === holder) rows.delete(name);
        },
      };
      return {
        lease,
        die() {
          isDead = true;
        },
        robbed() {
          for (const name of rows.keys()) rows.set(name, { holder: 0, until: performance.now() + LEASE_MS });
        },
      };
    },
  };
  return table;
}

function watch(store: MemoryStore, lease: MailboxLease): Intake {
  const account = {
    address: DESK,
    imap: { ...server.account(DESK).imap, tls: 'none' as const },
    smtp: { ...server.smtp, tls: 'none' as const, user: '', password: '' },
    folders: ['INBOX'],
    sentFolder: null,
    startAt: new Date('2026-01-01T00:00:00Z'),
    pollSeconds: 600,
  };
  const timing = { leaseMs: TURN_MS, retryMs: 10 };
  const now = () => new Date();
  const log = pino({ enabled: false });
  const intake = startIntake({ account, tokens, store, now, log, onStored: store.onStored, lease, timing });
  intakes.push(intake);
  return intake;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('two instances on one mailbox', () => {
  it('read it one at a time: no mail is saved twice, and the one that waits has no connection', async () => {
    const store = memoryStore();
    const table = leaseTable();
    const first = watch(store, table.open().lease);
    await first.pollNow();
    const second = watch(store, table.open().lease);
    await expect(second.pollNow()).rejects.toThrow('another instance of the desk reads this mailbox');
    server.deliver(DESK, numbered(1));
    await store.until(1);
    expect(first.state()).toMatchObject([{ holding: true, connected: true }]);
    expect(second.state()).toMatchObject([{ holding: false, connected: false, lastPollAt: null, lastError: null }]);
    expect(first.state()[0]?.lastMessageAt).toEqual(store.mails[0]?.receivedAt);
    expect(table.names()).toEqual([`mailbox ${DESK}`]);
    expect(store.saves).toEqual([[1]]);
  });

  it('change over at once when one is stopped, and soon when it dies', async () => {
    const store = memoryStore();
    const table = leaseTable();
    const [one, two, three] = [table.open(), table.open(), table.open()];
    const first = watch(store, one.lease);
    await first.pollNow();
    const second = watch(store, two.lease);
    server.deliver(DESK, numbered(1));
    await store.until(1);
    let start = performance.now();
    await first.stop();
    server.deliver(DESK, numbered(2));
    await store.until(2);
    expect(second.state()).toMatchObject([{ holding: true }]);
    expect(performance.now() - start).toBeLessThan(LEASE_MS + 2 * TURN_MS + 500);
    const third = watch(store, three.lease);
    two.die();
    start = performance.now();
    await until(() => third.state()[0]?.holding === true);
    // Real times are fifty times longer: 20 s and 5 s, so that this is 25 s of the 30.
    expect(performance.now() - start).toBeLessThan(LEASE_MS + TURN_MS + 100);
    server.deliver(DESK, numbered(3));
    await store.until(3);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3));
    expect(store.saves).toEqual([[1], [2], [3]]);
  });

  it('never read it both: who cannot renew stops before the lease has run out', async () => {
    const store = memoryStore();
    const table = leaseTable();
    const one = table.open();
    const first = watch(store, one.lease);
    await first.pollNow();
    one.die();
    const start = performance.now();
    await until(() => first.state()[0]?.holding === false);
    expect(performance.now() - start).toBeLessThan(LEASE_MS);
    await until(() => first.state()[0]?.connected === false);
  });

  it('stop at once when the lease is taken, and come back when it is free again', async () => {
    const store = memoryStore();
    const table = leaseTable();
    const one = table.open();
    const first = watch(store, one.lease);
    await first.pollNow();
    one.robbed();
    await until(() => first.state()[0]?.connected === false);
    expect(first.state()).toMatchObject([{ holding: false }]);
    server.deliver(DESK, numbered(1));
    await store.until(1);
    expect(first.state()).toMatchObject([{ holding: true, connected: true }]);
    expect(store.saves).toEqual([[1]]);
  });
});
