/** The table of unit prices by quantity that a buyer is shown, under the rule at origin. */
import type { Product } from '../model/catalogue.ts';
import type { Offer, PriceTiers } from '../model/quotation.ts';
import type { Way } from './carriage.ts';
import { Exact } from './exact-decimal.ts';
import { type Found, found } from './gaps.ts';
import type { OrderLine } from './order-lines.ts';
import type { Rates } from './rates.ts';
import { type PricedScheme, priceScheme } from './scheme.ts';
import { planShipment, type Shipment } from './shipment.ts';
import { type Term, wantedTerms } from './wanted-terms.ts';

type TiersTold = Extract<Offer, { kind: 'quotation' }>['tiers'];

/** No table where there is only one step, where a price was fixed by hand, or where a step cannot be priced. */
export const priceTiers = (ordered: readonly OrderLine[], way: Way, rates: Rates): TiersTold => {
  if (rates.wishes.unitPrice !== undefined || rates.wishes.unitPrices !== undefined) return null;
  const term = originTerm(way, rates);
  if (term === undefined) return null;
  const products: PriceTiers[] = [];
  for (const { product } of ordered) {
    const prices = tierQuantities(product, rates).map((from) => ({
      from,
      ...unitPriceAt(product, from, term, way, rates),
    }));
    if (prices.length < 2) continue;
    const told = prices.flatMap(({ from, unitPrice }) => (unitPrice === null ? [] : [{ from, unitPrice }]));
    if (told.length === prices.length) products.push({ sku: product.sku, unit: product.unit, prices: told });
  }
  return products.length === 0 ? null : { incoterm: term.incoterm, place: term.place, products };
};

/** FOB, or FCA where nothing goes by sea. */
export const originTerm = ({ modes }: Way, { pricing }: Rates): Term | undefined =>
  wantedTerms({ incoterm: null, place: null, mode: modes.length === 1 ? (modes[0] ?? null) : null }, pricing).terms[0];

/** The minimum order, and the tiers above it. */
export const tierQuantities = (product: Product, { pricing }: Rates): number[] => {
  const tiers = (product.pricing.tiers ?? pricing.tiers).map(({ from }) => from).filter((from) => from > product.moq);
  return [...new Set([product.moq, ...tiers])].toSorted((a, b) => a - b);
};

/** A shipment of its own for one product, priced exactly as a quotation for that quantity would be. */
export const priceAlone = (
  product: Product,
  quantity: number,
  term: Term,
  way: Way,
  rates: Rates,
): Found<{ shipment: Shipment; scheme: PricedScheme }> => {
  const order = [{ product, quantity: new Exact(quantity) }];
  const shipment = planShipment(order, null, { ...way, container: null }, rates);
  if (shipment.kind === 'gap') return shipment;
  const scheme = priceScheme(term, shipment.value, rates, new Map());
  return scheme.kind === 'gap' ? scheme : found({ shipment: shipment.value, scheme: scheme.value });
};

const unitPriceAt = (
  product: Product,
  quantity: number,
  term: Term,
  way: Way,
  rates: Rates,
): { unitPrice: string | null } => {
  const alone = priceAlone(product, quantity, term, way, rates);
  return { unitPrice: alone.kind === 'gap' ? null : (alone.value.scheme.lines[0]?.unitPrice ?? null) };
};
