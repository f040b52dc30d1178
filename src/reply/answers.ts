/** Answers the buyer's questions in his order from what we know; the rest is promised with a date (domain 5.1). */
import type { Product } from '../model/catalogue.ts';
import type { Ask, InquiryFacts } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';
import type { Formats } from './formats.ts';
import type { Reader } from './offer-values.ts';
import { oneLine } from './plain.ts';
import { namedProducts, productAmount, productName } from './view.ts';

type ProductAnswer = {
  name: string;
  moq: string;
  leadTimeDays: string;
  leadTimeBasis: string;
  leadTimeUpTo: string;
  perCarton: string;
  specification: string;
};

/** One answer; `kind` names the sentence in templates/part-answers, `open` = we will confirm by a date. */
export type Answer = {
  kind: Ask | 'offer_lead_time' | 'website' | 'open';
  label: string;
  products: ProductAnswer[];
  /** Certificates we have, and those we have to look into. */
  held: string | null;
  open: string | null;
};

/** Longest part of a question that is repeated to the buyer. */
const ECHO = 120;

/** The questions and asks of an inquiry, each topic once; topics in `covered` are said elsewhere in the mail. */
export function answerQuestions(
  facts: InquiryFacts,
  offer: Offer,
  covered: ReadonlySet<Ask>,
  reader: Reader,
): Answer[] {
  const asked = [...facts.asks]
    .sort((a, b) => a.charStart - b.charStart)
    .map((ask) => ({ topic: ask.value, text: '' }));
  const certificates = facts.certificates.length > 0 ? [{ topic: 'certificate' as const, text: '' }] : [];
  const seen = new Set<Ask>(covered);
  const answers: Answer[] = [];
  for (const { topic, text } of [...facts.questions, ...asked, ...certificates]) {
    if (topic === null) answers.push(answer('open', echo(text)));
    else if (!seen.has(topic)) answers.push(answerTopic(topic, facts, offer, reader));
    if (topic !== null) seen.add(topic);
  }
  return answers;
}

/** A question of the buyer as it is repeated to him. */
export function echo(question: string): string {
  return `"${oneLine(question, ECHO)}"`;
}

function answerTopic(topic: Ask, facts: InquiryFacts, offer: Offer, reader: Reader): Answer {
  const label = reader.formats.words.asks[topic];
  const products = namedProducts(facts, reader.catalogue);
  if (topic === 'certificate') return certificateAnswer(label, facts, products, reader.formats);
  const kind = knownKind(topic, offer, products.length > 0);
  return answer(kind, label, { products: products.map((product) => productAnswer(product, reader)) });
}

function knownKind(topic: Ask, offer: Offer, productKnown: boolean): Answer['kind'] {
  const quoted = offer.kind === 'quotation';
  if (topic === 'catalogue' || topic === 'company_profile') return 'website';
  if ((topic === 'price' || topic === 'payment_terms') && quoted) return topic;
  if (topic === 'lead_time' && quoted) return offer.leadTime === null ? 'open' : 'offer_lead_time';
  if (topic === 'shipping' && quoted && offer.transitDays !== null) return topic;
  if (productKnown && (topic === 'moq' || topic === 'lead_time' || topic === 'packaging' || topic === 'datasheet')) {
    return topic;
  }
  return 'open';
}

function certificateAnswer(label: string, facts: InquiryFacts, products: Product[], formats: Formats): Answer {
  const ours = (name: string) =>
    products.length > 0 &&
    products.every((product) => product.certificates.some((held) => held.toLowerCase() === name.toLowerCase()));
  const wanted = [...new Set(facts.certificates.map((certificate) => oneLine(certificate.value, 40)))];
  const named = wanted.length > 0 ? wanted : (products[0]?.certificates ?? []);
  const held = named.filter(ours);
  const open = named.filter((name) => !ours(name));
  if (held.length === 0 && open.length === 0) return answer('open', label);
  const listed = (names: string[]) => (names.length > 0 ? formats.list(names) : null);
  return answer('certificate', label, { held: listed(held), open: listed(open) });
}

function productAnswer(product: Product, { formats, language }: Reader): ProductAnswer {
  return {
    name: productName(product, language),
    moq: productAmount(product, product.moq, formats),
    leadTimeDays: formats.number(String(product.leadTime.days)),
    leadTimeBasis: formats.words.leadTimeBasis[product.leadTime.basis],
    leadTimeUpTo: productAmount(product, product.leadTime.upToQuantity, formats),
    perCarton: productAmount(product, product.packing.perCarton, formats),
    specification: product.specification[language] ?? product.specification.en,
  };
}

function answer(kind: Answer['kind'], label: string, more: Partial<Answer> = {}): Answer {
  return { kind, label, products: [], held: null, open: null, ...more };
}
