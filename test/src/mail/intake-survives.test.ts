import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import type { IntakeTiming } from '../../../src/mail/intake-timing.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import type { MailAccount } from '../../../src/model/mail-account.ts';
import { type Cut, type CuttingProxy, startCuttingProxy } from '../../support/cutting-proxy.ts';
import { type Dovecot, dovecotAvailable, startDovecot } from '../../support/dovecot.ts';
import { type MemoryStore, mailSubjects, memoryStore, numbered, range, subjects } from './memory-store.ts';

const tokens = openAccessTokens();

const itDovecot = dovecotAvailable() ? it : it.skip;
const log = pino({ enabled: false });

let dovecot: Dovecot;
let proxy: CuttingProxy;
let intake: Intake | null = null;

beforeAll(async () => {
  if (dovecotAvailable()) dovecot = await startDovecot();
});

afterEach(async () => {
  await intake?.stop();
  intake = null;
  await proxy?.close();
});

afterAll(async () => {
  if (dovecotAvailable()) await dovecot.close();
});

/** An account whose IMAP goes through a new proxy. */
async function throughProxy(user: string, changes: Partial<MailAccount> = {}): Promise<MailAccount> {
  const account = dovecot.account(user, { startAt: new Date(0), ...changes });
  proxy = await startCuttingProxy(account.imap);
  return { ...account, imap: { ...account.imap, port: proxy.port } };
}

function watch(store: MemoryStore, account: MailAccount, timing: Partial<IntakeTiming> = {}): Intake {
  const quick = { retryMs: 10, ...timing };
  intake = startIntake({ account, tokens, store, now: () => new Date(), log, onStored: store.onStored, timing: quick });
  return intake;
}

async function deliver(user: string, from: number, to = from): Promise<void> {
  for (const n of range(from, to)) await dovecot.deliver(user, numbered(n));
}

describe('an intake whose connection is cut', () => {
  itDovecot.each(['before', 'answering'] as const)(
    'at every command, %s: everything arrives exactly once',
    async (when) => {
      const user = `cut-${when}`;
      const account = await throughProxy(user);
      const store = memoryStore();
      let last = 0;
      let line = 0;
      do {
        proxy.cut({ line: ++line, when });
        await deliver(user, last + 1, last + 2);
        watch(store, account);
        await store.until(last + 2);
        await deliver(user, last + 3);
        // Dovecot lets IDLE wait for half a second; the poll says DONE at once, as a wake-up does.
        intake?.pollNow().catch(() => {});
        await store.until(last + 3);
        await intake?.stop();
        last += 3;
      } while (proxy.hasCut());
      const said = proxy.lines.map((command) => command.replace(/^\S+ /, '').trim());
      for (const command of ['ID', 'AUTHENTICATE', 'EXAMINE', 'UID FETCH', 'IDLE', 'DONE', 'LOGOUT']) {
        expect(said.some((words) => words.startsWith(command) || words === command)).toBe(true);
      }
      expect(line).toBeGreaterThan(15);
      expect(subjects(store)).toEqual(mailSubjects(...range(1, last)));
      expect(store.saves.flat()).toEqual(range(1, last));
      expect(store.queued).toEqual(range(1, last));
      expect(proxy.most()).toBe(1);
    },
  );

  itDovecot('in the middle of a mail, anywhere: everything arrives exactly once', async () => {
    const account = await throughProxy('literal');
    const store = memoryStore();
    const body = `${'0123456789abcdef'.repeat(4)}\r\n`.repeat(3000);
    const cuts: Cut[] = [3_000, 60_000, 200_000, 400_000, 500_000].map((bytes) => ({ bytes }));
    let last = 0;
    for (const cut of cuts) {
      proxy.cut(cut);
      for (const n of range(last + 1, last + 3))
        await dovecot.deliver('literal', Buffer.concat([numbered(n), Buffer.from(body)]));
      watch(store, account);
      last += 3;
      await store.until(last);
      await intake?.stop();
      expect(proxy.hasCut()).toBe(true);
    }
    expect(subjects(store).toSorted()).toEqual(mailSubjects(...range(1, last)).toSorted());
    expect(store.saves.flat().toSorted((a, b) => a - b)).toEqual(range(1, last));
    expect(store.mails.every(({ raw }) => raw.length > body.length)).toBe(true);
  });

  itDovecot('while one mail breaks it each time: the others do not wait, and it is recorded in the end', async () => {
    const account = await throughProxy('killer');
    const store = memoryStore();
    await deliver('killer', 1, 5);
    proxy.onLine((line) => {
      const uids = /UID FETCH (\S+) .*BODY/.exec(line)?.[1] ?? '';
      if (uids === '1:5' || uids === '2') proxy.cut({ bytes: 0 });
    });
    watch(store, account, { retryMs: 2 });
    await store.until(4);
    expect(store.saves).toEqual([[1], [3], [4], [5]]);
    expect((await store.cursor('INBOX'))?.lastUid).toBe(1);
    await store.until(5);
    expect(store.mails.at(-1)).toMatchObject({ uid: 2, message: null, error: expect.stringContaining('many times') });
    expect((await store.cursor('INBOX'))?.lastUid).toBe(5);
  });
});

