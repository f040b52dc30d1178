/** Reads everything an inquiry states out of one mail. */
import { DateTime } from 'luxon';
import type { Assortment } from '../../model/assortment.ts';
import type { Company } from '../../model/company.ts';
import type { Fact } from '../../model/fact.ts';
import type { ContactFacts, InquiryFacts, InquiryItem } from '../../model/inquiry.ts';
import type { UnclearPoint } from '../../model/unclear-point.ts';
import { productIndex } from '../product-features.ts';
import type { Reading, Span } from '../reading.ts';
import { factOf } from '../reading.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { extractAsks, extractQuestions } from './asks.ts';
import { countAttributes, extractAttributes } from './attributes.ts';
import { extractCertificates } from './certificates.ts';
import type { FoundDate } from './dates.ts';
import { findDates } from './dates.ts';
import { chooseDeliveryDate, earliestDeadline } from './delivery-date.ts';
import type { Destination } from './destination.ts';
import { extractDestination } from './destination.ts';
import { chooseRule, extractRules } from './incoterm.ts';
import { withMains } from './inferred-attributes.ts';
import { extractItems } from './items.ts';
import { readNumbers } from './numbers.ts';
import { extractPaymentTerms } from './payment-terms.ts';
import type { Quantity } from './quantities.ts';
import { extractQuantities } from './quantities.ts';
import { extractTargetPrice } from './target-price.ts';

/** What triage needs beyond the facts. `deadline`: the earliest day by which the buyer wants anything. */
export type Extraction = {
  facts: InquiryFacts;
  quantities: Quantity[];
  attributeCount: number;
  deadline: FoundDate | undefined;
  today: DateTime;
  /** Whether day and month of the delivery date could be the other way round. */
  ambiguousDate: boolean;
};

/** Without `unclearPoints`: what the files say may settle them. */
export function extractFacts(
  reading: Reading,
  context: { catalogue: Assortment; company: Company; vocabulary: Vocabulary; contact: ContactFacts; receivedAt: Date },
): Extraction {
  const { contact, company, catalogue } = context;
  const decimalComma = usesDecimalComma(reading, contact.country);
  const today = DateTime.fromJSDate(context.receivedAt, { zone: company.timeZone }).startOf('day');
  const monthFirst = reading.settings.monthFirstCountries.includes(contact.country ?? '');
  const dates = findDates(reading, { today, monthFirst });
  const quantities = extractQuantities(reading, catalogue, decimalComma);
  const attributes = extractAttributes(reading, decimalComma);
  const items = extractItems(reading, catalogue, {
    quantities,
    attributes,
    numbers: readNumbers(reading, decimalComma),
  });
  const rules = extractRules(reading);
  const rule = chooseRule(rules);
  const delivery = chooseDeliveryDate(reading, dates, today, rules);
  const payment = extractPaymentTerms(reading);
  const price = extractTargetPrice(reading, decimalComma);
  const certificates = extractCertificates(reading, context.vocabulary);
  const wantsGoods = quantities.some(({ kind }) => kind !== 'moq_question');
  const destination = extractDestination(reading, { rules, sellerCountry: company.country, wantsGoods });
  const facts: InquiryFacts = {
    items,
    incoterm: rule === undefined ? null : factOf(reading, rule, rule.rule, 0.95),
    place: rule?.place ? factOf(reading, rule.place, placeValue(rule.place), rule.place.locode ? 0.95 : 0.7) : null,
    destinationCountry: destinationFact(reading, destination, wantsGoods ? contact.country : null),
    deliveryDate: delivery && factOf(reading, delivery, dateValue(delivery), delivery.confidence),
    paymentTerms: payment && factOf(reading, payment, payment.code, 0.85),
    targetPrice:
      price && factOf(reading, price, { amount: price.amount.toFixed(), currency: price.currency }, price.confidence),
    certificates: certificates.map((found) => factOf(reading, found, found.code, 0.9)),
    asks: extractAsks(reading, { lead_time: delivery, payment_terms: payment, certificates }).map((found) =>
      factOf(reading, found, found.ask, 0.85),
    ),
    questions: extractQuestions(reading),
    unclearPoints: [],
  };
  facts.items = inferred(reading, catalogue, facts);
  const deadline = earliestDeadline(reading, dates, today);
  const ambiguousDate = delivery?.ambiguous ?? false;
  return { facts, quantities, attributeCount: countAttributes(attributes), deadline, today, ambiguousDate };
}

/** What the country the goods go to makes plain of electrical goods; it answers no open question, so it comes last. */
function inferred(reading: Reading, catalogue: Assortment, { items, destinationCountry }: InquiryFacts): InquiryItem[] {
  const { features } = productIndex(catalogue, reading.settings);
  return items.map((item) => {
    const product = catalogue.products.find(
      ({ sku, variants }) => sku === item.productSku || variants?.some((variant) => variant.sku === item.productSku),
    );
    return withMains(reading, item, product, features.get(product?.sku ?? '') ?? [], destinationCountry?.value ?? null);
  });
}

/** A country may write numbers unlike its language (domain 2.5.3). */
function usesDecimalComma({ settings, language }: Reading, country: string | null): boolean {
  return settings.decimalComma.includes(language) && !settings.decimalPointCountries.includes(country ?? '');
}

function placeValue({ name, locode, country }: { name: string; locode: string | null; country: string | null }) {
  return { name, locode, country };
}

function dateValue({ date, kind }: { date: DateTime; kind: 'ship_by' | 'arrive_by' }) {
  return { date: date.toISODate() ?? '', kind };
}

/** Where nothing is written, goods that are ordered go to the buyer's country; that is inferred and says so. */
function destinationFact(
  reading: Reading,
  stated: Destination | null,
  buyerCountry: string | null,
): Fact<string> | null {
  if (stated !== null) return factOf(reading, stated, stated.country, stated.confidence);
  if (buyerCountry === null) return null;
  const nowhere: Span = { start: 0, end: 0 };
  return { ...factOf(reading, nowhere, buyerCountry, 0.4), rawText: '' };
}

/** What changes price, feasibility or lead time and was not said (domain 1.2, S1-7). */
export function unclearPoints({ facts, ambiguousDate }: Extraction, contact: ContactFacts): UnclearPoint[] {
  const points: UnclearPoint[] = [];
  const add = (field: UnclearPoint['field'], reason: string) => points.push({ field, reason });
  const { items } = facts;
  if (items.length === 0) add('product', 'no_product');
  else if (items.every(({ productSku }) => productSku === null)) add('product', 'only_category');
  if (!items.some(({ quantity }) => quantity !== null)) add('quantity', 'no_quantity');
  if (facts.destinationCountry === null) add('destination', 'no_destination');
  if (contact.company === null) add('company', 'no_company');
  if (facts.incoterm === null) add('incoterm', 'no_incoterm');
  else if (facts.place === null) points.push({ field: 'incoterm', reason: 'no_place', detail: facts.incoterm.value });
  if (items.length > 0 && items.every(({ attributes }) => attributes.length === 0)) {
    add('specification', 'no_specification');
  }
  if (ambiguousDate) add('delivery_date', 'ambiguous_date');
  return points;
}
