/** Prices an inquiry: what the customer may be offered, what could not be priced and why, and the whole calculation. */
import type { Catalogue } from '../model/catalogue.ts';
import type { InquiryFacts } from '../model/inquiry.ts';
import type { Pricing } from '../model/pricing.ts';
import type { PriceResult } from '../model/quotation.ts';
import { quoteRate } from './currency.ts';
import { orderLines } from './order-lines.ts';
import { quotationOffer } from './quotation-offer.ts';
import { rangeOffer } from './range-offer.ts';
import type { Rates } from './shipment.ts';
import { traceExchange } from './trace.ts';
import { wantedTerms } from './wanted-terms.ts';

/**
 * Domain 4.2 steps 1 to 11, as far as EXW, FCA terminal, FOB, CFR and CIF by full container go. A quotation when at
 * least one product has an order quantity that can be used, a price range when products or categories were named
 * without one, otherwise nothing. Never a guess: every gap is a plain sentence in `missing`.
 * @param input `today` is an ISO date in the company's time zone
 */
export const priceInquiry = (input: {
  facts: InquiryFacts;
  catalogue: Catalogue;
  pricing: Pricing;
  today: string;
}): PriceResult => {
  const { facts, catalogue, pricing, today } = input;
  const lines = orderLines(facts, catalogue, pricing, today);
  if (facts.items.length === 0) return noOffer(['The inquiry names no product.']);
  if (lines.ordered.length === 0 && lines.unquoted.length === 0) return noOffer(lines.missing);
  const exchange = quoteRate(pricing, today);
  if (exchange.kind === 'missing') return noOffer([...lines.missing, exchange.reason]);
  const rates: Rates = { pricing, exchange: exchange.rate, today };
  const isOrder = lines.ordered.length > 0;
  const result = isOrder
    ? quotationOffer(lines.ordered, lines.container, wantedTerms(facts, pricing), rates)
    : rangeOffer(lines.unquoted, rates);
  return {
    ...result,
    missing: [...lines.missing, ...(isOrder ? lines.withoutQuantity : []), ...result.missing],
    trace: [traceExchange(rates), ...result.trace],
  };
};

const noOffer = (missing: string[]): PriceResult => ({
  offer: { kind: 'none' },
  missing,
  belowFloor: false,
  trace: [],
});