describe('an intake whose server', () => {
  itDovecot('falls silent in IDLE without closing: is noticed, and the next connection goes on', async () => {
    const account = await throughProxy('silent', { pollSeconds: 1 });
    const store = memoryStore();
    watch(store, account, { answerMs: 300 });
    await deliver('silent', 1);
    await store.until(1);
    proxy.swallow();
    await deliver('silent', 2);
    await store.untilError();
    expect(store.polls.at(-1)?.error).toBe('the mail server does not answer any more');
    proxy.heal();
    await store.until(2);
    expect(subjects(store)).toEqual(mailSubjects(1, 2));
    expect(intake?.state()).toMatchObject([{ connected: true, lastError: null }]);
    expect(proxy.open()).toBe(1);
  });

  itDovecot('falls silent in the middle of a fetch: is noticed', async () => {
    const account = await throughProxy('mute');
    const store = memoryStore();
    await deliver('mute', 1, 3);
    proxy.swallow(/UID FETCH .*BODY/);
    watch(store, account, { silenceMs: 300 });
    await store.untilError();
    proxy.heal();
    await store.until(3);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3));
    expect(proxy.most()).toBe(1);
  });

  itDovecot('is restarted during IDLE and during a fetch: nothing is lost or double', async () => {
    const account = await throughProxy('restarted');
    const store = memoryStore();
    watch(store, account);
    await deliver('restarted', 1);
    await store.until(1);
    await dovecot.stop();
    await dovecot.start();
    await deliver('restarted', 2);
    await store.until(2);
    await intake?.stop();
    await deliver('restarted', 3, 20);
    const restarts: Promise<void>[] = [];
    proxy.onLine((line) => {
      if (!/UID FETCH .*BODY/.test(line) || restarts.length > 0) return;
      restarts.push(dovecot.stop().then(() => dovecot.start()));
    });
    watch(store, account);
    await store.until(20);
    await Promise.all(restarts);
    expect(restarts.length).toBe(1);
    expect(subjects(store).toSorted()).toEqual(mailSubjects(...range(1, 20)).toSorted());
    expect(store.saves.flat().length).toBe(20);
  });

  itDovecot('has not changed is not asked for its list again (CONDSTORE)', async () => {
    const account = await throughProxy('unchanged');
    const store = memoryStore();
    await deliver('unchanged', 1, 3);
    await watch(store, account).pollNow();
    await intake?.pollNow();
    const before = proxy.lines.length;
    await intake?.pollNow();
    expect(proxy.lines.slice(before).filter((line) => /FETCH/.test(line))).toEqual([]);
    expect(proxy.lines.slice(before).some((line) => /EXAMINE/.test(line))).toBe(true);
    await deliver('unchanged', 4);
    await store.until(4);
    expect(subjects(store)).toEqual(mailSubjects(1, 2, 3, 4));
  });
});
