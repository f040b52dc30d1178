/** The price of one unit under a rule: goods, its part of the shipment's charges, and what is a share of the price. */
import type { Decimal } from 'decimal.js';
import type { Pricing } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';

/**
 * Domain 4.2 step 6: (goods + charges) ÷ (1 − share). The share solves the circle that the insurance premium is part of
 * the price it insures. Unrounded, per unit.
 */
export const termPrice = (goodsPrice: Decimal, chargesPerUnit: Decimal, shareOfPrice: Decimal): Decimal =>
  goodsPrice.plus(chargesPerUnit).div(new Exact(1).minus(shareOfPrice));

/** The premium as a fraction of the price: cover × rate. */
export const insuranceShare = ({ cover, rateClauseC }: Pricing['insurance']): Decimal =>
  new Exact(cover).times(rateClauseC);

/**
 * One product's part of an amount that is paid once for the shipment, per unit. Shared by volume: what is paid for is
 * room, in the truck, on the ship and in the terminal, whatever the goods are worth.
 */
export const volumeShare = (amount: Decimal, volume: Decimal, totalVolume: Decimal, quantity: Decimal): Decimal =>
  amount.times(volume).div(totalVolume).div(quantity);

/** Insured value and premium of a finished price (both unrounded), in its currency. */
export const insured = (total: Decimal, insurance: Pricing['insurance']): { value: Decimal; premium: Decimal } => {
  const value = total.times(insurance.cover);
  return { value, premium: value.times(insurance.rateClauseC) };
};
