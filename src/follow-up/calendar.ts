/** The working days and the clock of a country: when a mail reaches a buyer at his desk (domain 5.7). */
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';
import { MAIN_TIME_ZONE } from './time-zones.ts';

/** Dates are ISO days (`2026-11-20`) of the country's own calendar. */
export type Calendar = { timeZone: string; isBusinessDay: (date: string) => boolean };

/**
 * The calendar of a country (ISO 3166-1 alpha-2): weekend from CLDR, nationwide public holidays from date-holidays.
 * Unknown countries get UTC, Saturday and Sunday, and no holidays.
 */
export function calendarOf(country: string | null): Calendar {
  const code = country !== null && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : 'ZZ';
  const timeZone = timeZoneOf(code);
  const weekend = new Set(new Intl.Locale(`und-${code}`).getWeekInfo().weekend);
  return {
    timeZone,
    isBusinessDay: (date) =>
      !weekend.has(DateTime.fromISO(date, { zone: 'utc' }).weekday) &&
      !holidaysOf(code, timeZone, Number(date.slice(0, 4))).has(date),
  };
}

/** The date in the country at an instant. */
export function localDate(calendar: Calendar, instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: calendar.timeZone }).toISODate() ?? instant.toISOString().slice(0, 10);
}

/** The date itself when it is a business day, else the next one. */
export function rollForward(calendar: Calendar, date: string): string {
  let day = date;
  while (!calendar.isBusinessDay(day)) day = addDays(day, 1);
  return day;
}

/** The `count`-th business day after the date (0 = the date itself, rolled forward). */
export function addBusinessDays(calendar: Calendar, date: string, count: number): string {
  let day = count === 0 ? rollForward(calendar, date) : date;
  for (let passed = 0; passed < count; passed += 1) day = rollForward(calendar, addDays(day, 1));
  return day;
}

/** The date so many calendar days later (or earlier, when negative). */
export function addDays(date: string, count: number): string {
  return DateTime.fromISO(date, { zone: 'utc' }).plus({ days: count }).toFormat('yyyy-MM-dd');
}

function timeZoneOf(code: string): string {
  return MAIN_TIME_ZONE.get(code) ?? new Intl.Locale(`und-${code}`).getTimeZones()?.[0] ?? 'UTC';
}

const knownHolidays = new Map<string, ReadonlySet<string>>();

// Reading the rules of a country takes milliseconds and a plan asks for many days of the same year.
function holidaysOf(code: string, timeZone: string, year: number): ReadonlySet<string> {
  const key = `${code} ${year}`;
  const known = knownHolidays.get(key);
  if (known !== undefined) return known;
  const days = new Set(
    new Holidays(code, { types: ['public'] })
      .getHolidays(year)
      .flatMap((holiday) => daysWithin(holiday.start, holiday.end, timeZone)),
  );
  knownHolidays.set(key, days);
  return days;
}

// Islamic holidays begin at sunset and some Chinese ones at noon: a day is off when its forenoon is.
function daysWithin(start: Date, end: Date, timeZone: string): string[] {
  const days: string[] = [];
  let forenoon = DateTime.fromJSDate(start, { zone: timeZone }).set({ hour: 10, minute: 0 });
  for (; forenoon.toMillis() < end.getTime(); forenoon = forenoon.plus({ days: 1 })) {
    if (forenoon.toMillis() >= start.getTime()) days.push(forenoon.toFormat('yyyy-MM-dd'));
  }
  return days;
}
