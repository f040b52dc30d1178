/** The price of the goods alone: net cost, margin, volume tier; logistics are added later at cost. */
import type { Decimal } from 'decimal.js';
import type { Pricing } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';

/** Per unit in the quote currency, unrounded; `effectiveMargin` and `discount` are fractions. */
export type GoodsPrice = {
  netCost: Decimal;
  listPrice: Decimal;
  discount: Decimal;
  goodsPrice: Decimal;
  effectiveMargin: Decimal;
  belowFloor: boolean;
};

/**
 * Margin on the goods price and tier discount (domain 4.2 steps 4 and 5, margin base `goods`).
 * @param netCost net unit cost in the quote currency
 */
export const goodsPrice = (
  netCost: Decimal,
  quantity: Decimal,
  rules: Pick<Pricing, 'margin' | 'marginFloor' | 'tiers'>,
): GoodsPrice => {
  const listPrice = netCost.div(new Exact(1).minus(rules.margin));
  const discount = tierDiscount(quantity, rules.tiers);
  const price = listPrice.times(new Exact(1).minus(discount));
  // A product that costs nothing earns its whole price.
  const effectiveMargin = price.isZero() ? new Exact(1) : new Exact(1).minus(netCost.div(price));
  return {
    netCost,
    listPrice,
    discount,
    goodsPrice: price,
    effectiveMargin,
    belowFloor: effectiveMargin.lt(rules.marginFloor),
  };
};

/** Discount of the highest tier the quantity reaches, 0 below the first; the order in the file does not matter. */
const tierDiscount = (quantity: Decimal, tiers: Pricing['tiers']): Decimal => {
  const reached = tiers.filter((tier) => quantity.gte(tier.from)).toSorted((a, b) => b.from - a.from);
  return new Exact(reached[0]?.discount ?? 0);
};
