import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { supersedeOpenDrafts } from '../../src/db/drafts.ts';
import { readStanding } from '../../src/db/standing.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

const general = 'm.petersen@fjordkante.example';
const ordering = 'j.nowak@polana.example';
let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
  await desk.write({ from: general, subject: 'Bottles', text: 'Hello, do you make vacuum bottles? Maria Petersen' });
  await desk.write({ from: ordering, subject: 'RFQ', text: 'Please quote 12,000 pcs VB-500 CIF Hamburg.' });
  await desk.settle();
});
afterAll(async () => {
  await desk.close();
});

async function answer(about: string, text: string): Promise<string> {
  const mails = (await desk.received(salesperson)).filter((mail) => mail.text.includes(about));
  const asked = mails.at(-1);
  if (!asked) throw new Error('nobody was asked');
  const before = (await desk.received(salesperson)).length;
  await desk.answer(asked, salesperson, text);
  await desk.settle();
  return (await desk.received(salesperson)).slice(before).at(-1)?.text ?? '';
}

async function standing(buyer: string) {
  const { db } = desk.app;
  const inquiry = await db
    .selectFrom('inquiries')
    .innerJoin('contacts', 'contacts.id', 'inquiries.contact_id')
    .selectAll('inquiries')
    .where('contacts.email', '=', buyer)
    .executeTakeFirstOrThrow();
  const of = { inquiry: inquiry.id };
  const drafts = await db.selectFrom('drafts').selectAll().where('inquiry_id', '=', of.inquiry).orderBy('id').execute();
  const followUps = await db.selectFrom('follow_ups').selectAll().where('inquiry_id', '=', of.inquiry).execute();
  return { inquiry, drafts, draft: drafts.at(-1), followUps };
}

/** The stage reads the mail from its beginning, as it does when it is tried again. */
async function readAgain(buyer: string): Promise<void> {
  const { db, queues, clock } = desk.app;
  const { inquiry } = await standing(buyer);
  await supersedeOpenDrafts(db, inquiry.id, clock.now());
  await db.updateTable('inquiries').set({ status: 'new' }).where('id', '=', inquiry.id).execute();
  await queues.add('classify', inquiry.id);
  await desk.settle();
}

describe('what a person sets of an inquiry', () => {
  it('a class: the letter is written for it, and the next mail of the customer changes nothing', async () => {
    const before = await standing(general);
    expect(before.inquiry.class).toBe('general');
    expect(before.draft?.text).toContain('USD');
    const low = await answer(general, '级别 低');
    expect(low).toContain('级别：一般 → 低意向（Chen Wei）');
    expect((await standing(general)).draft?.text).not.toContain('USD');
    const high = await answer(general, 'class high');
    expect(high).toContain('级别：低意向 → 高意向（Chen Wei）');
    expect(high).toContain('✎ 人工设定：级别 高意向（Chen Wei，2026-11-23）');
    const set = await standing(general);
    expect(set.drafts.map(({ status }) => status)).toEqual(['superseded', 'superseded', 'awaiting_approval']);
    expect(set.draft?.text).toContain('USD');
    expect(set.inquiry.triage).toMatchObject({ class: 'high', classSet: { by: salesperson, read: 'general' } });
    await answer(general, '同意');
    expect((await standing(general)).followUps).toHaveLength(1);
    const sent = (await desk.received(general)).at(-1);
    await desk.write({
      from: general,
      subject: 'Re: Bottles',
      text: 'Do you have LFGB?',
      ...(sent?.messageId ? { inReplyTo: sent.messageId, references: [sent.messageId] } : {}),
    });
    await desk.settle();
    const after = await standing(general);
    expect(after.draft).toMatchObject({ purpose: 'feedback', status: 'awaiting_approval' });
    expect(after.inquiry).toMatchObject({ class: 'high', triage: { class: 'high' } });
  });

  it('a quantity: the price follows, and a further reading keeps it', async () => {
    const before = (await standing(ordering)).draft?.text ?? '';
    expect(before).toContain('12,000');
    const mail = await answer(ordering, 'quantity 2000\ncountry Poland\nname Jan Nowak\ncompany Polana Sp. z o.o.');
    expect(mail).toMatch(/数量 VB-500：12,000\S* → 2,000\S*（Chen Wei）/);
    expect(mail).toContain('波兰');
    const { inquiry, draft } = await standing(ordering);
    expect(draft?.text).toContain('2,000');
    expect(draft?.text).not.toContain('12,000');
    expect(priceIn(draft?.text)).not.toBe(priceIn(before));
    expect(draft?.text).toContain('Jan Nowak');
    expect(inquiry.background?.country).toBe('PL');
    const customers = await desk.app.db
      .selectFrom('customers')
      .selectAll()
      .where('domain', '=', 'polana.example')
      .execute();
    expect(customers).toEqual([expect.objectContaining({ name: 'Polana Sp. z o.o.', country: 'PL' })]);
    expect(inquiry.facts?.items[0]?.quantity).toMatchObject({
      value: '2000',
      method: 'human',
      confidence: 1,
      confirmedBy: salesperson,
      rawText: '2000',
    });
    const { waiting } = await readStanding(desk.app.db);
    expect(waiting.find(({ inquiryNo }) => inquiryNo === inquiry.inquiry_no)).toMatchObject({
      class: inquiry.class,
      set: ['quantity', 'country', 'name', 'company'].map((what) => ({ what, by: 'Chen Wei' })),
    });
    await readAgain(ordering);
    const again = await standing(ordering);
    expect(again.inquiry.status).toBe('awaiting_approval');
    expect(again.inquiry.facts?.items[0]?.quantity).toEqual(inquiry.facts?.items[0]?.quantity);
    expect(again.inquiry.contact_facts).toMatchObject({ name: 'Jan Nowak', country: 'PL' });
    expect(priceIn(again.draft?.text)).toBe(priceIn(draft?.text));
  });

  it('a value that is not certain is asked back with lines that work, and nothing is drafted', async () => {
    const before = (await standing(ordering)).drafts.length;
    const asked = await answer(ordering, '产品 XX-99');
    expect(asked).toContain('XX-99');
    expect(asked).toContain('产品 VB-500');
    expect((await standing(ordering)).drafts).toHaveLength(before);
    expect(await desk.received(ordering)).toEqual([]);
  });
});

function priceIn(text = ''): string | undefined {
  return /USD (\d+\.\d\d)/.exec(text)?.[1];
}
