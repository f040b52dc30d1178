/** What one unit of a product costs the company once the tax office has refunded its share. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { Pricing } from '../model/pricing.ts';
import { Exact, sum } from './exact-decimal.ts';

/** All in the cost currency per unit, unrounded. */
export type UnitCost = { cost: Decimal; rebate: Decimal; net: Decimal };

/**
 * Unit cost and export VAT rebate (domain 4.2 steps 1 and 2). `trading`: the refund is the purchase price without VAT
 * × rebate rate. `none`: the cost as entered.
 */
export const unitCost = (product: Product, vatMode: Pricing['vatMode']): UnitCost => {
  const { material, production, packaging, overhead } = product.cost;
  const cost = sum([material, production, packaging, overhead].map((part) => new Exact(part)));
  const rebate =
    vatMode === 'trading' ? cost.div(new Exact(1).plus(product.vatRate)).times(product.exportRebateRate) : new Exact(0);
  return { cost, rebate, net: cost.minus(rebate) };
};
