import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { connectImap, leaveImap } from '../../../src/mail/imap.ts';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import { openAccessTokens } from '../../../src/mail/oauth2.ts';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { dovecotAvailable, startDovecot } from '../../support/dovecot.ts';
import { type FakeImap, startFakeImap } from '../../support/fake-imap.ts';
import { memoryStore } from './memory-store.ts';

const itDovecot = dovecotAvailable() ? it : it.skip;
const tokens = openAccessTokens();
const log = pino({ enabled: false });

const DESK = 'desk@exporter.example';
let fake: FakeImap | null = null;
let intake: Intake;

afterEach(async () => {
  await intake.stop();
  await fake?.close();
  fake = null;
});

function watch({ port }: FakeImap, retryMs = 1) {
  const store = memoryStore();
  const login = { host: '127.0.0.1', port, tls: 'none' as const, user: DESK, password: 'demo' };
  const folders = ['INBOX'];
  const account = {
    address: DESK,
    imap: login,
    smtp: login,
    folders,
    sentFolder: null,
    startAt: null,
    pollSeconds: 600,
  };
  const options = { store, now: () => new Date(), log, onStored: store.onStored };
  intake = startIntake({ account, tokens, ...options, timing: { retryMs } });
  return store;
}

/** Sixty times the first wait, as after a refused login; the usual unit is a second. */
const UNIT_MS = 10;
const SLOW_MS = 60 * UNIT_MS;

describe('an intake whose login is refused', () => {
  it.each([
    ['[AUTHENTICATIONFAILED] Invalid credentials', /refused the user name or password/, true],
    ['[EXPIRED] Password has expired', /password for .* has expired/, true],
    ['[LIMIT] Maximum number of connections from user+IP exceeded', /too many connections or requests/, true],
    ['LOGIN Login fail. Password is incorrect or 登录过于频繁', /refused the user name or password/, true],
    ['登录过于频繁，请稍后再试', /too many connections or requests/, true],
    ['[UNAVAILABLE] Temporary authentication failure', /could not be used/, false],
  ])('says so, tries again at its pace and recovers by itself: %s', async (refusal, words, isSlow) => {
    let answer: string | null = refusal;
    const server = await startFakeImap({ judge: () => answer });
    fake = server;
    const store = watch(server, UNIT_MS);
    await store.untilPolls(1);
    expect(store.polls).toEqual([{ folder: 'INBOX', error: expect.stringMatching(words) }]);
    expect(intake.state()).toMatchObject([{ connected: false, lastPollAt: null, lastError: store.polls[0]?.error }]);
    expect(server.logins.length).toBe(1);
    answer = null;
    await store.untilWell();
    expect(intake.state()).toMatchObject([{ connected: true, lastPollAt: expect.any(Date), lastError: null }]);
    const [first, second] = server.logins.map(({ at }) => at);
    expect(server.logins.length).toBe(2);
    expect(Number(second) - Number(first) >= SLOW_MS - 5).toBe(isSlow);
  });

  it('names itself to servers that want it before they open a folder (163, 126)', async () => {
    const server = await startFakeImap({ judge: () => null, needsId: true });
    fake = server;
    const store = watch(server);
    await store.untilWell();
    expect(server.ids.at(-1)).toMatch(/"name" "Inquiry Desk"/);
  });
});

describe('an intake that the server shows the door', () => {
  it.each([
    ['GREETING', '[LIMIT] Too many connections', /too many connections or requests.*Too many connections/, true],
    ['GREETING', 'Server busy', /closed the connection|could not be used/, false],
    ['AUTHENTICATE', 'Autologout; idle for too long', /closed the connection/, false],
    ['EXAMINE', 'Session expired, please login again', /closed the connection.*Session expired/, false],
    ['IDLE', 'Server shutting down', /closed the connection.*shutting down/, false],
    ['IDLE', 'Too many simultaneous connections', /closed the connection.*Too many/, true],
  ])('at %s with BYE %s: says why, comes back at its pace', async (at, said, words, isSlow) => {
    const asked: number[] = [];
    let isOpen = false;
    const bye = (command: string) => {
      if (command === 'GREETING') asked.push(performance.now());
      return command === at && !isOpen ? said : null;
    };
    fake = await startFakeImap({ judge: () => null, bye });
    const store = watch(fake, UNIT_MS);
    const failed = store.untilError();
    await failed;
    isOpen = true;
    expect(store.polls.find(({ error }) => error !== null)?.error).toMatch(words);
    await store.untilWell();
    expect(intake.state()).toMatchObject([{ connected: true, lastError: null }]);
    const [first, second] = asked;
    expect(asked.length).toBe(2);
    expect(Number(second) - Number(first) >= SLOW_MS - 5).toBe(isSlow);
  });
});

describe('a mailbox on Dovecot that allows one connection', () => {
  itDovecot('and is read by another: says why it cannot be read, does not storm, and goes on later', async () => {
    const dovecot = await startDovecot({ mostConnections: 1 });
    const account = dovecot.account('one');
    const other = await connectImap(account.imap, { log, tokens });
    const proxy = await startCuttingProxy(account.imap);
    const store = memoryStore();
    const options = { store, now: () => new Date(), log, onStored: store.onStored, timing: { retryMs: UNIT_MS } };
    const imap = { ...account.imap, port: proxy.port };
    const began = performance.now();
    intake = startIntake({ account: { ...account, imap }, tokens, ...options });
    await store.untilPolls(2);
    const [state] = intake.state();
    expect(state).toMatchObject({ connected: false, lastPollAt: null });
    expect(state?.lastError).toMatch(/too many connections.*Maximum number/);
    const logins = proxy.lines.filter((line) => /AUTHENTICATE/.test(line)).length;
    expect(logins).toBeLessThanOrEqual(1 + (performance.now() - began) / SLOW_MS);
    await leaveImap(other);
    await store.untilWell();
    await intake.stop();
    await proxy.close();
    await dovecot.close();
  });
});
