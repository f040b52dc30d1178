/** What every mail to a customer may print: who writes to whom, about what, and the offer as it stands. */
import { addBusinessDays, calendarOf, localDate } from '../follow-up/calendar.ts';
import type { Company } from '../model/company.ts';
import type { InquiryItem } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import { formatsOf } from './formats.ts';
import { deliveryValues, quotationValues, type Reader, rangeValues } from './offer-values.ts';
import { openWishes } from './open-wishes.ts';
import { oneLine } from './plain.ts';
import { chooseLanguage } from './render.ts';
import { sellingPoints } from './selling-points.ts';
import { bareSubject } from './subject.ts';
import {
  type AttachedFile,
  askedProducts,
  type InquiryView,
  inLanguage,
  productBySku,
  productName,
  type ReplyContext,
} from './view.ts';

/** Business days of ours after which a promised answer is there. */
const ANSWER_WITHIN = 2;
const MOST_NAMED = 3;

/** Whether it is our first mail to him, and what our quotation is called in it; null = it has no number. */
type Occasion = { first: boolean; quoteNo: string | null };

/** The names a template for customers may use, with the values of `customerValues`. */
export const CUSTOMER_VALUES = [
  'subject',
  'customer',
  'seller',
  'owner',
  'inquiryDate',
  'anchor',
  'topic',
  'again',
  'answerBy',
  'quoteRef',
  'offer',
  'range',
  'delivery',
  'wishes',
  'validUntil',
  'points',
  'assortment',
  'attached',
  'proforma',
] as const;

/** Values of every template for customers. */
export function customerValues(
  inquiry: InquiryView,
  { first, quoteNo }: Occasion,
  reader: Reader,
  { company, owner, words, attached = [] }: ReplyContext,
): Record<(typeof CUSTOMER_VALUES)[number], unknown> {
  const { formats } = reader;
  const offer = inquiry.price.offer;
  const products = askedProducts(inquiry.facts.items, reader.catalogue);
  return {
    subject: `${first && inquiry.newThread ? '' : 'Re: '}${subjectOf(inquiry, quoteNo, words.subjectPrefixes, reader)}`,
    customer: { name: named(inquiry.customer.name), company: named(inquiry.customer.company) },
    seller: { name: company.name, address: company.address, website: company.website },
    owner: { name: owner.name, phone: owner.phone ?? company.phone ?? null },
    inquiryDate: dateAtCustomer(inquiry, inquiry.receivedAt, reader),
    anchor: anchorOf(inquiry, reader, true),
    topic: anchorOf(inquiry, reader, false),
    again: inquiry.background.earlierInquiries > 0,
    answerBy: formats.date(answerDay(company, reader.today)),
    quoteRef: quoteNo,
    offer: quotationValues(offer, reader),
    range: rangeValues(offer, reader),
    delivery: deliveryValues(offer, inquiry.facts, reader),
    wishes: openWishes(inquiry.facts, offer),
    validUntil: validUntil(offer, reader),
    points: sellingPoints(company.sales?.sellingPoints ?? [], inquiry, products, reader.language),
    assortment: assortment(reader),
    attached: attachedTitles(attached, reader),
    proforma: attached.some(({ kind }) => kind === 'proforma'),
  };
}

/** What goes along, each by its title; null for nothing. */
function attachedTitles(attached: readonly AttachedFile[], { formats }: Reader): string | null {
  const { documents } = formats.words;
  const titles = attached.map(({ kind, about }) => {
    const named = oneLine(about, 80);
    return kind === 'added' ? named : [documents[kind], named].filter(Boolean).join(' ');
  });
  return titles.length === 0 ? null : formats.list([...new Set(titles)]);
}

/** The day until which an answer is promised, as an ISO day. */
export function answerDay(company: Pick<Company, 'country'>, today: string): string {
  return addBusinessDays(calendarOf(company.country), today, ANSWER_WITHIN);
}

