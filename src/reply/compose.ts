/** Writes the mails to the customer from the templates: the reply, the answer to his feedback, the follow-up. */
import type { DraftText } from '../model/draft.ts';
import type { Feedback } from '../model/inquiry.ts';
import { answerBlocks, echo, type Topic } from './answers.ts';
import { heldByAll } from './certificate-answer.ts';
import { chooseReply } from './choose-reply.ts';
import { concessions, nextTiers } from './concessions.ts';
import { CUSTOMER_VALUES, customerValues, dateAtCustomer, readerOf } from './customer-values.ts';
import { offeredTerms, type Reader } from './offer-values.ts';
import { oneLine } from './plain.ts';
import { openQuestions } from './questions.ts';
import { renderMail } from './render.ts';
import {
  askedProducts,
  type CustomerAnswer,
  type InquiryView,
  ownWords,
  productName,
  type ReplyContext,
} from './view.ts';

const FEEDBACK_TEMPLATES: Record<Feedback, string | null> = {
  accept_proforma: 'feedback-accept',
  price_objection: 'feedback-price-objection',
  product_objection: 'feedback-product-objection',
  question: 'feedback-question',
  defer: 'feedback-defer',
  not_interested: 'feedback-not-interested',
  unsubscribe: 'feedback-unsubscribe',
  complaint: 'reply-complaint',
  other: 'feedback-other',
  positive_ack: null,
};

/** The names that the templates of each kind of mail may use, by the beginning of their file names. */
export const TEMPLATE_VALUES = {
  'reply-': [...CUSTOMER_VALUES, 'questions', 'answers'],
  'feedback-': [
    ...CUSTOMER_VALUES,
    'answers',
    'certificates',
    'terms',
    'options',
    'alternatives',
    'deferUntil',
    'point',
  ],
  'follow-up-': [...CUSTOMER_VALUES, 'sentOn', 'certificates', 'otherTerm', 'tier', 'news'],
} as const;
type ValuesOf<Kind extends keyof typeof TEMPLATE_VALUES> = Record<(typeof TEMPLATE_VALUES)[Kind][number], unknown>;

/** What the answers to his feedback say of themselves. */
const TOLD: Partial<Record<Feedback, readonly Topic[]>> = {
  accept_proforma: ['price', 'payment_terms', 'lead_time', 'shipping'],
  price_objection: ['price', 'payment_terms', 'shipping', 'moq'],
  product_objection: ['price', 'sample', 'moq'],
  defer: ['price'],
};

const NOTHING_ASKED = { asks: [], questions: [], certificates: [] };
const MOST_ALTERNATIVES = 3;

/**
 * The first answer to an inquiry (src/reply/choose-reply.ts says which mail that is). `quoteNo` is what our quotation
 * is called in the mail; null = it has no number.
 */
export function composeReply(inquiry: InquiryView & { quoteNo: string | null }, context: ReplyContext): DraftText {
  const { facts, customer, price, text } = inquiry;
  const { template, always, told, needed, declined } = chooseReply(inquiry);
  const reader = readerOf(template, inquiry, context);
  const isLow = inquiry.triage.class === 'low';
  const known = { ...customer, offer: isLow ? ({ kind: 'none' } as const) : price.offer };
  const plan = { facts, items: facts.items, text, offer: known.offer, always, told, declined };
  return write<'reply-'>(template, reader, context, {
    ...customerValues(inquiry, { first: true, quoteNo: inquiry.quoteNo }, reader, context),
    questions: openQuestions(facts, needed, known, reader),
    answers: answerBlocks(plan, reader),
  });
}

/**
 * The answer to what the customer wrote back (domain 5.6); null when there is nothing to say. Without `answer`, what he
 * asks in it is not known and an answer is promised with a date.
 */
export function composeFeedbackReply(
  inquiry: InquiryView,
  feedback: Feedback,
  quoteNo: string | null,
  context: ReplyContext,
  answer: CustomerAnswer | null = null,
): DraftText | null {
  const template = FEEDBACK_TEMPLATES[feedback];
  if (template === null) return null;
  const reader = readerOf(template, inquiry, context);
  const { facts, price } = inquiry;
  const asked = { facts: answer?.facts ?? NOTHING_ASKED, items: facts.items, text: answer?.text ?? '' };
  // "Can you call again in January?" is answered by the day.
  const declined = feedback === 'defer' && Boolean(answer?.deferUntil);
  const plan = { ...asked, offer: price.offer, always: [], told: new Set(TOLD[feedback] ?? []), declined };
  return write<'feedback-'>(template, reader, context, {
    ...customerValues(inquiry, { first: false, quoteNo }, reader, context),
    // The mail that is answered is his latest, and what it is about he knows.
    inquiryDate: answer && dateAtCustomer(inquiry, answer.receivedAt, reader),
    answers: answerBlocks(plan, reader),
    certificates: listed([...new Set(facts.certificates.map((certificate) => oneLine(certificate.value, 40)))], reader),
    terms: offeredTerms(price.offer).join(', ') || null,
    options: concessions(price.offer, reader),
    alternatives: alternatives(inquiry, reader),
    deferUntil: answer?.deferUntil ? reader.formats.date(answer.deferUntil) : null,
    point: answer?.point ? echo(answer.point) : null,
  });
}

/**
 * A follow-up to a customer who has not answered (domain 5.7); null when this one has nothing new to tell. `template`
 * is the name of a step in config/follow-up.yaml, `sentAt` when our reply went out.
 */
export function composeFollowUp(
  inquiry: InquiryView,
  template: string,
  quoteNo: string | null,
  sentAt: Date,
  context: ReplyContext,
): DraftText | null {
  const reader = readerOf(template, inquiry, context);
  const news = newsOf(reader);
  if (template === 'follow-up-g2' && news === null) return null;
  const { offer } = inquiry.price;
  const products = askedProducts(inquiry.facts.items, reader.catalogue);
  const [, ...otherTerms] = offeredTerms(offer);
  return write<'follow-up-'>(template, reader, context, {
    ...customerValues(inquiry, { first: false, quoteNo }, reader, context),
    sentOn: dateAtCustomer(inquiry, sentAt, reader),
    certificates: listed(heldByAll(products), reader),
    otherTerm: otherTerms[0] ?? null,
    tier: nextTiers(offer, reader)[0] ?? null,
    news,
  });
}

function write<Kind extends keyof typeof TEMPLATE_VALUES>(
  template: string,
  reader: Reader,
  context: ReplyContext,
  values: ValuesOf<Kind>,
): DraftText {
  return { ...renderMail(context.templates, template, reader.language, values), template };
}

/** Other products of the same kind. */
function alternatives({ facts }: InquiryView, reader: Reader): string | null {
  const asked = askedProducts(facts.items, reader.catalogue);
  const skus = new Set(asked.map(({ sku }) => sku));
  const categories = new Set(asked.map(({ categoryId }) => categoryId));
  const others = reader.catalogue.products.filter(
    ({ sku, categoryId }) => categories.has(categoryId) && !skus.has(sku),
  );
  return listed(
    others.slice(0, MOST_ALTERNATIVES).map((product) => productName(product, reader.language)),
    reader,
  );
}

function newsOf({ company, today, language }: Reader): string | null {
  const current = (company.sales?.news ?? []).filter(({ until }) => until >= today);
  return current.map(({ text }) => ownWords(text, language)).find((said) => said !== undefined) ?? null;
}

function listed(items: readonly string[], { formats }: Reader): string | null {
  return items.length > 0 ? formats.list(items) : null;
}
