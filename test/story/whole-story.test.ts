import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccessTokens } from '../../src/mail/oauth2.ts';
import { findToken } from '../../src/reply/approval-token.ts';
import { type Desk, deskAddress, openDesk, salesperson } from '../support/desk.ts';
import { redisAvailable, startRedis, type TestRedis } from '../support/redis.ts';

const tokens = openAccessTokens();

const buyer = 'm.petersen@fjordkante.example';
const inquiry = {
  from: buyer,
  subject: 'RFQ VB-500',
  text: [
    'Hello,',
    '',
    'please quote 12,000 pcs VB-500 vacuum bottle, stainless steel 304, 500 ml, CIF Hamburg.',
    'The goods must arrive by 15 March 2027. LFGB is required. Payment 30% T/T deposit.',
    'What is your lead time?',
    '',
    'Maike Petersen',
    'Fjordkante Outdoor GmbH',
    '+49 431 5550182',
  ].join('\n'),
};

describe.each([
  ['the embedded default', true],
  ['Redis', redisAvailable],
] as const)('one inquiry goes the whole way on %s', (kind, available) => {
  const test = available ? it : it.skip;
  let desk: Desk;
  let redis: TestRedis | undefined;

  beforeAll(async () => {
    if (!available) return;
    redis = kind === 'Redis' ? await startRedis() : undefined;
    desk = await openDesk(redis ? { redisUrl: redis.url } : { embedded: true });
  });

  afterAll(async () => {
    if (available) await desk.close();
    await redis?.stop();
  });

  test('the inquiry becomes a draft that waits for the salesperson, and nothing reaches the buyer', async () => {
    await desk.write({ ...inquiry, messageId: '<rfq-1@fjordkante.example>' });
    await desk.settle();
    const [request, ...others] = await desk.received(salesperson);
    expect(others).toEqual([]);
    expect(request?.subject).toMatch(/^\[INQ-2026-000001 [a-z0-9-]{16,}\].*12,000个 × VB-500$/);
    expect(request?.text).toContain('CIF Hamburg');
    expect(request?.text).toContain('5.57');
    expect(await desk.received(buyer)).toEqual([]);
    const row = await desk.app.db.selectFrom('inquiries').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'awaiting_approval', class: 'high', owner: salesperson });
    expect(row.facts?.items[0]).toMatchObject({ productSku: 'VB-500', quantity: { value: '12000' } });
  });

  test('an unclear answer is asked back and sends nothing', async () => {
    const [request] = await desk.received(salesperson);
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '可以,但是交期写45天');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    const question = (await desk.received(salesperson)).at(-1);
    expect(question?.text).toContain('可以,但是交期写45天');
    expect(findToken(question?.subject ?? '')).toEqual(findToken(request.subject));
  });

  test('a stranger with the token approves nothing', async () => {
    const [request] = await desk.received(salesperson);
    if (!request) throw new Error('no request');
    await desk.answer(request, 'stranger@elsewhere.example', 'approve');
    await desk.answer(request, 'emma.roth@brightsteel.example', 'approve');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect(await desk.received('stranger@elsewhere.example')).toEqual([]);
  });

  test('an approval sends the draft in the buyer’s thread, once, with a copy in Sent', async () => {
    const [request] = await desk.received(salesperson);
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '同意');
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    const [reply, ...others] = await desk.received(buyer);
    expect(others).toEqual([]);
    expect(reply).toMatchObject({
      subject: 'Re: RFQ VB-500',
      inReplyTo: '<rfq-1@fjordkante.example>',
      references: ['<rfq-1@fjordkante.example>'],
      from: { name: 'Chen Wei', address: deskAddress },
    });
    expect(reply?.text).toContain('USD 5.57');
    expect(reply?.text).not.toMatch(/margin|cost|{{|}}/i);
    const sent = desk.server.folder(deskAddress, 'Sent').map((mail) => mail.raw);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain(`Message-ID: ${reply?.messageId}`);
    const last = (await desk.received(salesperson)).at(-1);
    expect(last?.inReplyTo).not.toBeNull(); // the second approval was told that it came too late
  });

  test('a follow-up is planned, and when it is due the salesperson is reminded with the words ready', async () => {
    const plan = await desk.app.db.selectFrom('follow_ups').selectAll().executeTakeFirstOrThrow();
    expect(plan).toMatchObject({ step: 1, status: 'scheduled' });
    // The reply went out on Monday 23 November 2026: the window of days 1-2 ends on Wednesday morning in Berlin.
    expect(plan.due_at.toISOString()).toMatch(/^2026-11-25T(08|09|10)/);
    desk.clock.moveTo(new Date(plan.due_at.getTime() - 60_000));
    await sweep(desk);
    expect(await countDrafts(desk, 'follow_up')).toBe(0);
    desk.clock.moveTo(new Date(plan.due_at.getTime() + 1000));
    await sweep(desk);
    expect(await countDrafts(desk, 'follow_up')).toBe(1);
    const reminder = (await desk.received(salesperson)).at(-1);
    if (!reminder) throw new Error('no reminder');
    await desk.answer(reminder, salesperson, '同意');
    await desk.settle();
    const mails = await desk.received(buyer);
    expect(mails).toHaveLength(2);
    expect(mails[1]?.inReplyTo).toBe(mails[0]?.messageId);
    expect(mails[1]?.references).toEqual(['<rfq-1@fjordkante.example>', mails[0]?.messageId]);
  });

  test('the customer’s answer cancels what is planned and leads to the next draft', async () => {
    const mails = await desk.received(buyer);
    const newest = mails.at(-1);
    if (!newest) throw new Error('no mail');
    await desk.answer(newest, buyer, 'Thank you, but your price is too high for us. Can you do better?');
    await desk.settle();
    const plans = await desk.app.db.selectFrom('follow_ups').select('status').orderBy('id').execute();
    expect(plans.map((plan) => plan.status)).toEqual(['sent', 'cancelled']);
    const row = await desk.app.db.selectFrom('inquiries').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'awaiting_approval', feedback: 'price_objection' });
    const request = (await desk.received(salesperson)).at(-1);
    if (!request) throw new Error('no request');
    expect(request.text).toContain('your price is too high');
    await desk.answer(request, salesperson, 'edit\n\nDear Maike,\n\nwe can talk about it.\n\n- one\n- two\n\nChen Wei');
    await desk.settle();
    const answer = (await desk.received(buyer)).at(-1);
    expect(answer?.text.trim()).toBe('Dear Maike,\n\nwe can talk about it.\n\n- one\n- two\n\nChen Wei');
  });

  test('every mail in the mailbox has one row with one disposition, and the journal tells the story', async () => {
    const inbox = desk.server.inbox(deskAddress);
    const rows = await desk.app.db.selectFrom('messages').selectAll().execute();
    expect(rows.map((row) => row.uid).sort((a, b) => a - b)).toEqual(
      inbox.map((mail) => mail.uid).sort((a, b) => a - b),
    );
    expect(rows.filter((row) => row.status !== 'done' || row.disposition === null)).toEqual([]);
    const customerMails = await desk.app.db
      .selectFrom('outgoing')
      .innerJoin('approvals', 'approvals.id', 'outgoing.approval_id')
      .select(['outgoing.id', 'approvals.status'])
      .where('audience', '=', 'customer')
      .orderBy('outgoing.id')
      .execute();
    expect(customerMails.map((mail) => mail.status)).toEqual(['approved', 'approved', 'edited']);
  });

  test('an emptied queue loses nothing: the sweep finds what is due', async () => {
    await desk.service.stop();
    await desk.write({
      from: 'tom@peakandvale.example',
      subject: 'VB-750',
      text: 'Price for 6,000 pcs VB-750 FOB Ningbo, please. By end of March 2027. Peak & Vale Ltd',
    });
    const stored = await storeDirectly(desk);
    expect(stored).toHaveLength(1); // in the ledger, but nobody has been told
    desk.clock.moveTo(new Date(desk.clock.now().getTime() + 5 * 60_000));
    const { startService } = await import('../../src/cli/service.ts');
    desk.service = await startService(desk.app, ['workers']);
    await sweep(desk);
    const row = await desk.app.db.selectFrom('inquiries').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'awaiting_approval' });
    expect(row.facts?.items[0]?.productSku).toBe('VB-750');
  });
});

async function sweep(desk: Desk): Promise<void> {
  await desk.app.queues.add('sweep', 0);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const depths = await desk.app.queues.depths();
    if (depths.sweep === 0) break;
  }
  await desk.settle();
}

async function countDrafts(desk: Desk, purpose: 'follow_up'): Promise<number> {
  return (await desk.app.db.selectFrom('drafts').select('id').where('purpose', '=', purpose).execute()).length;
}

/** Reads the mailbox into the ledger as the intake does, but tells no queue: as if the process died right after. */
async function storeDirectly(desk: Desk): Promise<number[]> {
  const { intakeStore } = await import('../../src/db/messages.ts');
  const { startIntake } = await import('../../src/mail/intake.ts');
  const { openLog } = await import('../../src/log.ts');
  const account = desk.app.mailboxes[0]?.account;
  if (!account) throw new Error('no mailbox');
  const stored: number[] = [];
  const now = () => desk.clock.now();
  const store = intakeStore(desk.app.db, account.address, now);
  const onStored = async (ids: number[]) => void stored.push(...ids);
  const intake = startIntake({ account, tokens, store, now, log: openLog('silent'), onStored });
  await intake.pollNow();
  await intake.stop();
  return stored;
}