/** The reader of a mail: his language as far as there is a template in it. */
export function readerOf(template: string, inquiry: InquiryView, context: ReplyContext): Reader {
  const { templates, words, catalogue, company, today } = context;
  const language = chooseLanguage(templates, template, context.writeIn ?? languageOf(inquiry, context));
  return { formats: formatsOf(words, language), language, catalogue, company, today };
}

/** A buyer who writes Chinese in traditional characters is answered in them. */
function languageOf({ language, text, subject }: InquiryView, { words }: ReplyContext): string {
  if (language.toLowerCase() !== 'zh') return language;
  const letters = `${subject} ${text}`.slice(0, 5000).match(/\p{Script=Han}/gu) ?? [];
  const count = (script: string) => letters.filter((letter) => script.includes(letter)).length;
  const { traditional, simplified } = words.chineseScripts;
  return count(traditional) > count(simplified) ? 'zh-Hant' : language;
}

/** An instant as a day of the customer's calendar. */
export function dateAtCustomer({ customer }: InquiryView, instant: Date, { formats, company }: Reader): string {
  return formats.date(localDate(calendarOf(customer.country ?? company.country), instant));
}

// A form's own subject ("New message from your website") would tell the buyer nothing.
function subjectOf(inquiry: InquiryView, quoteNo: string | null, prefixes: readonly string[], reader: Reader): string {
  const { words } = reader.formats;
  if (!inquiry.newThread) return bareSubject(inquiry.subject, prefixes) || words.noSubject;
  const about = anchorOf(inquiry, reader, false) ?? words.noSubject;
  const quoted = quoteNo === null ? [] : [`${words.quotation} ${quoteNo}`];
  return [oneLine(about, 120), ...quoted, reader.company.name].join(' – ');
}

// An address in the place of a name greets nobody.
function named(words: string | null): string | null {
  const name = oneLine(words ?? '', 80);
  return name === '' || name.includes('@') ? null : name;
}

function validUntil(offer: Offer, reader: Reader): string | null {
  const holds = offer.kind !== 'none' && offer.validUntil >= reader.today;
  return holds ? reader.formats.date(offer.validUntil) : null;
}

/** What the mail is about, so that the buyer knows which of his inquiries is meant (domain 5.1, thanks + anchor). */
function anchorOf(inquiry: InquiryView, reader: Reader, withQuantity: boolean): string | null {
  const names = inquiry.facts.items.slice(0, MOST_NAMED).map((item) => {
    const quantity = withQuantity && item.quantityKind === 'order' ? item.quantity : null;
    const name = itemName(item, inquiry.language, reader);
    if (quantity === null || name === '') return name;
    const { formats } = reader;
    const amount =
      item.quantityUnit === null ? formats.number(quantity.value) : formats.quantity(quantity.value, item.quantityUnit);
    const { nameFirst, of } = formats.words;
    return nameFirst === undefined ? `${amount}${of}${name}` : `${name}${nameFirst}${amount}`;
  });
  const said = [...new Set(names.filter((name) => name !== ''))];
  return said.length > 0 ? reader.formats.list(said) : null;
}

function itemName(item: InquiryItem, language: string, reader: Reader): string {
  const product = item.productSku === null ? undefined : productBySku(reader.catalogue, item.productSku);
  if (product !== undefined) return productName(product, reader.language);
  const category = reader.catalogue.categories.find((known) => known.id === item.categoryId);
  if (category !== undefined) return inLanguage(category.names, reader.language);
  // His own word for it fits only into a mail in his own language.
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  return primary(language) === primary(reader.language) ? oneLine(item.productText.value, 60) : '';
}

function assortment(reader: Reader): string | null {
  const names = reader.catalogue.categories.map((category) => inLanguage(category.names, reader.language));
  return names.length > 0 ? reader.formats.list(names.slice(0, 6)) : null;
}
