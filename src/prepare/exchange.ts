/** Exchange rates: from the currency of a cost to that of the quotation, directly or across, none of them too old. */
import type { Decimal } from 'decimal.js';
import type { FxRate, Pricing } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';
import { type Found, found, lacking } from './gaps.ts';

/**
 * `rate`: units of the cost's currency for one unit of the quotation's, buffer taken off; `mid` before it. `date`: the
 * oldest of the rates used, null when both currencies are the same.
 */
export type Exchange = { rate: Decimal; mid: Decimal; buffer: Decimal; date: string | null; source: string };

type Fx = Pricing['fx'];

/**
 * The rate to calculate with (domain 4.2 step 3): mid × (1 − buffer), buffer taken once also across a third currency.
 * @param from currency of the cost
 * @param to currency of the quotation
 * @param today ISO date in the company's time zone; rates older than `maxAgeDays`, or dated after today, are refused
 */
export const exchange = (fx: Fx, from: string, to: string, today: string): Found<Exchange> => {
  const one = new Exact(1);
  if (from === to) return found({ rate: one, mid: one, buffer: new Exact(0), date: null, source: '' });
  const usable = fx.rates.filter((rate) => ageInDays(rate, today) >= 0 && ageInDays(rate, today) <= fx.maxAgeDays);
  const path = shortestPath(usable, from, to);
  if (path === null) return refusal(fx, from, to, today);
  // Of the steps `from → … → to`, each gives units of its first currency for one of its second.
  const mid = path.reduce((product, { rate, inverted }) => {
    return inverted ? product.div(rate.mid) : product.times(rate.mid);
  }, one);
  const buffer = Exact.max(...path.map(({ rate }) => new Exact(rate.buffer ?? fx.buffer)));
  const dates = path.map(({ rate }) => rate.date).toSorted();
  return found({
    rate: mid.times(one.minus(buffer)),
    mid,
    buffer,
    date: dates[0] ?? null,
    source: [...new Set(path.map(({ rate }) => rate.source))].join(', '),
  });
};

type Step = { rate: FxRate; inverted: boolean };

/** Fewest rates first, newest first among equals; breadth-first over at most the rates there are. */
const shortestPath = (rates: readonly FxRate[], from: string, to: string): Step[] | null => {
  const newestFirst = rates.toSorted((a, b) => b.date.localeCompare(a.date));
  const paths = new Map<string, Step[]>([[from, []]]);
  for (const [currency, path] of paths) {
    if (currency === to) return path;
    for (const rate of newestFirst) {
      // A rate tells units of `in` for one `currency`: walked from `in` to `currency` it is taken as it is.
      const inverted = rate.currency === currency;
      const next = inverted ? rate.in : rate.in === currency ? rate.currency : null;
      if (next !== null && !paths.has(next)) paths.set(next, [...path, { rate, inverted }]);
    }
  }
  return null;
};

const ageInDays = (rate: FxRate, today: string): number => (Date.parse(today) - Date.parse(rate.date)) / 86_400_000;

/** Why there is no rate: none at all, or the one that would be used is too old or dated after today. */
const refusal = (fx: Fx, from: string, to: string, today: string): Found<Exchange> => {
  const path = shortestPath(fx.rates, from, to);
  const unusable = path?.find(({ rate }) => !(ageInDays(rate, today) >= 0 && ageInDays(rate, today) <= fx.maxAgeDays));
  if (unusable === undefined) return lacking('no_fx', { from, to });
  const { rate } = unusable;
  const names = { from: rate.in, to: rate.currency, date: rate.date };
  const age = ageInDays(rate, today);
  return age < 0
    ? lacking('fx_future', { ...names, today })
    : lacking('fx_old', { ...names, age: String(age), allowed: String(fx.maxAgeDays) });
};
