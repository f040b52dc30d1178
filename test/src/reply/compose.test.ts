import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Feedback, InquiryFacts } from '../../../src/model/inquiry.ts';
import type { Offer } from '../../../src/model/quotation.ts';
import { checkDraft } from '../../../src/reply/check.ts';
import { composeFeedbackReply, composeFollowUp, composeReply } from '../../../src/reply/compose.ts';
import { CANARIES, context, fact, inquiry, quotation, range, TEMPLATES_DIR, words } from './sample.ts';

const LANGUAGES = ['en', 'zh', 'es', 'de'];
const FOLLOW_UPS = ['follow-up-h1', 'follow-up-h4', 'follow-up-g1', 'follow-up-g3', 'follow-up-l1'];
const CUSTOMER_MAILS = [
  'reply-quotation',
  'reply-range',
  'reply-ask-details',
  'feedback-accept',
  'feedback-price-objection',
  'feedback-question',
  'feedback-defer',
  'feedback-not-interested',
  'feedback-other',
  ...FOLLOW_UPS,
];
const ANSWERED: Feedback[] = [
  'accept_proforma',
  'price_objection',
  'product_objection',
  'question',
  'defer',
  'not_interested',
  'other',
];
const OFFERS: Offer[] = [
  quotation,
  { ...quotation, leadTime: null, transitDays: null, containers: null },
  range,
  { kind: 'none' },
];

const empty: InquiryFacts = {
  items: [],
  incoterm: null,
  place: null,
  destinationCountry: null,
  deliveryDate: null,
  paymentTerms: null,
  targetPrice: null,
  certificates: [],
  asks: [],
  questions: [],
  unclearPoints: [],
};
const stranger = { name: null, company: null, address: 'x@example.net', country: null };
const answer = { receivedAt: new Date('2026-11-25T10:00:00Z'), text: 'How about samples?', facts: inquiry.facts };

describe('templates', () => {
  it.each(CUSTOMER_MAILS.flatMap((name) => LANGUAGES.map((language) => [name, language])))(
    '%s exists in %s',
    (name, language) => {
      expect(existsSync(join(TEMPLATES_DIR, `${name}.${language}.liquid`))).toBe(true);
    },
  );
});

