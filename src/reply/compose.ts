/** Writes the mails to the customer from the templates: the reply, the answer to his feedback, the follow-up. */
import { addBusinessDays, calendarOf, localDate } from '../follow-up/calendar.ts';
import type { DraftText } from '../model/draft.ts';
import type { Ask, Feedback, InquiryItem, UnclearPoint } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import { answerQuestions } from './answers.ts';
import { formatsOf } from './formats.ts';
import { deliveryValues, offeredTerms, quotationValues, type Reader, rangeValues } from './offer-values.ts';
import { oneLine } from './plain.ts';
import { openQuestions } from './questions.ts';
import { chooseLanguage, renderMail, type Values } from './render.ts';
import { bareSubject } from './subject.ts';
import { type CustomerAnswer, type InquiryView, productBySku, productName, type ReplyContext } from './view.ts';

/** Business days of ours after which a promised answer is there. */
const ANSWER_WITHIN = 2;

const NO_ASKS: ReadonlySet<Ask> = new Set();

/** What each reply says without being asked, and the basic facts it cannot do without. */
const REPLIES: Record<string, { covered: ReadonlySet<Ask>; needed: readonly UnclearPoint['field'][] }> = {
  'reply-quotation': {
    covered: new Set<Ask>(['price', 'price_list', 'lead_time', 'payment_terms', 'packaging', 'shipping', 'datasheet']),
    needed: [],
  },
  'reply-range': {
    covered: new Set<Ask>(['price', 'price_list', 'moq', 'catalogue', 'company_profile']),
    needed: ['quantity', 'destination'],
  },
  'reply-ask-details': {
    covered: new Set<Ask>(['price', 'price_list', 'catalogue', 'company_profile']),
    needed: ['product', 'quantity', 'destination'],
  },
};

const FEEDBACK_TEMPLATES: Record<Feedback, string | null> = {
  accept_proforma: 'feedback-accept',
  price_objection: 'feedback-price-objection',
  product_objection: 'feedback-other',
  question: 'feedback-question',
  defer: 'feedback-defer',
  not_interested: 'feedback-not-interested',
  other: 'feedback-other',
  unsubscribe: null,
  complaint: null,
  positive_ack: null,
};

/**
 * The first answer to an inquiry: a quotation, a price range, or the question for what is missing (domain 5.5).
 * `quoteNo` is what our quotation is called in the mail; null = it has no number.
 */
export function composeReply(inquiry: InquiryView & { quoteNo: string | null }, context: ReplyContext): DraftText {
  const offer = inquiry.price.offer;
  const name = replyTemplate(inquiry);
  const { covered, needed } = REPLIES[name] ?? { covered: NO_ASKS, needed: [] };
  const reader = readerOf(name, inquiry, context);
  const wanted: readonly UnclearPoint['field'][] = inquiry.triage.class === 'low' ? [...needed, 'company'] : needed;
  const told: Offer = name === 'reply-ask-details' ? { kind: 'none' } : offer;
  const questions = openQuestions(inquiry.facts, wanted, inquiry.customer.company, told, reader);
  const answers = answerQuestions(inquiry.facts, offer, covered, reader);
  // Whoever has to tell us first what he needs is not promised dates for the rest.
  const promised = name === 'reply-ask-details' && questions.length > 0;
  return renderMail(context.templates, name, inquiry.language, {
    ...customerValues(inquiry, inquiry.quoteNo, reader, context),
    inquiryDate: dateAtCustomer(inquiry, inquiry.receivedAt, reader, context),
    anchor: anchor(inquiry, reader, true),
    questions,
    answers: promised ? answers.filter((answer) => answer.kind !== 'open') : answers,
    delivery: deliveryValues(offer, inquiry.facts, reader),
    assortment: assortment(reader),
  });
}

/**
 * The answer to what the customer wrote back (domain 5.6); null when a person has to decide what to say. Without
 * `answer`, what he asks in it is not known and an answer is promised with a date.
 */
export function composeFeedbackReply(
  inquiry: InquiryView,
  feedback: Feedback,
  quoteNo: string | null,
  context: ReplyContext,
  answer: CustomerAnswer | null = null,
): DraftText | null {
  const name = FEEDBACK_TEMPLATES[feedback];
  if (name === null) return null;
  const reader = readerOf(name, inquiry, context);
  const certificates = [...new Set(inquiry.facts.certificates.map((certificate) => oneLine(certificate.value, 40)))];
  const terms = offeredTerms(inquiry.price.offer);
  return renderMail(context.templates, name, inquiry.language, {
    ...customerValues(inquiry, quoteNo, reader, context),
    inquiryDate: answer && dateAtCustomer(inquiry, answer.receivedAt, reader, context),
    answers: answer ? answerQuestions({ ...inquiry.facts, ...answer.facts }, inquiry.price.offer, NO_ASKS, reader) : [],
    certificates: certificates.length > 0 ? reader.formats.list(certificates) : null,
    terms: terms.length > 0 ? terms.join(', ') : null,
  });
}

