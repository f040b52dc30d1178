/** Prices a request: what the customer may be offered, what could not be priced and why, and the whole calculation. */
import type { Gap, PriceResult, PriceWishes } from '../model/calculation.ts';
import type { Catalogue } from '../model/catalogue.ts';
import type { Incoterm, InquiryFacts } from '../model/inquiry.ts';
import type { Pricing } from '../model/pricing.ts';
import { exchange } from './exchange.ts';
import { gap, sayGap } from './gaps.ts';
import { type AskedItem, orderLines } from './order-lines.ts';
import type { NamedPlace } from './places.ts';
import { type Calculated, quotationOffer } from './quotation-offer.ts';
import { rangeOffer } from './range-offer.ts';
import type { Rates } from './rates.ts';
import { wantedTerms } from './wanted-terms.ts';

export type PriceRequest = {
  items: readonly AskedItem[];
  /** What the buyer asked for; `wishes` of our own people go before it. */
  incoterm: Incoterm | null;
  place: NamedPlace | null;
  wishes?: PriceWishes;
};

/** The settings, and the day as an ISO date in the company's time zone. */
export type PriceBasis = { catalogue: Catalogue; pricing: Pricing; today: string };

/** Prices what an inquiry asks for. @param input `wishes`: what a person wants otherwise */
export const priceInquiry = (input: PriceBasis & { facts: InquiryFacts; wishes?: PriceWishes }): PriceResult => {
  const { facts, wishes = {} } = input;
  // Only a quantity of kind `order` is an order; a question for the MOQ, a sample, a yearly need are answered with a range.
  const items = facts.items.map(({ productText, productSku, categoryId, quantity, quantityUnit, quantityKind }) => ({
    words: productText.value,
    sku: productSku,
    categoryId,
    quantity: quantity !== null && quantityKind === 'order' ? { amount: quantity.value, unit: quantityUnit } : null,
  }));
  const place = facts.place?.value ?? null;
  return priceRequest({ items, incoterm: facts.incoterm?.value ?? null, place, wishes }, input);
};

/**
 * Domain 4.2. A quotation when at least one product has an order quantity that can be used, a price range when products
 * or categories were named without one, otherwise nothing. Never a guess: every gap is a plain sentence in `missing`.
 */
export const priceRequest = (request: PriceRequest, { catalogue, pricing, today }: PriceBasis): PriceResult => {
  const { items, wishes = {} } = request;
  const lines = orderLines(items, catalogue, pricing, today);
  if (items.length === 0) return result(none([gap('no_product_named')]));
  if (lines.ordered.length === 0 && lines.unquoted.length === 0) return result(none(lines.gaps));
  const rates: Rates = { pricing, currency: wishes.currency ?? pricing.quoteCurrency, today, wishes };
  const rate = exchange(pricing.fx, pricing.costCurrency, rates.currency, today);
  if (rate.kind === 'gap') return result(none([...lines.gaps, rate.gap]));
  if (Number(wishes.discountPercent ?? 0) >= 100) {
    return result(none([gap('discount_too_large', { percent: wishes.discountPercent ?? '' })]));
  }
  const asked = {
    incoterm: wishes.incoterm ?? request.incoterm,
    place: wishes.place ?? request.place,
    mode: wishes.mode ?? null,
  };
  const wanted = wantedTerms(asked, pricing);
  const way = { modes: wanted.modes, container: lines.container };
  const isOrder = lines.ordered.length > 0;
  const calculated = isOrder
    ? quotationOffer(lines.ordered, way, wanted, rates)
    : rangeOffer(lines.unquoted, way, rates);
  const before = [...lines.gaps, ...(isOrder ? lines.withoutQuantity : [])];
  return result({ ...calculated, gaps: [...before, ...calculated.gaps] });
};

const none = (gaps: Gap[]): Calculated => ({ offer: { kind: 'none' }, gaps, hints: [], margins: [], trace: [] });

const result = ({ offer, gaps, hints, margins, trace }: Calculated): PriceResult => ({
  offer,
  missing: gaps.map((one) => sayGap(one)),
  belowFloor: margins.some((margin) => margin.belowFloor),
  trace,
  gaps,
  hints,
  margins,
});
