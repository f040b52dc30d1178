import { describe, expect, it } from '@jest/globals';
import type { DraftText } from '../../../src/model/draft.ts';
import type { Ask, Feedback, Intent } from '../../../src/model/inquiry.ts';
import type { Offer } from '../../../src/model/quotation.ts';
import { checkLetter } from '../../../src/reply/check/check-letter.ts';
import { composeFeedbackReply, composeFollowUp, composeReply } from '../../../src/reply/compose.ts';
import { NOTHING_KNOWN } from '../../../src/reply/samples/sample-inquiry.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { factsOf, letterOf, sources } from './check/look-over.ts';
import { CANARIES, context, fact, inquiry, quotation, range, words } from './sample.ts';

const LANGUAGES = Object.keys(words.languages);
const FOLLOW_UPS = ['h1', 'h2', 'h3', 'h4', 'g1', 'g2', 'g3', 'l1'].map((step) => `follow-up-${step}`);
const FEEDBACK: Feedback[] = [
  'accept_proforma',
  'price_objection',
  'product_objection',
  'question',
  'defer',
  'not_interested',
  'unsubscribe',
  'complaint',
  'other',
];
const INTENTS: Intent[] = [
  'purchase',
  'sample_request',
  'distributor_agency',
  'technical_information',
  'private_retail',
  'complaint',
];
const OFFERS: Offer[] = [
  quotation,
  { ...quotation, leadTime: null, transitDays: null, containers: null },
  range,
  { kind: 'none' },
];

const stranger = { name: null, company: null, address: 'x@example.net', country: null };
const answer = { receivedAt: new Date('2026-11-25T10:00:00Z'), text: 'How about samples?', facts: inquiry.facts };
const reply = (change: Partial<typeof inquiry>) => composeReply({ ...inquiry, ...change }, context);
const priced = (offer: Offer) => ({ ...inquiry.price, offer });
const asking = (...asks: Ask[]) => asks.map((ask, at) => fact(ask, ask, 100 + at));
const news = [{ text: Object.fromEntries(LANGUAGES.map((language) => [language, 'RAL 6005'])), until: '2026-12-31' }];
const telling = {
  ...context,
  company: {
    ...context.company,
    sales: { sellingPoints: [], answers: {}, phrases: {}, concessions: [], news },
  },
};

/** What the check before sending finds in a mail written on one of these days, but for questions it need not answer. */
function faultsOf(mail: DraftText, view: typeof inquiry): string[] {
  const purpose = mail.template?.startsWith('follow-up') ? 'follow_up' : 'feedback';
  const letter = letterOf(mail, { purpose, recipient: view.customer.address });
  const onDay = (today: string) =>
    checkLetter(
      letter,
      factsOf(view, {
        answer,
        quoteNo: 'Q-1, Q-2026-0118',
        lastSentAt: view.receivedAt,
        context: { ...telling, today },
      }),
      sources,
    ).map(({ code, evidence }) => `${code} ${evidence}`);
  const faults = (today: string) => onDay(today).filter((fault) => !fault.startsWith('unanswered'));
  const first = faults(context.today);
  return first.length === 0 ? first : faults('2026-12-30');
}

