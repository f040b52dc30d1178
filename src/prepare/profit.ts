/** From cost to the price of the goods: margin, volume tier and further discount, on the goods or on the whole price. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { Pricing, Tier } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';
import { type Found, found } from './gaps.ts';
import { inQuoteCurrency, type Rates } from './rates.ts';

/** How one product earns: `margin` is profit ÷ price, `listPrice` in the quote currency, `further` a fraction. */
export type ProfitRule = {
  base: Pricing['marginBase'];
  margin: Decimal;
  floor: Decimal;
  tiers: readonly Tier[];
  listPrice: Decimal | null;
  further: Decimal;
};

/** What a person has fixed instead: the goods price at a net cost (base `goods`), or the margin (base `price`). */
export type FixedProfit = { goods: Decimal; net: Decimal } | { margin: Decimal };

/** By SKU; products that are not in it earn as the settings say. */
export type FixedProfits = ReadonlyMap<string, FixedProfit>;

/** Per unit in the quote currency, unrounded. `discount` is the tier's; `goods` is null with margin base `price`. */
export type Profit = {
  listPrice: Decimal | null;
  discount: Decimal;
  goods: Decimal | null;
  /** Price under the rule without the costs of import. */
  price: Decimal;
  effectiveMargin: Decimal;
};

export const profitRule = (product: Product, rates: Rates): Found<ProfitRule> => {
  const { pricing, wishes } = rates;
  const own = product.pricing;
  const written = new Exact(own.margin ?? pricing.margin);
  const list =
    own.listPrice === undefined ? null : inQuoteCurrency(own.listPrice.amount, own.listPrice.currency, rates);
  if (list?.kind === 'gap') return list;
  return found({
    base: list === null ? pricing.marginBase : 'goods',
    margin: pricing.marginMeans === 'markup' ? marginOfMarkup(written) : written,
    floor: new Exact(own.marginFloor ?? pricing.marginFloor),
    tiers: own.tiers ?? pricing.tiers,
    listPrice: list === null ? null : list.value,
    further: new Exact(wishes.discountPercent ?? 0).div(100),
  });
};

/** Profit ÷ price from profit ÷ cost (domain 4.2 step 4). */
const marginOfMarkup = (markup: Decimal): Decimal => markup.div(markup.plus(1));

/**
 * Domain 4.2 steps 4 to 6. `goods`: (goods price + charges) ÷ (1 − shares); `price`: (net + charges) ÷ (1 − margin −
 * shares). The shares of the price solve the circle that premium and commission are part of what they are taken from.
 * @param shares fraction of the price that goes to commission, financing, insurance and VAT not refunded
 * @returns null when margin and shares leave nothing of the price
 */
export const profit = (
  net: Decimal,
  charges: Decimal,
  shares: Decimal,
  quantity: Decimal,
  rule: ProfitRule,
  fixed: FixedProfit | null,
): Profit | null =>
  rule.base === 'goods'
    ? onGoods(net, charges, shares, quantity, rule, fixed)
    : onPrice(net, charges, shares, quantity, rule, fixed);

const onGoods = (
  net: Decimal,
  charges: Decimal,
  shares: Decimal,
  quantity: Decimal,
  rule: ProfitRule,
  fixed: FixedProfit | null,
): Profit | null => {
  const rest = new Exact(1).minus(shares);
  const keep = new Exact(1).minus(rule.margin);
  if (rest.lte(0) || keep.lte(0)) return null;
  const listPrice = rule.listPrice ?? net.div(keep);
  const discount = new Exact(tierOf(quantity, rule.tiers)?.discount ?? 0);
  const reckoned = listPrice.times(new Exact(1).minus(discount)).times(new Exact(1).minus(rule.further));
  const goods = fixed !== null && 'goods' in fixed ? atOtherCost(fixed, net) : reckoned;
  return { listPrice, discount, goods, price: goods.plus(charges).div(rest), effectiveMargin: shareKept(goods, net) };
};

const onPrice = (
  net: Decimal,
  charges: Decimal,
  shares: Decimal,
  quantity: Decimal,
  rule: ProfitRule,
  fixed: FixedProfit | null,
): Profit | null => {
  const ordinary = new Exact(tierOf(quantity, rule.tiers)?.margin ?? rule.margin);
  const margin = fixed !== null && 'margin' in fixed ? fixed.margin : ordinary;
  const rest = new Exact(1).minus(margin).minus(shares);
  if (rest.lte(0)) return null;
  const costs = net.plus(charges);
  const price = costs.div(rest).times(fixed === null ? new Exact(1).minus(rule.further) : 1);
  const effectiveMargin = price.isZero() ? new Exact(1) : new Exact(1).minus(shares).minus(costs.div(price));
  return { listPrice: null, discount: new Exact(0), goods: null, price, effectiveMargin };
};

/** The same margin where the net cost is another one (EXW without refund). */
const atOtherCost = (fixed: { goods: Decimal; net: Decimal }, net: Decimal): Decimal =>
  fixed.net.isZero() ? fixed.goods : fixed.goods.times(net).div(fixed.net);

/** A product that costs nothing earns its whole price. */
const shareKept = (goods: Decimal, net: Decimal): Decimal =>
  goods.isZero() ? new Exact(net.isZero() ? 1 : 0) : new Exact(1).minus(net.div(goods));

/** The highest tier the quantity reaches, none below the first; the order in the file does not matter. */
const tierOf = (quantity: Decimal, tiers: readonly Tier[]): Tier | undefined =>
  tiers.filter((tier) => quantity.gte(tier.from)).toSorted((a, b) => b.from - a.from)[0];
