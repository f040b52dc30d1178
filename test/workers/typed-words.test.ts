/** A person types his own words, then wants something else of the same draft: his words do not vanish unsaid. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { MailMessage } from '../../src/model/message.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

const PS = 'PS: the sample of 2019 is still with us, USD 3.33 of freight included.';
let round = 0;

/** His words with a figure of his own: he is asked about it, and the draft that waits is in his words. */
async function typed(change: (text: string) => string): Promise<{ buyer: string; request: MailMessage }> {
  round += 1;
  const buyer = `m.petersen@fjordkante-${round}.example`;
  const text =
    'Please quote 12,000 pcs VB-500 FOB Ningbo, shipment by 15 March 2027.\n\nMaria Petersen\nFjordkante GmbH';
  await desk.write({ from: buyer, subject: `RFQ VB-500 no. ${round}`, text });
  await desk.settle();
  const letter = (await draft(buyer)).text;
  await answer(`修改\n${change(letter)}`);
  expect(await desk.received(buyer)).toEqual([]);
  expect((await draft(buyer)).text).toContain(PS);
  return { buyer, request: await newest() };
}

async function newest(): Promise<MailMessage> {
  const mail = (await desk.received(salesperson)).findLast(({ subject }) => subject.includes('INQ-'));
  if (!mail) throw new Error('no request');
  return mail;
}

async function answer(text: string): Promise<void> {
  await desk.answer(await newest(), salesperson, text);
  await desk.settle();
}

function draft(buyer: string) {
  return desk.app.db
    .selectFrom('drafts')
    .selectAll()
    .where('recipient', '=', buyer)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
}

const withPs = (letter: string) => letter.replace(/\n\n(?=[^\n]*regards)/i, `\n\n${PS}\n\n`);

describe('words typed by hand', () => {
  it('stand in the next version too, again and again, and leave when they are agreed to', async () => {
    const { buyer } = await typed(withPs);
    await answer('交期 33天');
    const second = await draft(buyer);
    expect(second.changes.map(({ kind }) => kind)).toEqual(['lead_time', 'kept_words']);
    expect(second.text).toContain(PS);
    expect(second.text).toContain('33 days');
    expect((await newest()).text).toContain('手写的内容已保留');
    await answer('validity 9 days');
    const third = await draft(buyer);
    expect(third.text).toContain(PS);
    expect(third.text).toContain('33 days');
    expect(third.text).not.toBe(second.text);
    await answer('同意');
    const [sent] = await desk.received(buyer);
    expect(sent?.text.trim()).toBe(third.text.trim());
  });

  it('that stand in the way of what he wants now are quoted to him', async () => {
    const own = `Dear Maria,\n\nwe make you an offer by telephone tomorrow.\n${PS}\n\nChen Wei`;
    const { buyer } = await typed(() => own);
    await answer('交期 33天');
    const next = await draft(buyer);
    expect(next.changes.map(({ kind }) => kind)).toEqual(['lead_time', 'dropped_words']);
    expect(next.text).not.toContain(PS);
    const { text } = await newest();
    expect(text).toContain('手写的内容没有保留');
    expect(text).toContain(`we make you an offer by telephone tomorrow. / ${PS}`);
    expect(await desk.received(buyer)).toEqual([]);
  });

  it('are quoted when the customer writes and the draft is void', async () => {
    const { buyer } = await typed(withPs);
    await desk.write({
      from: buyer,
      subject: `Re: RFQ VB-500 no. ${round}`,
      text: 'And what is your lead time? Maria Petersen',
    });
    await desk.settle();
    const told = (await desk.received(salesperson)).findLast(({ text }) => text.includes('作废的草稿里手写的内容'));
    expect(told?.text).toContain(`> ${PS}`);
    expect(await desk.received(buyer)).toEqual([]);
  });

  it('are quoted when the letter is wanted in another language', async () => {
    const { buyer } = await typed(withPs);
    await answer('language de');
    const next = await draft(buyer);
    expect([next.language, next.changes.map(({ kind }) => kind)]).toEqual(['de', ['language', 'dropped_words']]);
    expect((await newest()).text).toContain(PS);
  });
});