/**
 * A follow-up to a customer who has not answered (domain 5.7). `template` is the name of a step in
 * config/follow-up.yaml, `sentAt` when our reply went out.
 */
export function composeFollowUp(
  inquiry: InquiryView,
  template: string,
  quoteNo: string | null,
  sentAt: Date,
  context: ReplyContext,
): DraftText {
  const reader = readerOf(template, inquiry, context);
  return renderMail(context.templates, template, inquiry.language, {
    ...customerValues(inquiry, quoteNo, reader, context),
    anchor: anchor(inquiry, reader, false),
    sentOn: dateAtCustomer(inquiry, sentAt, reader, context),
  });
}

function replyTemplate(inquiry: InquiryView): string {
  const kind = inquiry.price.offer.kind;
  if (inquiry.triage.class === 'low' || kind === 'none') return 'reply-ask-details';
  return kind === 'quotation' ? 'reply-quotation' : 'reply-range';
}

function readerOf(template: string, inquiry: InquiryView, context: ReplyContext): Reader {
  const language = chooseLanguage(context.templates, template, inquiry.language);
  return { formats: formatsOf(context.words, language), language, catalogue: context.catalogue, today: context.today };
}

function dateAtCustomer(inquiry: InquiryView, instant: Date, reader: Reader, context: ReplyContext): string {
  return reader.formats.date(localDate(calendarOf(inquiry.customer.country ?? context.company.country), instant));
}

function customerValues(inquiry: InquiryView, quoteNo: string | null, reader: Reader, context: ReplyContext): Values {
  const { company, owner } = context;
  const offer = inquiry.price.offer;
  const answerBy = addBusinessDays(calendarOf(company.country), context.today, ANSWER_WITHIN);
  return {
    subject: bareSubject(inquiry.subject, context.words.subjectPrefixes) || reader.formats.words.noSubject,
    customer: { name: named(inquiry.customer.name), company: named(inquiry.customer.company) },
    seller: { name: company.name, address: company.address, website: company.website },
    owner: { name: owner.name, phone: owner.phone ?? company.phone ?? null },
    answerBy: reader.formats.date(answerBy),
    quoteRef: quoteNo,
    offer: quotationValues(offer, reader),
    range: rangeValues(offer, reader),
    validUntil: validUntil(offer, reader),
  };
}

// An address in the place of a name greets nobody.
function named(words: string | null): string | null {
  const name = oneLine(words ?? '', 80);
  return name === '' || name.includes('@') ? null : name;
}

function validUntil(offer: Offer, reader: Reader): string | null {
  const holds = offer.kind === 'quotation' && offer.validUntil >= reader.today;
  return holds ? reader.formats.date(offer.validUntil) : null;
}

/** What the mail is about, so that the buyer knows which of his inquiries is meant (domain 5.1, thanks + anchor). */
function anchor(inquiry: InquiryView, reader: Reader, withQuantity: boolean): string | null {
  const names = inquiry.facts.items.slice(0, 3).map((item) => {
    const quantity = withQuantity && item.quantityKind === 'order' ? item.quantity : null;
    const name = itemName(item, inquiry.language, reader);
    if (quantity === null) return name;
    const { formats } = reader;
    const amount =
      item.quantityUnit === null ? formats.number(quantity.value) : formats.quantity(quantity.value, item.quantityUnit);
    return `${amount}${formats.words.of}${name}`;
  });
  const said = [...new Set(names.filter((name) => name !== ''))];
  return said.length > 0 ? reader.formats.list(said) : null;
}

function itemName(item: InquiryItem, language: string, reader: Reader): string {
  const product = item.productSku === null ? undefined : productBySku(reader.catalogue, item.productSku);
  if (product !== undefined) return productName(product, reader.language);
  const category = reader.catalogue.categories.find((known) => known.id === item.categoryId);
  if (category !== undefined) return category.names[reader.language] ?? category.names.en;
  // His own word for it fits only into a mail in his own language.
  return language.toLowerCase().split('-')[0] === reader.language ? oneLine(item.productText.value, 60) : '';
}

function assortment(reader: Reader): string | null {
  const names = reader.catalogue.categories.map((category) => category.names[reader.language] ?? category.names.en);
  return names.length > 0 ? reader.formats.list(names) : null;
}
