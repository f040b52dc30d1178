/** Makes the price range for products named without an order quantity: FOB, from the highest tier to the MOQ. */
import type { Margin } from '../model/calculation.ts';
import type { Product } from '../model/catalogue.ts';
import type { RangeLine } from '../model/quotation.ts';
import type { Way } from './carriage.ts';
import { Exact } from './exact-decimal.ts';
import { type Found, found, gap } from './gaps.ts';
import { originTerm, priceAlone, tierQuantities } from './price-tiers.ts';
import { type Calculated, marginsOf, validUntil } from './quotation-offer.ts';
import type { Rates } from './rates.ts';
import { traceQuotation } from './trace.ts';
import type { Term } from './wanted-terms.ts';

/** A product that cannot be priced is named in `gaps`; without any product there is no offer. */
export const rangeOffer = (products: readonly Product[], way: Way, rates: Rates): Calculated => {
  const term = originTerm(way, rates);
  const none: Calculated = { offer: { kind: 'none' }, gaps: [], hints: [], margins: [], trace: [] };
  if (term === undefined) return { ...none, gaps: [gap('no_airport', { rule: 'FCA' })] };
  const ranges = products.map((product) => productRange(product, term, way, rates));
  const known = ranges.flatMap((range) => (range.kind === 'found' ? [range.value] : []));
  // The same missing rate is named once, however many products need it.
  const gaps = ranges.flatMap((range) => (range.kind === 'gap' ? [range.gap] : []));
  const unique = [...new Map(gaps.map((one) => [JSON.stringify(one), one] as const)).values()];
  const [first, ...others] = known.map(({ line }) => line);
  if (first === undefined) return { ...none, gaps: unique };
  const margins = known.flatMap((range) => range.margins);
  return {
    offer: {
      kind: 'range',
      currency: rates.currency,
      incoterm: term.incoterm,
      place: term.place,
      lines: [first, ...others],
      validUntil: validUntil(rates),
    },
    gaps: unique,
    hints: margins.some((margin) => margin.belowFloor) ? [gap('not_sent_alone')] : [],
    margins,
    trace: known.flatMap((range) => range.trace),
  };
};

type ProductRange = { line: RangeLine; margins: Margin[]; trace: Calculated['trace'] };

/** The prices of the minimum order and of the highest tier. */
const productRange = (product: Product, term: Term, way: Way, rates: Rates): Found<ProductRange> => {
  const prices: string[] = [];
  const margins: Margin[] = [];
  const trace: Calculated['trace'] = [];
  const quantities = tierQuantities(product, rates);
  const ends = [...new Set([quantities[0] ?? product.moq, quantities.at(-1) ?? product.moq])];
  for (const quantity of ends) {
    const alone = priceAlone(product, quantity, term, way, rates);
    if (alone.kind === 'gap') return alone;
    const { shipment, scheme } = alone.value;
    prices.push(...scheme.lines.map((line) => line.unitPrice));
    margins.push(...marginsOf(scheme));
    trace.push(...traceQuotation(shipment, [scheme], rates));
  }
  const rising = prices.toSorted((a, b) => new Exact(a).comparedTo(b));
  return found({
    line: {
      sku: product.sku,
      unit: product.unit,
      moq: product.moq,
      lowest: rising[0] ?? '0',
      highest: rising.at(-1) ?? '0',
    },
    margins,
    trace,
  });
};
