import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { templatesSuggest } from '../../src/cli/templates-suggest.ts';
import { suppressContact } from '../../src/db/contacts.ts';
import { draftById } from '../../src/db/drafts.ts';
import type { MailMessage } from '../../src/model/message.ts';
import { type Desk, openDesk, salesperson } from '../support/desk.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(async () => {
  await desk.close();
});

let round = 0;

/** A new buyer asks; the request for approval with the draft in it. */
async function ask(company = 'Fjordkante GmbH'): Promise<{ buyer: string; request: MailMessage }> {
  round += 1;
  const buyer = `m.petersen@fjordkante-${round}.example`;
  const text = `Please quote 12,000 pcs VB-500 CIF Hamburg, arrival by 15 March 2027.\n\nMaria Petersen\n${company}`;
  await desk.write({ from: buyer, subject: `RFQ ${round}`, text });
  await desk.settle();
  const request = (await desk.received(salesperson)).findLast(({ subject }) => subject.includes('INQ-'));
  if (!request) throw new Error('no request');
  return { buyer, request };
}

async function draftOf(buyer: string) {
  const { id } = await desk.app.db
    .selectFrom('drafts')
    .select('id')
    .where('recipient', '=', buyer)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const draft = await draftById(desk.app.db, id);
  if (!draft) throw new Error('no draft');
  return draft;
}

async function statusOf(buyer: string) {
  const { inquiry_id: id } = await draftOf(buyer);
  return desk.app.db
    .selectFrom('inquiries')
    .select(['status', 'status_reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

const lastTold = async () => (await desk.received(salesperson)).at(-1)?.text ?? '';

describe('a letter is looked over', () => {
  it('when it is drafted: nothing speaks against what the desk writes itself', async () => {
    const { buyer } = await ask();
    expect((await draftOf(buyer)).warnings).toEqual([]);
  });

  it('when a person types other figures: he is asked once more, and agreeing sends exactly his words', async () => {
    const { buyer, request } = await ask();
    const own = 'Dear Maria,\n\nwe can do USD 4.11 per piece.\n\nChen Wei';
    await desk.answer(request, salesperson, `edit\n\n${own}`);
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect((await draftOf(buyer)).warnings.join()).toContain('4.11');
    const again = (await desk.received(salesperson)).at(-1);
    expect(again?.text).toContain('USD 4.11 per piece');
    if (!again) throw new Error('not asked again');
    await desk.answer(again, salesperson, '同意');
    await desk.settle();
    const [sent, ...others] = await desk.received(buyer);
    expect(sent?.text.trim()).toBe(own);
    expect(others).toEqual([]);
  });

  it('before it is sent: who wants no more mail gets none, and the person hears why', async () => {
    const { buyer, request } = await ask();
    const { inquiry_id: id } = await draftOf(buyer);
    const { contact_id: contact } = await desk.app.db
      .selectFrom('inquiries')
      .select('contact_id')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await suppressContact(desk.app.db, contact, desk.clock.now());
    await desk.answer(request, salesperson, '同意');
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect(await lastTold()).toContain('这位客户不希望再收到邮件');
    expect(await statusOf(buyer)).toEqual({ status: 'needs_review', status_reason: 'mail stopped' });
  });

  it.each([
    ['a placeholder', 'we are looking into it and come back to [name] soon.'],
    ['a certificate we do not hold', 'all our bottles are UL certified, as you have asked for it.'],
    ['another customer', 'as we wrote to our good customer Nordwind Ausrüstung AG last week, we come back soon.'],
  ])('before it is sent: %s in own words of a person does not leave', async (_, words) => {
    await ask('Nordwind Ausrüstung AG');
    const { buyer, request } = await ask();
    await desk.answer(
      request,
      salesperson,
      `修改\nDear Maria Petersen,\n\nthank you for your inquiry, ${words}\n\nBest regards\nChen Wei`,
    );
    await desk.settle();
    expect(await desk.received(buyer)).toEqual([]);
    expect(await statusOf(buyer)).toEqual({ status: 'needs_review', status_reason: 'mail stopped' });
  });

  it('and own words of a person in which nothing is wrong leave as they are', async () => {
    const { buyer, request } = await ask();
    const words =
      'Dear Maria Petersen,\n\nthank you for your inquiry. We are looking into it and will come back to you soon.\n\nBest regards\nChen Wei';
    await desk.answer(request, salesperson, `修改\n${words}`);
    await desk.settle();
    expect((await desk.received(buyer)).map(({ text }) => text.trim())).toEqual([words]);
  });
});

describe('what people change again and again', () => {
  it('is proposed as a change of the template, without anything of the customers', async () => {
    const said: string[] = [];
    for (let times = 0; times < 3; times += 1) {
      const { buyer, request } = await ask();
      const { text } = await draftOf(buyer);
      const [first = ''] = text
        .split('\n')
        .filter((line) => line.endsWith('?'))
        .slice(-1);
      await desk.answer(request, salesperson, `修改\n${text.replace(first, 'May I send you the invoice now?')}`);
      await desk.settle();
      expect(await desk.received(buyer)).toHaveLength(1);
    }
    const stored = await desk.app.db.selectFrom('edits').select(['person', 'template', 'phrases']).execute();
    expect(JSON.stringify(stored)).not.toMatch(/Petersen|Fjordkante|Nordwind|Chen Wei|12,000|5\.\d\d|2027/);
    await templatesSuggest({ DATABASE_URL: desk.databaseUrl }, { json: true }, (line) => said.push(line));
    expect(JSON.parse(said.join('\n'))).toMatchObject([
      {
        template: 'reply-quotation',
        language: 'en',
        to: 'May I send you the invoice now?',
        times: 3,
        people: [{ person: salesperson, times: 3 }],
      },
    ]);
  });
});
