/** Checks whether the goods can be there when the buyer needs them (domain 5.3, arrival check). */
import { DateTime } from 'luxon';

/** Days kept in hand between the end of production and the vessel. */
const BUFFER_DAYS = 7;

/** `open` = lead time or transit is not known, so nothing is promised. Dates are ISO days. */
export type DeliveryCheck = {
  kind: 'ship_by' | 'arrive_by' | 'open';
  feasible: boolean;
  date: string;
  /** The lead time must begin on this day at the latest. */
  startBy: string;
  /** When the goods are shipped or there if the lead time begins today. */
  earliest: string;
};

/** `start + lead + buffer + transit ≤ date` (domain 5.3). `transitDays` is the carrier's range, e.g. `32-36`. */
export function checkDelivery(
  wanted: { date: string; kind: 'ship_by' | 'arrive_by' },
  leadDays: number | null,
  transitDays: string | null,
  today: string,
): DeliveryCheck {
  const transit = wanted.kind === 'ship_by' ? 0 : longest(transitDays);
  const days = (leadDays ?? 0) + BUFFER_DAYS + (transit ?? 0);
  const startBy = DateTime.fromISO(wanted.date, { zone: 'utc' }).minus({ days }).toFormat('yyyy-MM-dd');
  const earliest = DateTime.fromISO(today, { zone: 'utc' }).plus({ days }).toFormat('yyyy-MM-dd');
  const kind = transit === null || leadDays === null ? 'open' : wanted.kind;
  return { kind, feasible: kind !== 'open' && startBy >= today, date: wanted.date, startBy, earliest };
}

function longest(transitDays: string | null): number | null {
  const numbers = (transitDays ?? '').match(/\d{1,3}/g);
  return numbers === null ? null : Math.max(...numbers.map(Number));
}
