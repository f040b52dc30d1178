/** What a mail is written from: the inquiry as the writer sees it, and the company behind the pen. */
import type { Catalogue, Product } from '../model/catalogue.ts';
import type { Company, TeamMember } from '../model/company.ts';
import type { Background, InquiryFacts, Triage } from '../model/inquiry.ts';
import type { PriceResult } from '../model/quotation.ts';
import type { Formats } from './formats.ts';
import type { Templates } from './render.ts';
import type { ReplyWords } from './words.ts';

export type TeamContext = { templates: Templates; words: ReplyWords; company: Company; owner: TeamMember };

/** `today` is an ISO day in the company's time zone. */
export type ReplyContext = TeamContext & { catalogue: Catalogue; today: string };

type Customer = { name: string | null; company: string | null; address: string; country: string | null };

/** The mail that is being answered, in the customer's own words. */
type LetterView = {
  inquiryNo: string;
  receivedAt: Date;
  subject: string;
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
};

export function productBySku(catalogue: Catalogue, sku: string): Product | undefined {
  return catalogue.products.find((product) => product.sku === sku);
}

/** A product as the reader knows it: `Vacuum bottle 500 ml (VB-500)`. */
export function productName(product: Product, language: string): string {
  const name = product.names[language] ?? product.names.en;
  return name.includes(product.sku) ? name : `${name} (${product.sku})`;
}

/** The products of ours that the inquiry names, each once, in the buyer's order. */
export function namedProducts(facts: InquiryFacts, catalogue: Catalogue): Product[] {
  const skus = new Set(facts.items.map((item) => item.productSku));
  return [...skus].flatMap((sku) => (sku === null ? [] : (productBySku(catalogue, sku) ?? [])));
}

export function productAmount(product: Product, amount: number, formats: Formats): string {
  return formats.quantity(String(amount), product.unit);
}
