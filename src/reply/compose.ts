/** Writes the mails to the customer from the templates: the reply, the answer to his feedback, the follow-up. */
import type { DraftText } from '../model/draft.ts';
import type { Feedback } from '../model/inquiry.ts';
import { answerBlocks } from './answers.ts';
import { heldByAll } from './certificate-answer.ts';
import { chooseReply } from './choose-reply.ts';
import { concessions, nextTiers } from './concessions.ts';
import { customerValues, dateAtCustomer, readerOf } from './customer-values.ts';
import { offeredTerms, type Reader } from './offer-values.ts';
import { oneLine } from './plain.ts';
import { openQuestions } from './questions.ts';
import { renderMail, type Values } from './render.ts';
import { askedProducts, type CustomerAnswer, type InquiryView, ownWords, productName, type ReplyContext } from './view.ts';

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

const NOTHING_ASKED = { asks: [], questions: [], certificates: [] };
const MOST_ALTERNATIVES = 3;

/**
 * The first answer to an inquiry (src/reply/choose-reply.ts says which mail that is). `quoteNo` is what our quotation
 * is called in the mail; null = it has no number.
 */
export function composeReply(inquiry: InquiryView & { quoteNo: string | null }, context: ReplyContext): DraftText {
  const { facts, customer, price, text } = inquiry;
  const { template, always, told, needed } = chooseReply(inquiry);
  const reader = readerOf(template, inquiry, context);
  const isLow = inquiry.triage.class === 'low';
  const known = { ...customer, offer: isLow ? ({ kind: 'none' } as const) : price.offer };
  const plan = { facts, items: facts.items, text, offer: known.offer, always, told };
  return write(template, reader, context, {
    ...customerValues(inquiry, inquiry.quoteNo, reader, context),
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
  const plan = { ...asked, offer: price.offer, always: [], told: new Set<never>() };
  return write(template, reader, context, {
    ...customerValues(inquiry, quoteNo, reader, context),
    // The mail that is answered is his latest, and what it is about he knows.
    inquiryDate: answer && dateAtCustomer(inquiry, answer.receivedAt, reader),
    answers: answerBlocks(plan, reader),
    certificates: listed(
      [...new Set(facts.certificates.map((certificate) => oneLine(certificate.value, 40)))],
      reader,
    ),
    terms: offeredTerms(price.offer).join(', ') || null,
    options: concessions(price.offer, reader),
    alternatives: alternatives(inquiry, reader),
    deferUntil: answer?.deferUntil ? reader.formats.date(answer.deferUntil) : null,
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
  return write(template, reader, context, {
    ...customerValues(inquiry, quoteNo, reader, context),
    sentOn: dateAtCustomer(inquiry, sentAt, reader),
    certificates: listed(heldByAll(products), reader),
    otherTerm: otherTerms[0] ?? null,
    tier: nextTiers(offer, reader)[0] ?? null,
    news,
  });
}

function write(template: string, reader: Reader, context: ReplyContext, values: Values): DraftText {
  return renderMail(context.templates, template, reader.language, values);
}

/** Other products of the same kind. */
function alternatives({ facts }: InquiryView, reader: Reader): string | null {
  const asked = askedProducts(facts.items, reader.catalogue);
  const skus = new Set(asked.map(({ sku }) => sku));
  const categories = new Set(asked.map(({ categoryId }) => categoryId));
  const others = reader.catalogue.products.filter(({ sku, categoryId }) => categories.has(categoryId) && !skus.has(sku));
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
