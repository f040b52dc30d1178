/** The lead time of goods that travel together, from which event it counts and what may change it (domain 5.3). */
import type { Decimal } from 'decimal.js';
import type { Gap } from '../model/calculation.ts';
import type { Product } from '../model/catalogue.ts';
import type { LeadTimeFactor } from '../model/lead-time.ts';
import type { Offer } from '../model/quotation.ts';
import { gap } from './gaps.ts';
import type { OrderLine } from './order-lines.ts';

type LeadTimeTold = Extract<Offer, { kind: 'quotation' }>['leadTime'];

/** Earliest to latest event from which a lead time counts. */
const BASES = ['order_confirmation', 'deposit_received', 'artwork_approved'] as const;

/**
 * The longest time counts, from the latest of the starting events; null beyond what the catalogue promises.
 * @param asked days that a person has fixed instead
 */
export const leadTimeTold = (lines: readonly OrderLine[], asked: number | undefined): LeadTimeTold => {
  const days = lines.map(({ product, quantity }) => daysFor(product, quantity));
  const known = days.flatMap((one) => one ?? []);
  if (asked === undefined && known.length < days.length) return null;
  const times = lines.map((line) => line.product.leadTime);
  const basis = BASES.findLast((event) => times.some((time) => time.basis === event)) ?? 'order_confirmation';
  return { days: asked ?? Math.max(...known), basis, mayChange: changes(times) };
};

/** Each product whose quantity is beyond its lead times. */
export const leadTimeGaps = (lines: readonly OrderLine[]): Gap[] =>
  lines
    .filter(({ product, quantity }) => daysFor(product, quantity) === null)
    .map(({ product, quantity }) => {
      const { sku, unit, leadTime } = product;
      const limit = Math.max(leadTime.upToQuantity, ...leadTime.bands.map((band) => band.upToQuantity));
      return gap('lead_time', { sku, unit, limit: String(limit), quantity: quantity.toFixed() });
    });

const daysFor = ({ leadTime }: Product, quantity: Decimal): number | null => {
  const bands = [leadTime, ...leadTime.bands].toSorted((a, b) => a.upToQuantity - b.upToQuantity);
  return bands.find((band) => quantity.lte(band.upToQuantity))?.days ?? null;
};

const changes = (times: readonly Product['leadTime'][]): { factor: LeadTimeFactor; days: number | null }[] => {
  const longest = new Map<LeadTimeFactor, number | null>();
  for (const { factor, days } of times.flatMap((time) => time.mayChange)) {
    const before = longest.get(factor) ?? null;
    longest.set(factor, days === undefined ? before : Math.max(days, before ?? 0));
  }
  return [...longest].map(([factor, days]) => ({ factor, days }));
};