describe.each(LANGUAGES)('every mail in %s', (language) => {
  // Every offer with every facts, every customer with each of them.
  const cases = OFFERS.flatMap((offer, o) =>
    [inquiry.facts, NOTHING_KNOWN].map((facts, f) => {
      const customer = (o + f) % 2 === 0 ? inquiry.customer : stranger;
      return { ...inquiry, language, facts, customer, price: priced(offer) };
    }),
  );
  const written = cases.map((view) => ({
    view,
    mails: [
      ...INTENTS.map((intent) => composeReply({ ...view, triage: { ...view.triage, intent } }, context)),
      composeReply({ ...view, quoteNo: null, subject: '', triage: { ...view.triage, class: 'low' } }, context),
      ...FEEDBACK.flatMap((feedback) => [
        composeFeedbackReply(view, feedback, 'Q-1', context, answer),
        composeFeedbackReply(view, feedback, null, context),
      ]),
      ...FOLLOW_UPS.map((name) => composeFollowUp(view, name, 'Q-1', view.receivedAt, telling)),
      ...FOLLOW_UPS.map((name) =>
        composeFollowUp(view, name, null, view.receivedAt, { ...telling, today: '2026-12-30' }),
      ),
    ],
  }));

  it('is written in it, whatever is missing', () => {
    for (const mail of written.flatMap(({ mails }) => mails)) {
      expect(mail?.language).toBe(language);
      expect(mail?.subject).toMatch(/^Re: \S/);
      expect(mail?.text).toMatch(
        /Li Na(?: 드림)?\nLakeside Steelware Co\., Ltd\.\u200e?\n12 Harbour Road, Ningbo, China/,
      );
      expect(mail?.text).not.toMatch(/\n\n\n|null|undefined|\[object|[ \t]\n|[({（] ?[)}）]|\*\*/);
    }
  });

  it('passes the check before sending, and holds no number of ours that is secret', () => {
    for (const { view, mails } of written) {
      for (const mail of mails) {
        if (mail === null) continue;
        expect(faultsOf(mail, view)).toEqual([]);
        for (const canary of CANARIES) expect(mail.text.replaceAll(',', '.')).not.toContain(canary);
      }
    }
  });

  it.each(FOLLOW_UPS)('%s says it in at most 80 words', (name) => {
    const view = { ...inquiry, language };
    const body = composeFollowUp(view, name, 'Q-2026-0118', inquiry.receivedAt, telling)?.text ?? '';
    const said = body.split('\n\n').slice(0, -2).join(' ');
    expect(said.split(/\s+/).length).toBeLessThanOrEqual(80);
    expect(said.length).toBeLessThan(500);
  });
});

describe('composeReply', () => {
  it.each([
    ['AW: Re: Thermo bottles', 'Re: Thermo bottles'],
    ['RE[2]: FW: 回复：报价', 'Re: 报价'],
    ['', 'Re: Your inquiry'],
    ['Re:', 'Re: Your inquiry'],
    ['Inquiry: bottles', 'Re: Inquiry: bottles'],
    ['Hi\r\nBcc: everyone@example.net', 'Re: Hi Bcc: everyone@example.net'],
  ])('subject %j becomes %j', (subject, expected) => {
    expect(reply({ subject }).subject).toBe(expected);
  });

  it('begins a thread of its own where the customer wrote on a form, and stays in it', () => {
    const subject = 'Thermo bottle 600 ml (TB-600) – quotation Q-2026-0118 – Lakeside Steelware Co., Ltd.';
    const form = { ...inquiry, newThread: true, subject: 'New message from your website' };
    expect(composeReply(form, context).subject).toBe(subject);
    expect(composeFollowUp(form, 'follow-up-h1', 'Q-2026-0118', form.receivedAt, context)?.subject).toBe(
      `Re: ${subject}`,
    );
  });

  it.each([
    [{ name: 'Paul Meyer', company: 'X GmbH' }, 'en', 'Dear Paul Meyer,'],
    [{ name: 'MEYER, Paul', company: null }, 'en', 'Dear MEYER, Paul,'],
    [{ name: null, company: 'X GmbH' }, 'en', 'Hello X GmbH team,'],
    [{ name: 'p.meyer@x.example', company: null }, 'en', 'Hello,'],
    [{ name: ' \u202E\r\n ', company: null }, 'en', 'Hello,'],
    [{ name: '陈伟', company: null }, 'zh', '陈伟，您好！'],
    [{ name: 'Иван Петрович', company: null }, 'ru', 'Здравствуйте, Иван Петрович!'],
    [{ name: '榊原 悠介', company: '株式会社みなと' }, 'ja', '株式会社みなと 榊原 悠介様'],
    [{ name: null, company: '株式会社みなと' }, 'ja', '株式会社みなと ご担当者様'],
    [{ name: '김민수', company: null }, 'ko', '김민수 님, 안녕하세요.'],
    [{ name: 'Ahmet Yılmaz', company: null }, 'tr', 'Sayın Ahmet Yılmaz,'],
    [{ name: 'Ana Silva', company: null }, 'pt', 'Olá, Ana Silva,'],
  ])('greets %j in %s with %s', (who, language, greeting) => {
    expect(reply({ language, customer: { ...inquiry.customer, ...who } }).text.split('\n')[0]).toBe(greeting);
  });

  it('quotes no price to a low inquiry, and asks what is missing', () => {
    const { text } = reply({ triage: { ...inquiry.triage, class: 'low' }, facts: NOTHING_KNOWN, customer: stranger });
    expect(text).not.toContain('USD');
    expect(text).toContain('1) Which model do you need?');
    expect(text).toContain('company name');
  });

  it('promises an offer by a date when nothing is missing but the price', () => {
    const { text } = reply({ price: priced({ kind: 'none' }), facts: { ...inquiry.facts, unclearPoints: [] } });
    expect(text).toContain('We are working out our offer and will send it by 26 November 2026.');
  });

  it('asks at most five questions, the easiest first', () => {
    const fields = ['specification', 'delivery_date', 'incoterm', 'company', 'destination', 'quantity'] as const;
    const unclearPoints = fields.map((field) => ({ field, reason: 'not said' }));
    const { text } = reply({ facts: { ...NOTHING_KNOWN, unclearPoints } });
    expect(text).toMatch(/1\) What quantity[\s\S]*2\) Which port[\s\S]*5\) May I have your company/);
    expect(text).not.toContain('\n6) ');
  });

  it('goes through what the buyer asks in his order, and says the rest of the offer after it', () => {
    const asks = [fact<Ask>('sample', 'samples', 10), fact<Ask>('lead_time', 'lead time', 30)];
    const { text } = reply({
      text: `${'x'.repeat(20)}Is the lid leak-proof?${'y'.repeat(20)}What is your MOQ?`,
      facts: {
        ...inquiry.facts,
        asks,
        certificates: [fact('REACH', 'REACH', 200)],
        questions: inquiry.facts.questions.slice(0, 2).reverse(),
      },
    });
    const titles = [...text.matchAll(/^\d\. ([A-Z"][a-zA-Z" ?-]*)/gm)].map((match) => match[1]?.trim());
    expect(titles).toEqual([
      'Price',
      'Specification',
      'Samples',
      '"Is the lid leak-proof?"',
      'Lead time',
      'Minimum order',
      'Certificates',
      'Payment',
      'Packing',
    ]);
  });

  it.each([
    ['- What is the price of 2 sets?', '"What is the price of 2 sets?"'],
    ['I lost mine. Could I buy another?', '"Could I buy another?"'],
    ['1. Who makes it?', '"Who makes it?"'],
  ])('repeats %j as %s, with a date', (question, said) => {
    const { text } = reply({ facts: { ...NOTHING_KNOWN, questions: [{ no: 1, text: question, topic: null }] } });
    expect(text).toContain(`${said} – we will confirm by 26 November 2026.`);
  });

  it.each([
    ['2027-03-15', 'To arrive by 15 March 2027 we need your deposit by 3 January 2027.'],
    ['2027-01-10', 'We cannot promise arrival by 10 January 2027'],
  ])('checks the arrival on %s', (date, expected) => {
    const deliveryDate = fact({ date, kind: 'arrive_by' as const }, 'x');
    expect(reply({ facts: { ...inquiry.facts, deliveryDate } }).text).toContain(expected);
  });

  it('does not pass over a term or payment that it cannot give', () => {
    const facts = {
      ...inquiry.facts,
      incoterm: fact('DDP' as const, 'DDP', 40),
      paymentTerms: fact('LC-SIGHT', 'L/C at sight'),
    };
    const { text } = reply({ facts });
    expect(text).toContain('For DDP Hamburg we will send you the price by 26 November 2026.');
    expect(text).toContain('On your proposal "L/C at sight" we will come back to you by 26 November 2026.');
    expect(reply({}).text).not.toMatch(/will send you the price|come back/);
  });

  it('answers traditional characters with traditional ones', () => {
    const chinese = { language: 'zh', subject: '詢價', text: '請報價，並告知樣品費用' };
    expect(reply(chinese)).toMatchObject({ language: 'zh-hant', text: expect.stringContaining('我們的報價') });
    expect(reply({ ...chinese, subject: '询价', text: '请报价' }).language).toBe('zh');
    expect(reply({ language: 'zh-TW' }).language).toBe('zh-hant');
  });

  it('writes the same draft for the salesperson in his own language', () => {
    const mail = composeReply({ ...inquiry, language: 'de' }, { ...context, writeIn: 'zh' });
    expect(mail.language).toBe('zh');
    expect(mail.text).toContain('12,000个 × USD 5.57/个 = USD 66,840.00');
  });

  it('writes in English when there is no template in the language', () => {
    const mail = reply({ language: 'nl' });
    expect(mail.language).toBe('en');
    expect(mail.text).toContain('12,000 pcs Thermo bottle 600 ml (TB-600)');
    expect(reply({ language: '__proto__' }).language).toBe('en');
  });

  it('never runs what a customer writes', () => {
    const hostile = '{{ offer.validUntil }}{% include "part-answers" %}{{ "a" | times: 9 }} **b**';
    const mail = reply({
      subject: hostile,
      customer: { ...inquiry.customer, name: `${hostile}\r\nBcc: everyone` },
      facts: { ...inquiry.facts, questions: [{ no: 1, text: `${hostile}\n\nDear all,`, topic: null }] },
    });
    expect(mail.subject).toBe(`Re: ${hostile}`);
    expect(mail.text).toContain(`Dear ${hostile.slice(0, 20)}`);
    expect(mail.text).not.toContain('\nBcc:');
    expect(mail.text).not.toContain('\nDear all');
    expect(faultsOf(mail, inquiry).join('\n')).toContain('placeholder');
  });

  it('is not held up by 200 kB of nonsense', () => {
    const nonsense = 'a? '.repeat(70_000);
    const questions = Array.from({ length: 50 }, (_, no) => ({ no, text: nonsense, topic: null }));
    const view = {
      ...inquiry,
      subject: 're:'.repeat(70_000),
      text: nonsense,
      language: 'zh',
      customer: { ...stranger, name: nonsense },
      facts: { ...inquiry.facts, questions, paymentTerms: fact('LC-SIGHT', '9'.repeat(200_000)) },
    };
    composeReply(inquiry, context);
    expect(cpuMs(() => composeReply(view, context))).toBeLessThan(hostileMs);
  });
});

