/** What happens to a draft that nobody answers, as days go by on a real desk. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { MailMessage } from '../../src/model/message.ts';
import { findToken } from '../../src/reply/approval-token.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

// Every case plays days on a desk of its own.
jest.setTimeout(60_000);

const buyer = 'm.petersen@fjordkante.example';
const colleague = 'emma.roth@brightsteel.example';
const manager = 'zhao.lan@brightsteel.example';
let desk: Desk;
let configDir = '';

beforeAll(() => {
  configDir = mkdtempSync(join(tmpdir(), 'waiting-'));
  cpSync(join(import.meta.dirname, '../../config'), configDir, { recursive: true });
  const path = join(configDir, 'company.yaml');
  const company = readFileSync(path, 'utf8');
  writeFileSync(path, company.replace(`email: ${salesperson}`, `email: ${salesperson}\n    deputy: ${colleague}`));
});
afterAll(() => {
  rmSync(configDir, { recursive: true, force: true });
});

beforeEach(async () => {
  desk = await openDesk({ env: { CONFIG_DIR: configDir } });
  await desk.write({
    from: buyer,
    subject: 'RFQ VB-500',
    text: 'Please quote 12,000 pcs VB-500 CIF Hamburg, to arrive by 15 March 2027.\nFjordkante GmbH',
  });
  await desk.settle();
});
afterEach(async () => {
  await desk.close();
});

async function newest(address: string): Promise<MailMessage> {
  const mail = (await desk.received(address)).at(-1);
  if (!mail) throw new Error(`${address} has got no mail`);
  return mail;
}

async function answer(text: string, from = salesperson): Promise<void> {
  await desk.answer(await newest(from), from, text);
  await desk.settle();
}

async function standing() {
  const { db } = desk.app;
  const drafts = await db.selectFrom('drafts').selectAll().orderBy('version').execute();
  const approvals = await db.selectFrom('approvals').selectAll().orderBy('id').execute();
  const quotations = await db.selectFrom('quotations').selectAll().orderBy('version').execute();
  return { drafts, approvals, quotations, draft: drafts.at(-1) };
}

/** Subjects of the mails with which somebody is asked, reminders among them. */
async function askedOf(address: string): Promise<string[]> {
  return (await desk.received(address)).map(({ subject }) => subject).filter((subject) => findToken(subject));
}

