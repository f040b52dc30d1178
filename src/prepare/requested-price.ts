/** Works back from a unit price that a person asks for to the goods price or margin that is left. */
import type { Decimal } from 'decimal.js';
import { Exact } from './exact-decimal.ts';
import { type Found, found, lacking } from './gaps.ts';
import type { FixedProfit, FixedProfits } from './profit.ts';
import type { Rates } from './rates.ts';
import { type LinePrice, type PricedScheme, priceScheme } from './scheme.ts';
import { dues, type Shares } from './shares.ts';
import type { Shipment } from './shipment.ts';
import type { Term } from './wanted-terms.ts';

/** Every rule but DDP is solved by one step; there duty depends on the price, in steps of a cent for the consignment. */
const MOST_STEPS = 30;
const CLOSE_ENOUGH = '1e-15';

/** The profits under which the products cost what `wishes` say under the given rule; empty without such a wish. */
export const fixedProfits = (term: Term, shipment: Shipment, rates: Rates): Found<FixedProfits> => {
  const { unitPrice, unitPrices = {} } = rates.wishes;
  const [only, ...others] = shipment.lines;
  if (unitPrice !== undefined && others.length > 0) return lacking('one_price_one_product');
  const sku = only?.product.sku ?? '';
  const wanted = Object.entries(unitPrice === undefined ? unitPrices : { ...unitPrices, [sku]: unitPrice });
  const fixed = new Map<string, FixedProfit>();
  for (const [one, price] of wanted) {
    const solved = fixedProfit(one, new Exact(price), fixed, term, shipment, rates);
    if (solved.kind === 'gap') return solved;
    fixed.set(one, solved.value);
  }
  return found(fixed);
};

/** Of one product, beside those that are fixed already. */
const fixedProfit = (
  sku: string,
  target: Decimal,
  others: FixedProfits,
  term: Term,
  shipment: Shipment,
  rates: Rates,
): Found<FixedProfit> => {
  const ordinary = priceScheme(term, shipment, rates, others);
  if (ordinary.kind === 'gap') return ordinary;
  const line = lineOf(ordinary.value, sku);
  if (line === undefined) return lacking('price_not_ordered', { sku });
  const pricedAt = (value: Decimal): Decimal | null => {
    const profit = profitAt(value, line, ordinary.value.shares);
    const priced = profit === null ? null : priceScheme(term, shipment, rates, new Map([...others, [sku, profit]]));
    return priced?.kind === 'found' ? (lineOf(priced.value, sku)?.exact ?? null) : null;
  };
  // The unknown: the goods price, or the price before import where margin is taken on the whole price.
  const solved = secant(pricedAt, line.profit.goods ?? line.profit.price, target);
  const profit = solved === null ? null : profitAt(solved, line, ordinary.value.shares);
  return profit === null ? lacking('below_charges', { scheme: ordinary.value.name }) : found(profit);
};

const lineOf = ({ lines }: PricedScheme, sku: string): LinePrice | undefined =>
  lines.find(({ line }) => line.product.sku === sku);

const profitAt = (value: Decimal, line: LinePrice, shares: Shares): FixedProfit | null => {
  if (value.lte(0)) return null;
  if (line.profit.goods !== null) return { goods: value, net: line.net };
  const shared = dues(shares).plus(shares.insurance).plus(line.cost.unrefunded);
  return { margin: new Exact(1).minus(shared).minus(line.net.plus(line.charges).div(value)) };
};

/** Straight lines through the last two tries; null when the price asked for cannot be reached with a positive value. */
const secant = (priceAt: (value: Decimal) => Decimal | null, start: Decimal, target: Decimal): Decimal | null => {
  let before = start;
  let errorBefore = priceAt(before)?.minus(target);
  let value = start.times('1.01');
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const error = priceAt(value)?.minus(target);
    if (error === undefined || errorBefore === undefined) return null;
    if (error.abs().lt(CLOSE_ENOUGH) || error.eq(errorBefore)) return value;
    const next = value.minus(error.times(value.minus(before)).div(error.minus(errorBefore)));
    before = value;
    errorBefore = error;
    value = next;
    if (value.lte(0)) return null;
  }
  return value;
};
