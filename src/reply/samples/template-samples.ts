/** Every mail to a customer in every situation that its template tells apart, for checking and looking at templates. */
import type { DraftText } from '../../model/draft.ts';
import type { Feedback } from '../../model/inquiry.ts';
import type { Scheme } from '../../model/quotation.ts';
import type { SalesPolicy } from '../../model/sales-policy.ts';
import { composeFeedbackReply, composeFollowUp, composeReply } from '../compose.ts';
import { type AttachedFile, type CustomerAnswer, productName, type ReplyContext } from '../view.ts';
import { replyCases } from './reply-cases.ts';
import {
  NOTHING_KNOWN,
  SAMPLE_TODAY,
  SAMPLE_VALID_UNTIL,
  type SampleView,
  sampleInquiry,
  stated,
} from './sample-inquiry.ts';

/** `write` renders it in a language; null = in this language there is nothing to say. */
export type TemplateSample = { template: string; title: string; write: (language: string) => DraftText | null };

const LATER = '2027-02-01';
const PROFORMA: readonly AttachedFile[] = [{ kind: 'proforma', about: 'Q-2026-0118' }];
const FILES: readonly AttachedFile[] = [
  { kind: 'quotation', about: 'Q-2026-0118' },
  { kind: 'datasheet', about: 'VB-500' },
  { kind: 'certificate', about: 'LFGB' },
  { kind: 'added', about: 'Layout.pdf' },
];

/** Each template has at least one sample; the first of a template is its plain case. */
export function templateSamples(given: ReplyContext): TemplateSample[] {
  const context = { ...given, today: SAMPLE_TODAY };
  const inquiry = sampleInquiry(context);
  return [
    ...replySamples(inquiry, context),
    ...feedbackSamples(inquiry, context),
    ...followUpSamples(inquiry, context),
  ];
}

function replySamples(inquiry: SampleView, context: ReplyContext): TemplateSample[] {
  return [
    ...replyCases(inquiry, context).map(({ template, title, change, sales }) => ({
      template,
      title,
      write: (language: string) =>
        composeReply({ ...inquiry, ...change, language }, { ...selling(context, sales), writeIn: language }),
    })),
    {
      template: 'reply-quotation',
      title: 'with files',
      write: (language) => composeReply({ ...inquiry, language }, { ...context, writeIn: language, attached: FILES }),
    },
  ];
}