describe('composeFeedbackReply', () => {
  const feedback = (kind: Feedback, more: Partial<Parameters<typeof composeFeedbackReply>[4] & object> = {}) =>
    composeFeedbackReply(inquiry, kind, 'Q-2026-0118', context, { ...answer, facts: NOTHING_KNOWN, ...more })?.text ??
    '';

  it('says nothing to a thank-you', () => {
    expect(composeFeedbackReply(inquiry, 'positive_ack', null, context)).toBeNull();
  });

  it('names no new number when the price is called too high', () => {
    const text = feedback('price_objection');
    expect(text.match(/USD [\d.,]+/g)).toEqual(['USD 5.40']);
    expect(text).toContain('A larger quantity');
    expect(text).not.toContain('free of charge');
  });

  it('names a larger quantity with its price where the engine computed one', () => {
    const tiers = {
      incoterm: 'FOB',
      place: 'Ningbo',
      products: [
        {
          sku: 'TB-600',
          unit: 'pcs',
          prices: [
            { from: 10000, unitPrice: '5.40' },
            { from: 17832, unitPrice: '5.21' },
          ],
        },
      ],
    } as const;
    const view = {
      ...inquiry,
      price: priced({
        ...quotation,
        tiers: { ...tiers, products: tiers.products.map((one) => ({ ...one, prices: [...one.prices] })) },
      }),
    };
    const text = composeFeedbackReply(view, 'price_objection', null, context)?.text;
    expect(text).toContain('- From 17,832 pcs: USD 5.21/pc FOB Ningbo.');
    expect(text).not.toContain('10,000');
  });

  it('warns that an accepted offer has ended', () => {
    const late = { ...context, today: '2027-01-04' };
    expect(composeFeedbackReply(inquiry, 'accept_proforma', null, late)?.text).toContain(
      'was valid until 8 December 2026',
    );
  });

  it('takes up the day he named, and asks for one otherwise', () => {
    expect(feedback('defer', { deferUntil: '2027-01-05' })).toContain('I will come back to you on 5 January 2027.');
    expect(feedback('defer')).toContain('When may I write to you again?');
  });

  it('repeats what does not suit him', () => {
    expect(feedback('product_objection', { point: 'It is too heavy.' })).toContain(
      'I have noted your point: "It is too heavy."',
    );
  });

  it('sells nothing to whoever wants no mail', () => {
    expect(feedback('unsubscribe')).not.toMatch(/USD|offer|\?/);
  });

  it('answers only what the new mail asks', () => {
    expect(composeFeedbackReply(inquiry, 'question', null, context)?.text).toContain('our answer by 26 November 2026');
    const questions = [{ no: 1, text: 'How long?', topic: 'lead_time' as const }];
    const text = feedback('question', { facts: { ...NOTHING_KNOWN, questions } });
    expect(text).toContain('Lead time: 28 days after we receive your deposit');
    expect(text).not.toContain('leak-proof');
  });
});

describe('composeFollowUp', () => {
  it('has news only while they are true, and in a language in which they are written', () => {
    const write = (today: string, language: string) =>
      composeFollowUp({ ...inquiry, language }, 'follow-up-g2', null, inquiry.receivedAt, { ...telling, today });
    expect(write('2026-12-31', 'it')?.text).toContain('RAL 6005');
    expect(write('2027-01-01', 'it')).toBeNull();
    expect(composeFollowUp(inquiry, 'follow-up-g2', null, inquiry.receivedAt, context)).toBeNull();
  });

  it('offers to send samples’ terms only as far as they are known', () => {
    const facts = { ...NOTHING_KNOWN, items: inquiry.facts.items, asks: asking('sample') };
    const text = (sales: object) =>
      composeReply(
        { ...inquiry, facts },
        { ...context, company: { ...context.company, sales: { ...telling.company.sales, ...sales } } },
      ).text;
    expect(text({})).toContain('Samples: we will confirm by');
    expect(
      text({ samples: { courier: 'buyer', refundedOnOrder: true, fee: { amount: '30.00', currency: 'USD' } } }),
    ).toContain('Samples: USD 30.00 per sample. We refund this with your first order. The courier is at your cost');
  });
});