describe('a draft that waits', () => {
  it('snooze: shown again on that morning, priced anew when the price has run out by then', async () => {
    await answer('推迟到 2026-12-01');
    expect((await newest(salesperson)).text).toContain('2026-12-01 09:00');
    const before = (await desk.received(salesperson)).length;
    await passTo('2026-12-01T00:50:00Z');
    expect((await desk.received(salesperson)).slice(before).filter(({ subject }) => findToken(subject))).toEqual([]);
    await passTo('2026-12-01T01:00:01Z');
    const again = (await desk.received(salesperson)).slice(before).filter(({ subject }) => findToken(subject));
    expect(again).toHaveLength(1);
    const [request] = again;
    if (!request) throw new Error('no request');
    await desk.answer(request, salesperson, '推迟到 2026-12-15');
    await desk.settle();
    await passTo('2026-12-15T01:00:01Z');
    const { drafts, draft } = await standing();
    expect(drafts).toHaveLength(2);
    expect(draft?.changes.map(({ kind }) => kind)).toEqual(['repriced']);
    expect(draft?.text).not.toContain('7 December 2026');
    await answer('同意');
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('the price runs out while the draft waits: nothing is sent, a new price is asked about', async () => {
    const request = await newest(salesperson);
    const { quotations } = await standing();
    const offer = quotations.at(-1)?.offer;
    const until = offer?.kind === 'quotation' ? offer.validUntil : '';
    desk.clock.moveTo(new Date(`${until}T16:30:00Z`));
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    const { draft, drafts } = await standing();
    expect(drafts.map(({ status }) => status)).toEqual(['superseded', 'awaiting_approval']);
    expect(draft?.changes.map(({ kind, from }) => `${kind} ${from}`)).toEqual([`repriced ${until}`]);
    await answer('同意');
    expect(await desk.received(buyer)).toHaveLength(1);
  });

  it('high: reminded after 2 working hours, then the deputy, then a manager, each once; the first answer counts', async () => {
    // Asked on Monday at 9 in the morning.
    await passTo('2026-11-23T02:59:00Z');
    expect(await askedOf(salesperson)).toHaveLength(1);
    await passTo('2026-11-23T03:00:30Z');
    await passTo('2026-11-23T03:05:00Z');
    const reminded = await askedOf(salesperson);
    expect(reminded).toHaveLength(2);
    expect(reminded[1]).toContain('仍在等您');
    // The same token: his answers to either mail count.
    expect(findToken(reminded[1] ?? '')).toBe(findToken(reminded[0] ?? ''));
    expect(await askedOf(colleague)).toEqual([]);
    await passTo('2026-11-23T05:00:30Z');
    expect(await askedOf(colleague)).toHaveLength(1);
    expect((await newest(colleague)).text).toContain('Chen Wei was asked on 2026-11-23 09:00');
    expect(await askedOf(manager)).toEqual([]);
    await passTo('2026-11-23T09:00:30Z');
    expect(await askedOf(manager)).toHaveLength(1);
    await passTo('2026-11-24T09:00:00Z');
    expect(
      [await askedOf(salesperson), await askedOf(colleague), await askedOf(manager)].map(({ length }) => length),
    ).toEqual([2, 1, 1]);
    const first = (await desk.received(salesperson)).at(0);
    const deputies = (await desk.received(colleague)).find(({ subject }) => findToken(subject));
    if (!first || !deputies) throw new Error('no request');
    await desk.answer(deputies, colleague, 'approve');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
    await desk.answer(first, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
    expect((await newest(salesperson)).text).toMatch(/已经处理过了（Emma Roth/);
  });

  it.each([
    ['the deputy’s turn', '2026-11-23T05:00:30Z', [1, 1, 0], 'manager'],
    ['the manager’s turn', '2026-11-25T02:00:00Z', [1, 0, 1], 'show_again'],
    ['the end of the request', '2026-12-07T02:00:00Z', [2, 0, 0], 'remind'],
  ])('after a standstill until %s: one mail, the latest step alone', async (_, until, asked, next) => {
    await passTo(until);
    await passTo(until.replace(':00Z', ':40Z').replace(':30Z', ':50Z'));
    const mails = [await askedOf(salesperson), await askedOf(colleague), await askedOf(manager)];
    expect(mails.map(({ length }) => length)).toEqual(asked);
    expect((await standing()).draft?.next_step).toBe(next);
  });

  it('the reminder can be answered', async () => {
    await passTo('2026-11-23T03:00:30Z');
    await answer('同意');
    expect(await desk.received(buyer)).toHaveLength(1);
    await passTo('2026-11-23T05:00:30Z');
    expect(await askedOf(colleague)).toEqual([]);
  });

  it('the approver’s mail program says that he is away: the deputy is asked at once, with the next one too', async () => {
    const request = await newest(salesperson);
    await desk.write({
      from: salesperson,
      subject: `Automatic reply: ${request.subject}`,
      text: 'I am out of the office until 4 December 2026.',
      headers: { 'Auto-Submitted': 'auto-replied' },
      ...(request.messageId ? { inReplyTo: request.messageId } : {}),
    });
    await desk.settle();
    expect(await askedOf(colleague)).toHaveLength(1);
    expect((await newest(colleague)).text).toContain('Chen Wei is away; you stand in.');
    expect((await newest(salesperson)).text).toContain('Emma Roth');
    await desk.write({
      from: 'tom@peakandvale.example',
      subject: 'VB-750',
      text: 'Price for 6,000 pcs VB-750 FOB Ningbo, please. Peak & Vale Ltd',
    });
    await desk.settle();
    expect(await askedOf(salesperson)).toHaveLength(1);
    expect(await askedOf(colleague)).toHaveLength(2);
    // He answers himself: he is there again.
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toHaveLength(1);
    expect(await desk.app.db.selectFrom('absences').selectAll().execute()).toEqual([]);
  });

  it('a stranger who writes in his name hands nothing over', async () => {
    await desk.write({
      from: salesperson,
      subject: 'Automatic reply: RFQ VB-500',
      text: 'I am out of the office until 4 December 2026.',
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    await desk.settle();
    expect(await askedOf(colleague)).toEqual([]);
    expect(await desk.app.db.selectFrom('absences').selectAll().execute()).toEqual([]);
  });

  it('the list of the morning goes to each who has something to do, once, and to managers with all', async () => {
    await passTo('2026-11-24T00:20:00Z');
    const lists = async (address: string) =>
      (await desk.received(address)).filter(({ subject }) => /今日询盘|^Today/.test(subject));
    expect(await lists(manager)).toEqual([]);
    await passTo('2026-11-24T00:31:00Z');
    await passTo('2026-11-24T00:33:00Z');
    const [his, ...more] = await lists(salesperson);
    const [hers, ...others] = await lists(manager);
    expect([...more, ...others]).toEqual([]);
    expect(his?.text).toContain('INQ-2026-000001');
    expect(hers?.text).toMatch(/INQ-2026-000001[\s\S]*Chen Wei/);
  });
});

async function passTo(instant: string): Promise<void> {
  desk.clock.moveTo(new Date(instant));
  await desk.app.queues.add('sweep', 0);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if ((await desk.app.queues.depths()).sweep === 0) break;
  }
  await desk.settle();
}
