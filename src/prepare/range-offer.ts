/** Makes the price range for products named without an order quantity: FOB, from the highest tier to the MOQ. */
import type { Product } from '../model/catalogue.ts';
import type { PriceResult, RangeLine, TraceLine } from '../model/quotation.ts';
import { Exact, moneyText } from './exact-decimal.ts';
import { RULE_COSTS } from './incoterms.ts';
import { validUntil } from './quotation-offer.ts';
import { type PricedScheme, priceScheme } from './scheme.ts';
import { planShipment, type Rates } from './shipment.ts';
import { traceScheme, traceShipment } from './trace.ts';
import type { Term } from './wanted-terms.ts';

/** A product that cannot be priced is named in `missing`; without any product there is no offer. */
export const rangeOffer = (products: Product[], rates: Rates): PriceResult => {
  const { pricing } = rates;
  const term: Term = { incoterm: 'FOB', place: pricing.portOfLoading.name, costs: RULE_COSTS.FOB };
  const ranges = products.map((product) => productRange(product, term, rates));
  const [first, ...others] = ranges.flatMap(({ line }) => (line === null ? [] : [line]));
  return {
    offer:
      first === undefined
        ? { kind: 'none' }
        : {
            kind: 'range',
            currency: pricing.quoteCurrency,
            incoterm: term.incoterm,
            place: term.place,
            lines: [first, ...others],
            validUntil: validUntil(rates),
          },
    missing: [...new Set(ranges.flatMap((range) => range.missing))],
    belowFloor: ranges.some((range) => range.belowFloor),
    trace: ranges.flatMap((range) => range.trace),
  };
};

type ProductRange = { line: RangeLine | null; missing: string[]; belowFloor: boolean; trace: TraceLine[] };

/** Each end is priced as a shipment of its own, exactly as a quotation for that quantity would be. */
const productRange = (product: Product, term: Term, rates: Rates): ProductRange => {
  const { pricing } = rates;
  const bestTier = Math.max(product.moq, ...pricing.tiers.map((tier) => tier.from));
  const ends = [product.moq, bestTier].map((quantity) => {
    const shipment = planShipment([{ product, quantity: new Exact(quantity) }], null, null, rates);
    return { shipment, scheme: priceScheme(term, shipment, rates) };
  });
  const missing = ends.flatMap(({ scheme }) => (scheme.kind === 'missing' ? [scheme.reason] : []));
  const schemes = ends.map(({ scheme }) => scheme).filter((scheme): scheme is PricedScheme => scheme.kind === 'priced');
  const prices = schemes.flatMap((scheme) => scheme.linePrices.map(({ unitPrice }) => unitPrice));
  if (missing.length > 0) return { line: null, missing, belowFloor: false, trace: [] };
  return {
    line: {
      sku: product.sku,
      unit: product.unit,
      moq: product.moq,
      lowest: moneyText(Exact.min(...prices), pricing.quoteCurrency),
      highest: moneyText(Exact.max(...prices), pricing.quoteCurrency),
    },
    missing,
    belowFloor: ends.some(({ shipment }) => shipment.lines.some((line) => line.goods.belowFloor)),
    trace: ends.flatMap(({ shipment, scheme }) => [
      ...traceShipment(shipment, rates),
      ...(scheme.kind === 'priced' ? traceScheme(scheme, shipment, rates) : []),
    ]),
  };
};
