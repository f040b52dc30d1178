/** What all calculations of one quotation share: the settings, its currency, the day, and amounts turned into its currency. */
import type { Decimal } from 'decimal.js';
import type { PriceWishes } from '../model/calculation.ts';
import type { Pricing } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';
import { type Exchange, exchange } from './exchange.ts';
import { type Found, found } from './gaps.ts';

/** `today` is an ISO date in the company's time zone; `wishes` is what a person wants otherwise than the settings. */
export type Rates = { pricing: Pricing; currency: string; today: string; wishes: PriceWishes };

export const exchangeFrom = (currency: string, { pricing, currency: to, today }: Rates): Found<Exchange> =>
  exchange(pricing.fx, currency, to, today);

/** An amount in the currency of the quotation, unrounded. */
export const inQuoteCurrency = (amount: Decimal | string, currency: string, rates: Rates): Found<Decimal> => {
  const rate = exchangeFrom(currency, rates);
  return rate.kind === 'gap' ? rate : found(new Exact(amount).div(rate.value.rate));
};