function feedbackSamples(inquiry: SampleView, context: ReplyContext): TemplateSample[] {
  const { offer } = inquiry.price;
  const unpriced = { ...inquiry, facts: NOTHING_KNOWN, price: { ...inquiry.price, offer: { kind: 'none' as const } } };
  const oneTerm =
    offer.kind === 'quotation'
      ? {
          ...inquiry,
          price: {
            ...inquiry.price,
            offer: { ...offer, schemes: offer.schemes.slice(0, 1), leadTime: null, tiers: null },
          },
        }
      : inquiry;
  const withoutDeposit =
    oneTerm.price.offer.kind === 'quotation'
      ? {
          ...oneTerm,
          price: {
            ...oneTerm.price,
            offer: {
              ...oneTerm.price.offer,
              schemes: oneTerm.price.offer.schemes.map(withoutDepositOf),
            },
          },
        }
      : oneTerm;
  const late = { ...context, today: LATER };
  const generous = selling(context, {
    concessions: ['better_payment', 'free_sample', 'spare_parts', 'longer_validity', 'combined_shipment'],
  });
  const asking: CustomerAnswer = {
    receivedAt: new Date('2026-11-25T10:00:00Z'),
    text: 'How long is the lead time? Is it dishwasher safe?',
    facts: {
      asks: [],
      certificates: [],
      questions: [
        { no: 1, text: 'How long is the lead time?', topic: 'lead_time' },
        { no: 2, text: 'Is it dishwasher safe?', topic: null },
      ],
    },
    deferUntil: '2027-01-05',
    point: 'It is a little too heavy for us.',
  };
  const plain: CustomerAnswer = {
    ...asking,
    text: '',
    facts: { asks: [], certificates: [], questions: [] },
    deferUntil: null,
    point: null,
  };
  const prices: CustomerAnswer = {
    ...plain,
    facts: { ...plain.facts, asks: [stated('price', 1), stated('shipping', 2)] },
  };
  const sample = (
    feedback: Feedback,
    template: string,
    title: string,
    view = inquiry,
    at = context,
    answer: CustomerAnswer | null = plain,
  ) => ({
    template,
    title,
    write: (language: string) =>
      composeFeedbackReply({ ...view, language }, feedback, view.quoteNo, { ...at, writeIn: language }, answer),
  });
  return [
    sample('accept_proforma', 'feedback-accept', 'two terms to choose from'),
    sample('accept_proforma', 'feedback-accept', 'one term, no deposit', withoutDeposit),
    sample('accept_proforma', 'feedback-accept', 'the proforma goes along', oneTerm, {
      ...context,
      attached: PROFORMA,
    }),
    sample('accept_proforma', 'feedback-accept', 'the offer has ended', inquiry, late),
    sample('accept_proforma', 'feedback-accept', 'nothing was quoted', unpriced),
    sample('price_objection', 'feedback-price-objection', 'a larger quantity is cheaper'),
    sample('price_objection', 'feedback-price-objection', 'one term, no further tier', oneTerm),
    sample(
      'price_objection',
      'feedback-price-objection',
      'with all that the settings allow',
      oneTerm,
      generous,
      asking,
    ),
    sample('price_objection', 'feedback-price-objection', 'nothing was quoted', unpriced, late),
    sample(
      'product_objection',
      'feedback-product-objection',
      'with other products of the kind',
      inquiry,
      context,
      asking,
    ),
    sample('product_objection', 'feedback-product-objection', 'nothing was quoted', unpriced),
    sample('defer', 'feedback-defer', 'with a day', inquiry, context, asking),
    sample('defer', 'feedback-defer', 'without a day, the offer has ended', inquiry, late),
    sample('not_interested', 'feedback-not-interested', 'no'),
    sample('unsubscribe', 'feedback-unsubscribe', 'stop'),
    sample('question', 'feedback-question', 'two questions', inquiry, context, asking),
    sample('question', 'feedback-question', 'price and shipping, the offer has ended', inquiry, late, prices),
    sample('question', 'feedback-question', 'a question nobody understood', unpriced, context, null),
    sample('other', 'feedback-other', 'something else'),
    sample('other', 'feedback-other', 'with questions', inquiry, context, asking),
    sample('complaint', 'reply-complaint', 'of a customer in a running thread'),
  ];
}

function followUpSamples(inquiry: SampleView, context: ReplyContext): TemplateSample[] {
  const unknown = {
    ...inquiry,
    facts: NOTHING_KNOWN,
    quoteNo: null,
    price: { ...inquiry.price, offer: { kind: 'none' as const } },
  };
  const { offer } = inquiry.price;
  const noTiers =
    offer.kind === 'quotation'
      ? { ...inquiry, price: { ...inquiry.price, offer: { ...offer, tiers: null } } }
      : inquiry;
  const [product] = context.catalogue.products;
  // A product's own name: the only news that every company can tell in every language.
  const withNews = (language: string) =>
    selling(context, {
      news: [{ text: { [language]: product ? productName(product, language) : '' }, until: SAMPLE_VALID_UNTIL }],
    });
  const sample = (
    template: string,
    title: string,
    view: SampleView,
    at: (language: string) => ReplyContext = () => context,
  ) => ({
    template,
    title,
    write: (language: string) =>
      composeFollowUp({ ...view, language }, template, view.quoteNo, view.receivedAt, {
        ...at(language),
        writeIn: language,
      }),
  });
  const both = (template: string) => [
    sample(template, 'about an offer', inquiry),
    sample(template, 'little is known', unknown),
  ];
  return [
    ...both('follow-up-h1'),
    ...both('follow-up-h2'),
    ...both('follow-up-h3'),
    sample('follow-up-h3', 'another term', noTiers),
    ...both('follow-up-h4'),
    ...both('follow-up-g1'),
    sample('follow-up-g2', 'news', inquiry, withNews),
    ...both('follow-up-g3'),
    ...both('follow-up-l1'),
  ];
}

function selling(context: ReplyContext, sales: Partial<SalesPolicy> | undefined): ReplyContext {
  const none: SalesPolicy = { sellingPoints: [], answers: {}, phrases: {}, concessions: [], news: [] };
  return { ...context, company: { ...context.company, sales: { ...none, ...context.company.sales, ...sales } } };
}

function withoutDepositOf(scheme: Scheme): Scheme {
  const { deposit: _, ...rest } = scheme;
  return rest;
}
