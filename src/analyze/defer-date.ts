/** Works out when a customer who puts us off wants to hear from us again (domain 3.2 no. 10). */
import type { DateTime } from 'luxon';
import { findDates } from './extract/dates.ts';
import { nextHoliday } from './extract/holidays.ts';
import type { Reading, Span } from './reading.ts';
import { segmentAt, terms, within, words } from './reading.ts';
import type { Hit } from './term-tree.ts';

/** Days from the beginning of a feast to the first day of work. */
const SPRING_FESTIVAL_DAYS = 8;
const EASTER_DAYS = 2;
const EID_DAYS = 4;
const FURTHEST_YEARS = 3;
const NEXT_TO = 14;
/** What stands in front of a month and not of a verb or a number of goods. */
const LEADS =
  /(?:im|in|ab|from|after|since|before|until|till|by|до|в|с|после|mois d['’]|mois de|d['’]|mes de|mês de|mese di|en|em|a|di|nach|bis|vor|après|avant|hasta|para|até|fino a|dopo|dopo il|de|late|early|mid|anfang|mitte|ende) ?$/u;

/**
 * ISO date of the day to come back, or null when the answer names none. A date in the sentence that puts off counts
 * before dates elsewhere; of a week, month or quarter the first day is meant.
 */
export function readDeferDate(reading: Reading, today: DateTime): string | null {
  const afterwards = later(reading, today);
  // "After Easter" is later than Easter.
  const named = [...dates(reading, today), ...months(reading, today)].filter(
    (day) => !afterwards.some(({ start, end }) => day.start < end && day.end > start),
  );
  // "Next year in March" is March.
  const alone = afterwards.filter(({ end }) => !named.some(({ start }) => start >= end && start - end <= NEXT_TO));
  const found = [...named, ...alone]
    .filter(({ date }) => date > today && date < today.plus({ years: FURTHEST_YEARS }))
    .sort((a, b) => a.start - b.start);
  const putOff = terms(reading, 'defer').map(({ start }) => segmentAt(reading, start));
  const near = found.filter(({ start, end }) =>
    putOff.some((segment) => start >= segment.start && end <= segment.end + 1),
  );
  // "Nothing before Q1; call the week of 8 February": the day says more than the quarter.
  const days = (near.some(({ exact }) => exact) ? near : found).filter(({ exact }) => exact);
  // "Frozen until the end of the year, call on 18 January": the later day.
  const chosen = days.sort((a, b) => b.date.toMillis() - a.date.toMillis())[0] ?? near[0] ?? found[0];
  return chosen?.date.toISODate() ?? null;
}

/** `exact`: a day is named, not a part of the year. */
type Day = Span & { date: DateTime; exact: boolean };

function dates(reading: Reading, today: DateTime): Day[] {
  return findDates(reading, { today, monthFirst: false }).map(({ start, end, date, wholeMonth: alone }) => {
    const written = reading.text.slice(start, end);
    const wholeMonth = alone || !/\d/.test(written.replace(/\d{4}/, ''));
    const near = { start: Math.max(0, start - 12), end: end + 12 };
    const part = within(words(reading, 'period_part'), near).find(({ label }) => label !== 'whole')?.label;
    if (/^q\d/.test(written) || within(words(reading, 'quarter'), { start, end }).length > 0)
      return { start, end, date: date.startOf('quarter'), exact: false };
    if (/^(?:kw|cw|week|kalender|calendar)/.test(written))
      return { start, end, date: date.startOf('week'), exact: true };
    if (part === 'middle') return { start, end, date: date.set({ day: 15 }), exact: true };
    if (part === 'start' || /(?:初|上旬|초)$/.test(written))
      return { start, end, date: date.startOf('month'), exact: true };
    return { start, end, date: wholeMonth && part === undefined ? date.startOf('month') : date, exact: !wholeMonth };
  });
}

/** "Come back in March": a month alone is its first day. */
function months(reading: Reading, today: DateTime): Day[] {
  return words(reading, 'months').flatMap((hit) => {
    const before = { start: Math.max(0, hit.start - 12), end: hit.start };
    const led = within(words(reading, 'towards'), before).length + within(words(reading, 'within'), before).length;
    if (led === 0 && !LEADS.test(reading.text.slice(before.start, hit.start))) return [];
    const first = today.set({ month: Number(hit.label), day: 1 });
    return [{ start: hit.start, end: hit.end, date: first <= today ? first.plus({ years: 1 }) : first, exact: false }];
  });
}

function later(reading: Reading, today: DateTime): Day[] {
  return words(reading, 'later').flatMap(({ label, start, end }: Hit) => {
    const date = dayOf(label, today);
    return date === null ? [] : [{ start, end, date, exact: false }];
  });
}

function dayOf(label: string, today: DateTime): DateTime | null {
  const month = (number: number) => {
    const first = today.set({ month: number, day: 1 });
    return first <= today ? first.plus({ years: 1 }) : first;
  };
  switch (label) {
    case 'next_week':
      return today.plus({ weeks: 1 }).startOf('week');
    case 'next_month':
      return today.plus({ months: 1 }).startOf('month');
    case 'next_quarter':
      return today.plus({ quarters: 1 }).startOf('quarter');
    case 'new_year':
      return today.plus({ years: 1 }).startOf('year').plus({ days: 3 });
    case 'after_cny':
      return nextHoliday('chinese_new_year', today)?.plus({ days: SPRING_FESTIVAL_DAYS }) ?? null;
    case 'after_easter':
      return nextHoliday('easter', today)?.plus({ days: EASTER_DAYS }) ?? null;
    case 'after_eid':
      return nextHoliday('eid', today)?.plus({ days: EID_DAYS }) ?? null;
    case 'spring':
      return month(3);
    case 'autumn':
      return month(9);
    case 'second_half':
      return month(7);
    default:
      return null;
  }
}
