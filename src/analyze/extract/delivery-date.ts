/** Chooses, among the dates of a mail, the day by which the goods must be shipped or there (domain 1.2). */
import type { DateTime } from 'luxon';
import type { Reading, Span } from '../reading.ts';
import { headingOf, segmentAt, within, words } from '../reading.ts';
import type { FoundDate } from './dates.ts';

export type DeliveryDate = Span & {
  date: DateTime;
  kind: 'ship_by' | 'arrive_by';
  confidence: number;
  ambiguous: boolean;
};

/** Nobody orders for later than this; such dates are of something else. */
const HORIZON_MONTHS = 24;
/** Characters around a date in which a word says what it is the date of; `REACH` for the verb of a long sentence. */
const NEAR = 40;
const REACH = 200;

/** The latest acceptable day, or null when no date of the mail is one of delivery. */
export function chooseDeliveryDate(
  reading: Reading,
  dates: FoundDate[],
  today: DateTime,
  rules: readonly Span[],
): DeliveryDate | null {
  let best: { found: FoundDate; score: number } | undefined;
  for (const found of dates) {
    if (found.date < today || found.date > today.plus({ months: HORIZON_MONTHS })) continue;
    const score = scoreOf(reading, found, rules);
    // "Week of 8 March, 12 March at the outside": of two in one sentence the later is still acceptable.
    const later = best !== undefined && !found.holiday && score === best.score && found.date > best.found.date;
    const together = later && best !== undefined && isBeside(reading, best.found, found);
    // "Before Ramadan, 5 February at the latest": the written day is meant more exactly.
    const exact =
      best?.found.holiday === true && !found.holiday && score === best.score && isBeside(reading, best.found, found);
    if (score > (best?.score ?? 0) || together || exact) best = { found, score };
  }
  if (best === undefined) return null;
  const { start, end, ambiguous, wholeMonth } = best.found;
  const excluded = wholeMonth && deadlineBefore(reading, best.found) === 'before';
  const date = excluded ? best.found.date.startOf('month').minus({ days: 1 }) : best.found.date;
  return { start, end, date, kind: kindOf(reading, best.found), confidence: ambiguous ? 0.5 : 0.85, ambiguous };
}

function isBeside(reading: Reading, a: Span, b: Span): boolean {
  return segmentAt(reading, a.start).start === segmentAt(reading, b.start).start;
}

/** The earliest date by which the buyer wants anything, for the urgency of the case. */
export function earliestDeadline(reading: Reading, dates: FoundDate[], today: DateTime): FoundDate | undefined {
  const deadlines = dates.filter((found) => found.date >= today && deadlineBefore(reading, found) !== undefined);
  return deadlines.sort((a, b) => a.date.toMillis() - b.date.toMillis())[0];
}

/** Above 0 when the date is one of delivery: a deadline word, a delivery word near it, no word for anything else. */
function scoreOf(reading: Reading, found: FoundDate, rules: readonly Span[]): number {
  const segment = segmentAt(reading, found.start);
  const near = around(found, segment);
  const column = headingOf(reading, found.start);
  if (column?.meaning === 'date') return 3;
  // "CIF Istanbul, within 60 days": a rule speaks of delivery too.
  const delivery =
    within(words(reading, 'delivery_cue'), around(found, segment, REACH)).length > 0 ||
    (found.relative && rules.some(({ start }) => start >= segment.start && start < segment.end));
  const deadline = deadlineBefore(reading, found) !== undefined;
  // "Days from" is of payment in "30 days from B/L", not in "30 days from today".
  const payment = within(words(reading, 'payment'), near).some(
    ({ start, end }) => start < found.start || end >= found.end,
  );
  const other = within(words(reading, 'other_date_cue'), near).length > 0;
  let score = (delivery ? 2 : 0) + (deadline ? 1 : 0);
  if (found.relative && !delivery) score -= 2;
  if (found.relative && payment) score -= 3;
  if (other && !(delivery && deadline)) score -= 3;
  if (other && nearest(reading, found, 'other_date_cue') < nearest(reading, found, 'delivery_cue')) score -= 3;
  return score;
}

function deadlineBefore(reading: Reading, found: Span): string | undefined {
  const segment = segmentAt(reading, found.start);
  return within(words(reading, 'deadline'), around(found, segment)).sort(
    (a, b) => distance(a, found) - distance(b, found),
  )[0]?.label;
}

function kindOf(reading: Reading, found: Span): 'ship_by' | 'arrive_by' {
  const cues = within(words(reading, 'delivery_cue'), around(found, segmentAt(reading, found.start), REACH));
  const cue = cues.sort((a, b) => distance(a, found) - distance(b, found))[0];
  return cue?.label === 'ship_by' ? 'ship_by' : 'arrive_by';
}

function nearest(reading: Reading, found: Span, section: 'other_date_cue' | 'delivery_cue'): number {
  const hits = within(words(reading, section), around(found, segmentAt(reading, found.start), REACH));
  return Math.min(Number.POSITIVE_INFINITY, ...hits.map((hit) => distance(hit, found)));
}

function around(found: Span, segment: Span, reach = NEAR): Span {
  return { start: Math.max(segment.start, found.start - reach), end: Math.min(segment.end, found.end + reach) };
}

function distance(a: Span, b: Span): number {
  return Math.max(0, a.start > b.start ? a.start - b.end : b.start - a.end);
}
