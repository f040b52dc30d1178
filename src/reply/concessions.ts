/** What can be offered to a buyer who finds the price too high: computed prices first, then trades (domain 5.6). */
import { Decimal } from 'decimal.js';
import type { Offer, Scheme } from '../model/quotation.ts';
import type { Concession } from '../model/sales-policy.ts';
import type { Reader } from './offer-values.ts';
import { nameOf, termOf } from './offer-values.ts';

/** One step of the ladder for templates/feedback-price-objection; `kind` names its sentence. */
export type Option =
  | { kind: 'tier'; product: string; quantity: string; price: string; perUnit: string; term: string }
  | { kind: 'other_term'; term: string; price: string; perUnit: string }
  | { kind: Concession };

const MOST_TIERS = 2;
const MOST_OPTIONS = 5;
const DEFAULT: readonly Concession[] = [
  'larger_quantity',
  'simpler_specification',
  'better_payment',
  'combined_shipment',
];

/** Only prices that stand in the offer are named; the price itself is never lowered here. */
export function concessions(offer: Offer, reader: Reader): Option[] {
  const tiers = nextTiers(offer, reader);
  const allowed = (reader.company.sales?.concessions ?? DEFAULT).filter(
    (kind) => kind !== 'larger_quantity' || tiers.length === 0,
  );
  const trades = allowed.map((kind): Option => ({ kind }));
  return [...tiers, ...otherTerms(offer, reader), ...trades].slice(0, MOST_OPTIONS);
}

/** Steps above the quantity that was quoted, of one product. */
export function nextTiers(offer: Offer, reader: Reader): Extract<Option, { kind: 'tier' }>[] {
  if (offer.kind !== 'quotation' || !offer.tiers || offer.tiers.products.length !== 1) return [];
  const { formats } = reader;
  const { tiers, currency } = offer;
  const [product] = tiers.products;
  const line = offer.schemes[0]?.lines.find(({ sku }) => sku === product?.sku);
  if (product === undefined || line === undefined || line.unit !== product.unit) return [];
  const now = product.prices.findLast(({ from }) => new Decimal(line.quantity).gte(from));
  return product.prices
    .filter(({ from, unitPrice }) => new Decimal(line.quantity).lt(from) && isLower(unitPrice, now?.unitPrice))
    .slice(0, MOST_TIERS)
    .map(({ from, unitPrice }) => ({
      kind: 'tier',
      product: nameOf(product.sku, reader),
      quantity: formats.quantity(String(from), product.unit),
      price: formats.money(unitPrice, currency),
      perUnit: formats.perUnit(product.unit),
      term: termOf(tiers),
    }));
}

function isLower(price: string, than: string | undefined): boolean {
  return than === undefined || new Decimal(price).lt(than);
}

/** A scheme of the same offer under which he pays us less, because he brings the goods home himself. */
function otherTerms(offer: Offer, { formats }: Reader): Option[] {
  if (offer.kind !== 'quotation') return [];
  const [first, ...others] = offer.schemes;
  const cheaper = others.filter((scheme) => first && isComparable(scheme, first) && isLower(scheme.total, first.total));
  return cheaper.slice(0, 1).flatMap((scheme) =>
    scheme.lines.slice(0, 1).map((line) => ({
      kind: 'other_term',
      term: termOf(scheme),
      price: formats.money(line.unitPrice, offer.currency),
      perUnit: formats.perUnit(line.unit),
    })),
  );
}

function isComparable(scheme: Scheme, first: Scheme): boolean {
  return scheme.lines.length === 1 && first.lines.length === 1 && scheme.lines[0]?.sku === first.lines[0]?.sku;
}
