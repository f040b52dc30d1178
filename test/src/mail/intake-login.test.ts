import { afterEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { type Intake, startIntake } from '../../../src/mail/intake.ts';
import { type FakeImap, startFakeImap } from '../../support/fake-imap.ts';
import { memoryStore } from './memory-store.ts';

const DESK = 'desk@exporter.example';
let fake: FakeImap;
let intake: Intake;

afterEach(async () => {
  await intake.stop();
  await fake.close();
});

function watch() {
  const store = memoryStore();
  const login = { host: '127.0.0.1', port: fake.port, tls: 'none' as const, user: DESK, password: 'demo' };
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
  const options = { store, now: () => new Date(), log: pino({ enabled: false }), onStored: store.onStored };
  intake = startIntake({ account, ...options, timing: { retryMs: 1 } });
  return store;
}

describe('an intake whose login is refused', () => {
  it.each([
    ['[AUTHENTICATIONFAILED] Invalid credentials', /refused the user name or password/],
    ['[EXPIRED] Password has expired', /password for .* has expired/],
    ['[LIMIT] Maximum number of connections from user+IP exceeded', /too many connections or requests/],
    ['[UNAVAILABLE] Temporary authentication failure', /could not be used/],
  ])('says so, tries slowly and recovers by itself: %s', async (refusal, words) => {
    let answer: string | null = refusal;
    fake = await startFakeImap({ judge: () => answer });
    const store = watch();
    await store.untilPolls(1);
    expect(store.polls).toEqual([{ folder: 'INBOX', error: expect.stringMatching(words) }]);
    expect(intake.state()).toMatchObject([{ connected: false, lastPollAt: null, lastError: store.polls[0]?.error }]);
    expect(fake.logins.length).toBe(1);
    answer = null;
    await store.untilWell();
    expect(intake.state()).toMatchObject([{ connected: true, lastPollAt: expect.any(Date), lastError: null }]);
    expect(fake.logins.length).toBe(2);
  });

  it('names itself to servers that want it before they open a folder (163, 126)', async () => {
    fake = await startFakeImap({ judge: () => null, needsId: true });
    const store = watch();
    await store.untilWell();
    expect(fake.ids.at(-1)).toMatch(/"name" "Inquiry Desk"/);
  });
});