describe.each(LANGUAGES)('every mail in %s', (language) => {
  const cases = OFFERS.flatMap((offer) =>
    [inquiry.facts, empty].flatMap((facts) =>
      [inquiry.customer, stranger].map((customer) => ({
        ...inquiry,
        language,
        facts,
        customer,
        price: { ...inquiry.price, offer },
      })),
    ),
  );
  const mails = cases.flatMap((view) => [
    composeReply(view, context),
    composeReply({ ...view, quoteNo: null, subject: '', triage: { ...view.triage, class: 'low' } }, context),
    ...ANSWERED.flatMap((feedback) => [
      composeFeedbackReply(view, feedback, 'Q-1', context, answer),
      composeFeedbackReply(view, feedback, null, context),
    ]),
    ...FOLLOW_UPS.map((name) => composeFollowUp(view, name, 'Q-1', view.receivedAt, context)),
    ...FOLLOW_UPS.map((name) =>
      composeFollowUp(view, name, null, view.receivedAt, { ...context, today: '2027-02-01' }),
    ),
  ]);

  it('is written in it, whatever is missing', () => {
    for (const mail of mails) {
      expect(mail?.language).toBe(language);
      expect(mail?.subject).toMatch(/^Re: \S/);
      expect(mail?.text).toContain('Li Na\nLakeside Steelware Co., Ltd.\n12 Harbour Road, Ningbo, China');
      expect(mail?.text).not.toMatch(/\n\n\n|null|undefined|\[object|[ \t]\n|[({] ?[)}]/);
    }
  });

  it('passes the check before sending, and holds no number of ours that is secret', () => {
    for (const [index, view] of cases.entries()) {
      for (const mail of mails.slice(
        index * (mails.length / cases.length),
        (index + 1) * (mails.length / cases.length),
      )) {
        if (mail === null) continue;
        expect(checkDraft(mail, view.price.offer, view.customer, words, view.facts.questions)).toEqual([]);
        for (const canary of CANARIES) expect(mail.text.replaceAll(',', '.')).not.toContain(canary);
      }
    }
  });

  it.each(FOLLOW_UPS)('%s says it in at most 80 words', (name) => {
    const body = composeFollowUp({ ...inquiry, language }, name, 'Q-2026-0118', inquiry.receivedAt, context).text;
    const [said = ''] = body.split(/\n\n(?:Best regards|顺祝商祺|Saludos cordiales|Mit freundlichen)/);
    expect(said.split(/\s+/).length).toBeLessThanOrEqual(80);
    expect(said.length).toBeLessThan(500);
  });

  it('matches the reviewed quotation', () => {
    const mail = composeReply({ ...inquiry, language }, context);
    const golden = join(import.meta.dirname, `../../fixtures/reply/quotation.${language}.txt`);
    expect(`Subject: ${mail.subject}\n\n${mail.text}`).toBe(readFileSync(golden, 'utf8'));
  });
});

describe('composeReply', () => {
  const reply = (change: Partial<typeof inquiry>) => composeReply({ ...inquiry, ...change }, context);
  const priced = (offer: Offer) => ({ ...inquiry.price, offer });

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

  it.each([
    [{ name: 'Paul Meyer', company: 'X GmbH' }, 'Dear Paul Meyer,'],
    [{ name: 'MEYER, Paul', company: null }, 'Dear MEYER, Paul,'],
    [{ name: null, company: 'X GmbH' }, 'Hello X GmbH team,'],
    [{ name: 'p.meyer@x.example', company: null }, 'Hello,'],
    [{ name: ' \u202E\r\n ', company: null }, 'Hello,'],
  ])('greets %j with %s', (who, greeting) => {
    expect(reply({ customer: { ...inquiry.customer, ...who } }).text.split('\n')[0]).toBe(greeting);
  });

  it('quotes no price to a low inquiry, and asks what is missing', () => {
    const { text } = reply({ triage: { ...inquiry.triage, class: 'low' }, facts: empty, customer: stranger });
    expect(text).not.toContain('USD');
    expect(text).toContain('1) Which product do you need?');
    expect(text).toContain('company name');
  });

  it('promises an offer by a date when nothing is missing but the price', () => {
    const { text } = reply({ price: priced({ kind: 'none' }), facts: { ...inquiry.facts, unclearPoints: [] } });
    expect(text).toContain('We are working out our offer and will send it by 26 November 2026.');
  });

  it('asks at most five questions', () => {
    const fields = [
      'product',
      'quantity',
      'destination',
      'company',
      'incoterm',
      'specification',
      'delivery_date',
    ] as const;
    const unclearPoints = fields.map((field) => ({ field, reason: 'not said' }));
    const { text } = reply({ facts: { ...empty, unclearPoints } });
    expect(text).toContain('\n5) ');
    expect(text).not.toContain('\n6) ');
  });

  it('answers the questions in the buyer’s order', () => {
    const { text } = reply({});
    const places = ['- Minimum order:', '- "Is the lid leak-proof?"', '- Samples:', '- Certificates: LFGB available'];
    const found = places.map((words) => text.indexOf(words));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it.each([
    ['2027-03-15', 'To arrive by 15 March 2027 we need your deposit by 3 January 2027.'],
    ['2027-01-10', 'We cannot promise arrival by 10 January 2027'],
  ])('checks the arrival on %s', (date, expected) => {
    const deliveryDate = fact({ date, kind: 'arrive_by' as const }, 'x');
    expect(reply({ facts: { ...inquiry.facts, deliveryDate } }).text).toContain(expected);
  });

  it('writes in English when there is no template in the language', () => {
    const mail = reply({ language: 'fr' });
    expect(mail.language).toBe('en');
    expect(mail.text).toContain('12,000 pcs Thermo bottle 600 ml (TB-600)');
    expect(reply({ language: 'zh-TW' }).language).toBe('zh');
    expect(reply({ language: '__proto__' }).language).toBe('en');
  });

  it('never runs what a customer writes', () => {
    const hostile = '{{ offer.validUntil }}{% include "part-offer" %}{{ "a" | times: 9 }}';
    const mail = reply({
      subject: hostile,
      customer: { ...inquiry.customer, name: `${hostile}\r\nBcc: everyone` },
      facts: { ...inquiry.facts, questions: [{ no: 1, text: `${hostile}\n\nDear all,`, topic: null }] },
    });
    expect(mail.subject).toBe(`Re: ${hostile}`);
    expect(mail.text).toContain(`Dear ${hostile.slice(0, 20)}`);
    expect(mail.text).not.toContain('\nBcc:');
    expect(mail.text).not.toContain('\nDear all');
    expect(checkDraft(mail, quotation, inquiry.customer, words)).not.toEqual([]);
  });

  it('leaves out a bad subject of 200 kB in no time', () => {
    const started = performance.now();
    reply({
      subject: 're:'.repeat(70_000),
      text: 'x'.repeat(200_000),
      customer: { ...stranger, name: 'a '.repeat(100_000) },
    });
    expect(performance.now() - started).toBeLessThan(2500);
  });
});

describe('composeFeedbackReply', () => {
  it.each<Feedback>(['unsubscribe', 'complaint', 'positive_ack'])('leaves %s to a person', (feedback) => {
    expect(composeFeedbackReply(inquiry, feedback, null, context)).toBeNull();
  });

  it('names no new number when the price is called too high', () => {
    const text = composeFeedbackReply(inquiry, 'price_objection', 'Q-2026-0118', context)?.text ?? '';
    expect(text).not.toContain('USD');
    expect(text).toContain('a larger quantity');
  });

  it('warns that an accepted offer has ended', () => {
    const late = { ...context, today: '2027-01-04' };
    expect(composeFeedbackReply(inquiry, 'accept_proforma', null, late)?.text).toContain(
      'was valid until 8 December 2026',
    );
  });

  it('answers only what the new mail asks', () => {
    expect(composeFeedbackReply(inquiry, 'question', null, context)?.text).toContain('our answer by 26 November 2026');
    const facts = {
      asks: [],
      certificates: [],
      questions: [{ no: 1, text: 'How long?', topic: 'lead_time' as const }],
    };
    const text = composeFeedbackReply(inquiry, 'question', null, context, { ...answer, facts })?.text;
    expect(text).toContain('- Lead time: 28 days after we receive your deposit.');
    expect(text).not.toContain('leak-proof');
  });
});
