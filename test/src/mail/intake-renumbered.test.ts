import { once } from 'node:events';
import { rmSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import hoodiecrow from 'hoodiecrow-imap';
import { pino } from 'pino';
import { connectImap, leaveImap } from '../../../src/mail/imap.ts';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import type { RenumberedMail } from '../../../src/mail/intake-store.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import type { MailAccount } from '../../../src/model/mail-account.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../../support/dovecot.ts';
import { type MemoryStore, mailSubjects, memoryStore, numbered, range, subjects } from './memory-store.ts';

const tokens = openAccessTokens();

const itDovecot = dovecotAvailable() ? it : it.skip;
const log = pino({ enabled: false });
const DESK = 'desk@exporter.example';

let dovecot: Dovecot;
let intake: Intake | null = null;
let crow: ReturnType<typeof hoodiecrow> | null = null;

beforeAll(async () => {
  if (dovecotAvailable()) dovecot = await startDovecot();
});

afterEach(async () => {
  await intake?.stop();
  intake = null;
  crow?.server.close();
  crow = null;
});

afterAll(async () => {
  if (dovecotAvailable()) await dovecot.close();
});

function watch(store: MemoryStore, account: MailAccount): Intake {
  const timing = { retryMs: 10 };
  intake = startIntake({ account, tokens, store, now: () => new Date(), log, onStored: store.onStored, timing });
  return intake;
}

/** Until a round has gone well: the server may first throw out a session that it has made void. */
async function settled(): Promise<void> {
  for (let tries = 0; tries < 10; tries++) {
    const failed = await intake?.pollNow().then(
      () => false,
      () => true,
    );
    if (!failed) return;
  }
  throw new Error('the intake did not recover');
}

type Connection = { socket: Socket | null; inputHandler: ((line: string) => void) | false };
type Inside = { connectionHandlers: ((connection: Connection) => void)[] };

/** hoodiecrow keeps a timer of half an hour for a client that vanishes in IDLE. */
function endIdle(server: ReturnType<typeof hoodiecrow>): void {
  (server as unknown as Inside).connectionHandlers.push((connection) => {
    connection.socket?.once('close', () => {
      if (connection.inputHandler) connection.inputHandler('DONE');
    });
  });
}

type Mailbox = { uidvalidity: number; uidnext: number; messages: { uid: number }[] };

/** A server whose numbers can be changed under an open session. */
async function openCrow(): Promise<{ account: MailAccount; mailbox: Mailbox; put: (n: number) => void }> {
  const opened = hoodiecrow({
    plugins: ['ID', 'IDLE', 'CONDSTORE', 'ENABLE'],
    users: { [DESK]: { password: 'demo' } },
    storage: { INBOX: {}, '': {} },
  });
  crow = opened;
  endIdle(opened);
  opened.listen(0, '127.0.0.1');
  await once(opened.server, 'listening');
  const { port } = opened.server.address() as AddressInfo;
  const login = { host: '127.0.0.1', port, tls: 'none' as const, user: DESK, password: 'demo' };
  return {
    account: {
      address: DESK,
      imap: login,
      smtp: login,
      folders: ['INBOX'],
      sentFolder: null,
      startAt: new Date('2026-01-01T00:00:00Z'),
      pollSeconds: 600,
    },
    mailbox: opened.getMailbox('INBOX') as unknown as Mailbox,
    put: (n) => opened.appendMessage('INBOX', [], new Date('2026-03-04T12:00:00Z'), numbered(n).toString('latin1')),
  };
}

describe('a folder that is numbered anew', () => {
  it('is noticed in the middle of a session, with what came in the gap', async () => {
    const { account, mailbox, put } = await openCrow();
    const store = memoryStore();
    for (const n of [1, 2, 3]) put(n);
    await watch(store, account).pollNow();
    mailbox.uidvalidity = 77;
    mailbox.messages.splice(0, 1);
    mailbox.messages.forEach((message, index) => {
      message.uid = index + 1;
    });
    mailbox.uidnext = 3;
    put(4);
    await intake?.pollNow();
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4));
    expect(store.begun.map(({ cursor }) => cursor.uidValidity)).toEqual(['1', '77']);
    expect(store.queued).toEqual([1, 2, 3, 4]);
    put(5);
    await intake?.pollNow();
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4, 5));
    expect(store.begun.length).toBe(2);
  });

  it('is not downloaded again where the ledger recognises its mails', async () => {
    const { account, mailbox, put } = await openCrow();
    const asked: RenumberedMail[] = [];
    const store: MemoryStore = {
      ...memoryStore(),
      recognise: async (_folder, _uidValidity, mails) => {
        asked.push(...mails);
        return mails.filter(({ messageId }) => messageId !== '<4@buyer.example>').map(({ uid }) => uid);
      },
    };
    for (const n of [1, 2, 3]) put(n);
    await watch(store, account).pollNow();
    expect(asked).toEqual([]);
    mailbox.uidvalidity = 77;
    put(4);
    await intake?.pollNow();
    expect(asked).toMatchObject([1, 2, 3, 4].map((n) => ({ uid: n, messageId: `<${n}@buyer.example>` })));
    expect(asked[0]).toMatchObject({ size: numbered(1).length, receivedAt: new Date('2026-03-04T12:00:00Z') });
    expect(store.saves).toEqual([[1, 2, 3], [4]]);
    expect((await store.cursor('INBOX'))?.lastUid).toBe(4);
    put(5);
    await intake?.pollNow();
    expect(asked.length).toBe(4);
    expect(store.saves).toEqual([[1, 2, 3], [4], [5]]);
  });

  it('is noticed when UIDs are given out again under the same UIDVALIDITY', async () => {
    const { account, mailbox, put } = await openCrow();
    const store = memoryStore();
    for (const n of range(1, 5)) put(n);
    await watch(store, account).pollNow();
    // As after a backup was restored: the last three are gone, their numbers go to others.
    mailbox.messages.splice(2, 3);
    mailbox.uidnext = 3;
    await intake?.pollNow();
    expect(store.begun.at(-1)?.cursor).toMatchObject({ uidValidity: expect.stringMatching(/^1\+20\d\d-/), lastUid: 0 });
    for (const n of [6, 7, 8]) put(n);
    await intake?.pollNow();
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4, 5, 6, 7, 8));
    await intake?.stop();
    put(9);
    await watch(store, account).pollNow();
    expect(subjects(store).at(-1)).toBe('mail 9');
    expect(store.begun.length).toBe(2);
  });

  it('is not suspected when the server only tells a wrong UIDNEXT, or the newest mails are deleted', async () => {
    const { account, mailbox, put } = await openCrow();
    const store = memoryStore();
    for (const n of range(1, 5)) put(n);
    await watch(store, account).pollNow();
    const next = mailbox.uidnext;
    mailbox.uidnext = 2;
    await intake?.pollNow();
    mailbox.uidnext = next;
    mailbox.messages.splice(2, 3);
    await intake?.pollNow();
    put(6);
    await intake?.pollNow();
    expect(store.begun.length).toBe(1);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4, 5, 6));
  });

  it('for every session (UIDVALIDITY 0) loses nothing and takes nothing twice', async () => {
    const { account, mailbox, put } = await openCrow();
    const store = memoryStore();
    mailbox.uidvalidity = 0;
    for (const n of [1, 2, 3]) put(n);
    await watch(store, account).pollNow();
    put(4);
    await intake?.pollNow();
    expect(store.begun.length).toBe(1);
    await intake?.stop();
    mailbox.messages.splice(0, 2);
    mailbox.messages.forEach((message, index) => {
      message.uid = index + 1;
    });
    mailbox.uidnext = 3;
    put(5);
    await watch(store, account).pollNow();
    expect(store.begun.length).toBe(2);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4, 5));
    expect(store.queued).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('a folder on Dovecot that is numbered anew', () => {
  const since = { startAt: new Date('2026-01-01T00:00:00Z') };

  itDovecot('under an open session: made anew by another program, with new mail in it', async () => {
    const account = dovecot.account('remade', { ...since, folders: ['Shop'] });
    const store = memoryStore();
    const other = await connectImap(account.imap, { log, tokens });
    await other.mailboxCreate('Shop');
    await other.append('Shop', numbered(1));
    await watch(store, account).pollNow();
    await other.mailboxDelete('Shop');
    await other.mailboxCreate('Shop');
    for (const n of [2, 3]) await other.append('Shop', numbered(n));
    await settled();
    await store.until(3);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3));
    expect(new Set(store.begun.map(({ cursor }) => cursor.uidValidity)).size).toBe(2);
    await leaveImap(other);
  });

  itDovecot('under an open session: the list of UIDs is lost while mail comes', async () => {
    const account = dovecot.account('lost', since);
    const store = memoryStore();
    for (const n of [1, 2]) await dovecot.deliver('lost', numbered(n));
    await watch(store, account).pollNow();
    for (const name of ['dovecot-uidlist', 'dovecot-uidvalidity', 'dovecot.index', 'dovecot.index.log']) {
      rmSync(join(dovecot.maildir('lost'), name), { force: true });
    }
    await dovecot.deliver('lost', numbered(3));
    await settled();
    await store.until(3);
    await dovecot.deliver('lost', numbered(4));
    await settled();
    await store.until(4);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4));
    expect(store.queued).toEqual([1, 2, 3, 4]);
  });
});
