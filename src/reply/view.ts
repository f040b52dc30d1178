/** What a mail is written from: the inquiry as the writer sees it, and the company behind the pen. */

import type { PriceResult } from '../model/calculation.ts';
import type { Catalogue, Product } from '../model/catalogue.ts';
import type { Company, TeamMember } from '../model/company.ts';
import type { Correction } from '../model/correction.ts';
import type { DraftAttachment } from '../model/documents.ts';
import type { Background, InquiryFacts, Triage } from '../model/inquiry.ts';
import type { Formats } from './formats.ts';
import type { Templates } from './render.ts';
import type { ReplyWords } from './words.ts';

/** Of a category that has no product named in it. */
const MOST_OF_CATEGORY = 3;

export type TeamContext = { templates: Templates; words: ReplyWords; company: Company; owner: TeamMember };

/**
 * `today` is an ISO day in the company's time zone. `writeIn` is the language to write in instead of the customer's, so
 * that a salesperson can read the same draft in his own.
 */
export type ReplyContext = TeamContext & {
  catalogue: Catalogue;
  today: string;
  writeIn?: string;
  /** The files that go along. */
  attached?: readonly AttachedFile[];
};

/** `about`: what it is about or called, '' for nothing more than its kind. */
export type AttachedFile = { kind: DraftAttachment['kind']; about: string };

type Customer = { name: string | null; company: string | null; address: string; country: string | null };

/** The mail that is being answered, in the customer's own words. */
type LetterView = {
  inquiryNo: string;
  receivedAt: Date;
  subject: string;
  /** His mail is no thread to go on with (a form, a platform), so ours begins one with a subject of its own. */
  newThread?: boolean;
  /** BCP 47 tag of the customer's language. */
  language: string;
  text: string;
  customer: Customer;
};

/**
 * An inquiry with all that is known of it. Of `price` only the offer and what is missing are ever written into a mail.
 */
export type InquiryView = LetterView & {
  facts: InquiryFacts;
  triage: Triage;
  background: Background;
  /** What persons of ours have set of it. */
  corrections?: readonly Correction[];
  price: PriceResult;
  forwardedBy: string | null;
  /** What the salesperson wrote above the forwarded mail. */
  note: string;
};

/** The customer's latest mail when it is an answer to ours: when it came, and what it asks. */
export type CustomerAnswer = {
  receivedAt: Date;
  text: string;
  facts: Pick<InquiryFacts, 'asks' | 'questions' | 'certificates'>;
  /** The day he wants to hear from us again, as an ISO date. */
  deferUntil?: string | null;
  /** The sentence in which he says what does not suit him. */
  point?: string | null;
};

/** A product or a variant of one; what a variant does not say is as in its product. */
export function productBySku(catalogue: Catalogue, sku: string): Product | undefined {
  for (const product of catalogue.products) {
    if (product.sku === sku) return product;
    const variant = product.variants.find((one) => one.sku === sku);
    if (variant === undefined) continue;
    return {
      ...product,
      sku,
      names: variant.names ?? product.names,
      specification: variant.specification ?? product.specification,
      moq: variant.moq ?? product.moq,
      packing: variant.packing ?? product.packing,
      leadTime: variant.leadTime ?? product.leadTime,
      certificates: variant.certificates ?? product.certificates,
    };
  }
  return undefined;
}

/** Of texts by language the reader's: his own script, his language, else English. */
export function inLanguage(texts: { en: string; [language: string]: string }, language: string): string {
  return ownWords(texts, language) ?? texts.en;
}

/** The same without the net: undefined when nothing is there in the reader's language. */
export function ownWords(texts: Readonly<Record<string, string>>, language: string): string | undefined {
  const primary = language.split('-')[0] ?? language;
  const found = [language, primary].find((tag) => Object.hasOwn(texts, tag));
  return found === undefined ? undefined : texts[found];
}

/** A product as the reader knows it: `Vacuum bottle 500 ml (VB-500)`. */
export function productName(product: Product, language: string): string {
  const name = inLanguage(product.names, language);
  return name.includes(product.sku) ? name : `${name} (${product.sku})`;
}

/** The products of ours that the inquiry names, each once, in the buyer's order. */
export function namedProducts(facts: Pick<InquiryFacts, 'items'>, catalogue: Catalogue): Product[] {
  const skus = new Set(facts.items.map((item) => item.productSku));
  return [...skus].flatMap((sku) => (sku === null ? [] : (productBySku(catalogue, sku) ?? [])));
}

/**
 * The products an answer can be about: those that are named, else some of the categories that are.
 */
export function askedProducts(items: InquiryFacts['items'], catalogue: Catalogue): Product[] {
  const named = namedProducts({ items }, catalogue);
  if (named.length > 0) return named;
  const categories = new Set(items.map((item) => item.categoryId));
  return catalogue.products.filter((product) => categories.has(product.categoryId)).slice(0, MOST_OF_CATEGORY);
}

export function productAmount(product: Product, amount: number, formats: Formats): string {
  return formats.quantity(String(amount), product.unit);
}
