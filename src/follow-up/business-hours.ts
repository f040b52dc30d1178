/** Counts the working hours of our own people: when somebody who was asked has had time enough to answer. */
import { DateTime } from 'luxon';
import { addDays, calendarOf, rollForward } from './calendar.ts';

/** `country` decides weekend and holidays; `from` and `until` are local times of day, `HH:MM`. */
export type WorkingTime = { country: string; timeZone: string; from: string; until: string };

/** A span that is longer than any patience of the settings; the loop below must end. */
const MOST_DAYS = 400;

/** The instant so many working hours after `start`. */
export function addBusinessHours(start: Date, hours: number, time: WorkingTime): Date {
  const calendar = calendarOf(time.country);
  let left = hours * 3_600_000;
  let day = dayOf(start, time.timeZone);
  for (let passed = 0; passed < MOST_DAYS; passed += 1) {
    day = rollForward(calendar, day);
    const begins = Math.max(start.getTime(), instantOf(day, time.from, time.timeZone).getTime());
    const ends = instantOf(day, time.until, time.timeZone).getTime();
    if (begins < ends && begins + left <= ends) return new Date(begins + left);
    left -= Math.max(0, ends - begins);
    day = addDays(day, 1);
  }
  return instantOf(day, time.from, time.timeZone);
}

/** When the working day begins on the date, or on the next business day. */
export function beginOfWork(date: string, time: WorkingTime): Date {
  return instantOf(rollForward(calendarOf(time.country), date), time.from, time.timeZone);
}

/** Whether people work on the date. */
export function isWorkingDay(date: string, country: string): boolean {
  return calendarOf(country).isBusinessDay(date);
}

/** The date in a time zone. */
export function dayOf(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toISODate() ?? instant.toISOString().slice(0, 10);
}

/** A time of day (`HH:MM`) on a date in a time zone. */
export function instantOf(date: string, clock: string, timeZone: string): Date {
  return DateTime.fromISO(`${date}T${clock}`, { zone: timeZone }).toJSDate();
}
