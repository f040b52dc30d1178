/** Joins what a language model read to what the rules read; it may fill gaps and overrules nothing. Pure. */
import type { Fact } from '../model/fact.ts';
import type { InquiryFacts, InquiryItem } from '../model/inquiry.ts';
import type { UnclearPoint } from '../model/unclear-point.ts';
import { findQuote } from './find-quote.ts';
import { type FactField, type ModelFact, type ModelFacts, wantedFacts } from './model-facts.ts';
import {
  countryOf,
  deliveryDateOf,
  incotermOf,
  paymentTermsOf,
  placeOf,
  productOf,
  type QuoteReader,
  quantityOf,
  targetPriceOf,
} from './plausible-value.ts';

/** A model is never as sure as a rule that knows the words. */
const CONFIDENCE_CAP = 0.7;
/** The open question that a fact settles. */
const SETTLES: Partial<Record<FactField, UnclearPoint['field']>> = {
  product: 'product',
  quantity: 'quantity',
  destination_country: 'destination',
  incoterm: 'incoterm',
  delivery_date: 'delivery_date',
};

/**
 * @param rules what the rules read; sure and confirmed facts stay as they are
 * @param answer what the model says; whatever was not asked for, is not quoted from `text` or is not borne out by the
 * quote is left out
 * @param text the message as the model saw it, which the offsets of facts point into
 */
export function mergeModelFacts(
  rules: InquiryFacts,
  answer: ModelFacts,
  text: string,
  reader: QuoteReader & { messageId: number },
): { facts: InquiryFacts; filled: FactField[] } {
  const facts = structuredClone(rules);
  const filled: FactField[] = [];
  const wanted = wantedFacts(rules);
  for (const found of answer.facts) {
    const open = wanted.findIndex(
      ({ field, item }) => field === found.field && item === (field === 'quantity' ? found.item : null),
    );
    if (open === -1) continue;
    const span = findQuote(text, found.quote);
    if (span === null) continue;
    const quote = text.slice(span.start, span.end);
    const fact = <Value>(value: Value): Fact<Value> => ({
      value,
      rawText: quote,
      sourceMessageId: reader.messageId,
      charStart: span.start,
      charEnd: span.end,
      method: 'model',
      confidence: Math.min(CONFIDENCE_CAP, Math.max(0, found.confidence)),
      confirmedBy: null,
    });
    if (!fill(facts, found, quote, reader, fact)) continue;
    wanted.splice(open, 1);
    filled.push(found.field);
  }
  const settled = new Set(filled.map((field) => SETTLES[field]));
  facts.unclearPoints = facts.unclearPoints.filter(({ field }) => !settled.has(field) || !isSettled(facts, field));
  return { facts, filled };
}

/** False when the quote does not bear the value out. */
function fill(
  facts: InquiryFacts,
  found: ModelFact,
  quote: string,
  reader: QuoteReader,
  fact: <Value>(value: Value) => Fact<Value>,
): boolean {
  const put = <Value>(value: Value | null, set: (read: Fact<Value>) => void): boolean => {
    if (value === null) return false;
    set(fact(value));
    return true;
  };
  switch (found.field) {
    case 'incoterm':
      return put(incotermOf(found, quote), (read) => (facts.incoterm = read));
    case 'place':
      return put(placeOf(found, quote, reader), (read) => (facts.place = read));
    case 'destination_country':
      return put(countryOf(found, quote, reader), (read) => (facts.destinationCountry = read));
    case 'delivery_date':
      return put(deliveryDateOf(found, quote, reader), (read) => (facts.deliveryDate = read));
    case 'payment_terms':
      return put(paymentTermsOf(found, quote, reader), (read) => (facts.paymentTerms = read));
    case 'target_price':
      return put(targetPriceOf(found, quote, reader), (read) => (facts.targetPrice = read));
    case 'product':
      return put(productOf(found, quote), (read) => facts.items.push(newItem(read)));
    case 'quantity':
      return fillQuantity(facts.items[found.item ?? -1], found, quote, reader, fact);
  }
}

function fillQuantity(
  item: InquiryItem | undefined,
  found: ModelFact,
  quote: string,
  reader: QuoteReader,
  fact: <Value>(value: Value) => Fact<Value>,
): boolean {
  const read = quantityOf(found, quote, reader);
  if (item === undefined || read === null) return false;
  item.quantity = fact(read.value);
  item.quantityUnit = read.unit ?? item.quantityUnit;
  return true;
}

function newItem(productText: Fact<string>): InquiryItem {
  return {
    productText,
    productSku: null,
    categoryId: null,
    matchConfidence: 0,
    quantity: null,
    quantityUnit: null,
    quantityKind: 'unclear',
    attributes: [],
  };
}

function isSettled(facts: InquiryFacts, field: UnclearPoint['field']): boolean {
  if (field === 'incoterm') return facts.incoterm !== null && facts.place !== null;
  // A product that only the model named is still none of ours.
  return field !== 'product' || facts.items.some(({ productSku }) => productSku !== null);
}
