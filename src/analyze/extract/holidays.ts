/** Says when a holiday begins that buyers count by: "before Chinese New Year", "before Ramadan", "year end". */
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';

/** Holiday -> its rule in the language of date-holidays. */
const RULES: ReadonlyMap<string, string> = new Map([
  ['chinese_new_year', 'chinese 01-0-01'],
  ['ramadan', '1 Ramadan'],
  ['eid', '1 Shawwal'],
  ['christmas', '12-25'],
  ['easter', 'easter'],
  ['new_year', '12-31'],
]);
/** ISO dates of a year by rule; worked out once, for a year has them but once. */
const known = new Map<string, string[]>();

/** First day of the next such holiday on or after `today`, in its zone; null for one that is not known. */
export function nextHoliday(name: string, today: DateTime): DateTime | null {
  const rule = RULES.get(name);
  if (rule === undefined) return null;
  const from = today.toISODate() ?? '';
  const next = [...datesOf(rule, today.year), ...datesOf(rule, today.year + 1)].find((date) => date >= from);
  return next === undefined ? null : DateTime.fromISO(next, { zone: today.zone });
}

function datesOf(rule: string, year: number): string[] {
  const key = `${year} ${rule}`;
  const earlier = known.get(key);
  if (earlier !== undefined) return earlier;
  const calendar = new Holidays();
  calendar.setHoliday(rule, { name: rule, type: 'public' });
  const dates = calendar.getHolidays(year).map(({ date }) => date.slice(0, 10));
  known.set(key, dates);
  return dates;
}
