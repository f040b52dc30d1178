import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { intakeStore } from '../../src/db/messages.ts';
import { readStanding } from '../../src/db/standing.ts';
import { type Intake, startIntake } from '../../src/mail/intake.ts';
import type { MailAccount } from '../../src/model/mail-account.ts';
import { runStage } from '../../workers/run-stage.ts';
import { sweep } from '../../workers/sweep.ts';
import { type Desk, deskAddress, openDesk } from '../support/desk.ts';
import { startFakeImap } from '../support/fake-imap.ts';

let desk: Desk;
let intake: Intake | null = null;

beforeAll(async () => {
  desk = await openDesk({ parts: [] });
});
afterEach(async () => {
  await intake?.stop();
});
afterAll(async () => {
  await desk.close();
});

const minutes = (count: number) => new Date(desk.clock.now().getTime() + count * 60_000);

function alarms() {
  return desk.app.db
    .selectFrom('outgoing')
    .select(['recipient', 'subject', 'raw'])
    .where('purpose', '=', 'mailbox')
    .execute();
}

/** The intake of the desk's mailbox on another server, with its real store; resolves after its first look. */
async function look(imap: MailAccount['imap']): Promise<void> {
  await intake?.stop();
  const [mailbox] = desk.app.mailboxes;
  if (!mailbox) throw new Error('no mailbox');
  const now = () => desk.clock.now();
  intake = startIntake({
    account: { ...mailbox.account, imap },
    store: intakeStore(desk.app.db, mailbox.account.address, now),
    now,
    log: pino({ enabled: false }),
    onStored: async () => {},
    tokens: desk.app.tokens,
    timing: { retryMs: 5 },
  });
  await intake.pollNow().catch(() => {});
}

describe('sweep', () => {
  it('tells the manager of a mailbox that cannot be read: after ten minutes, once a day, not after it is well', async () => {
    let refusal: string | null = '[EXPIRED] Password has expired';
    const server = await startFakeImap({ judge: () => refusal });
    const imap = { host: '127.0.0.1', port: server.port, tls: 'none' as const, user: deskAddress, password: 'old' };
    await look(imap);
    desk.clock.moveTo(minutes(9));
    await runStage(desk.app, sweep, 0);
    expect(await alarms()).toEqual([]);
    desk.clock.moveTo(minutes(2));
    await look(imap);
    for (const _ of [1, 2, 3]) await runStage(desk.app, sweep, 0);
    const [alarm, ...others] = await alarms();
    expect(others).toEqual([]);
    expect(alarm?.recipient).toBe('zhao.lan@brightsteel.example');
    expect((await readStanding(desk.app.db)).folders[0]?.error).toMatch(/has expired/);
    desk.clock.moveTo(minutes(24 * 60));
    await runStage(desk.app, sweep, 0);
    expect(await alarms()).toHaveLength(2);
    refusal = null;
    await look(imap);
    expect((await readStanding(desk.app.db)).folders[0]?.error).toBeNull();
    desk.clock.moveTo(minutes(48 * 60));
    await runStage(desk.app, sweep, 0);
    expect(await alarms()).toHaveLength(2);
    // A new trouble is a new alarm.
    refusal = '[AUTHENTICATIONFAILED] no';
    await look(imap);
    desk.clock.moveTo(minutes(11));
    await runStage(desk.app, sweep, 0);
    expect(await alarms()).toHaveLength(3);
    await server.close();
  });
});
