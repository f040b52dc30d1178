/** Which warning before a last day is due today: the latest of those whose day has come. */
import { DateTime } from 'luxon';

/**
 * Days are ISO days; `warnings` are numbers of days before the last one.
 * @returns the warning and the days that are left, null when none is due yet or the last day is over
 */
export function dueWarning(
  lastDay: string,
  warnings: readonly number[],
  today: string,
): { warning: number; daysLeft: number } | null {
  const daysLeft = Math.round(
    DateTime.fromISO(lastDay, { zone: 'utc' }).diff(DateTime.fromISO(today, { zone: 'utc' }), 'days').days,
  );
  const due = warnings.filter((warning) => warning >= daysLeft);
  return daysLeft < 0 || due.length === 0 ? null : { warning: Math.min(...due), daysLeft };
}
