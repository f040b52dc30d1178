/** Turns amounts of the company's currency into the currency of the quotation, at a rate that is not too old. */
import type { Decimal } from 'decimal.js';
import { DateTime } from 'luxon';
import type { Pricing } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';

/** `rate`: units of the cost currency for one unit of the quote currency, buffer taken off. */
export type QuoteRate = { kind: 'rate'; rate: Decimal } | { kind: 'missing'; reason: string };

/**
 * The rate to calculate with (domain 4.2 step 3): mid × (1 − buffer); 1 when both currencies are the same.
 * @param today ISO date in the company's time zone; a rate older than `maxAgeDays`, or dated after today, is refused
 */
export const quoteRate = (pricing: Pricing, today: string): QuoteRate => {
  const { costCurrency, quoteCurrency, fx } = pricing;
  if (costCurrency === quoteCurrency) return { kind: 'rate', rate: new Exact(1) };
  const age = DateTime.fromISO(today, { zone: 'utc' }).diff(DateTime.fromISO(fx.date, { zone: 'utc' }), 'days').days;
  const name = `The exchange rate ${costCurrency}/${quoteCurrency} of ${fx.date}`;
  if (!(age >= 0)) return { kind: 'missing', reason: `${name} is dated after today (${today}).` };
  if (age > fx.maxAgeDays)
    return { kind: 'missing', reason: `${name} is ${age} days old; only ${fx.maxAgeDays} are allowed.` };
  return { kind: 'rate', rate: new Exact(fx.mid).times(new Exact(1).minus(fx.buffer)) };
};

/** An amount in the quote currency, or null for a third currency, of which the desk knows no rate. */
export const inQuoteCurrency = (
  money: { amount: string; currency: string },
  pricing: Pricing,
  rate: Decimal,
): Decimal | null => {
  if (money.currency === pricing.quoteCurrency) return new Exact(money.amount);
  if (money.currency === pricing.costCurrency) return new Exact(money.amount).div(rate);
  return null;
};
