/** Decides when a customer who has not answered is written to again, and with which template (domain 5.7). */
import { DateTime } from 'luxon';
import type { FollowUpSettings, FollowUpStep } from '../model/follow-up.ts';
import type { InquiryClass } from '../model/inquiry.ts';
import { addBusinessDays, addDays, type Calendar, calendarOf, localDate, rollForward } from './calendar.ts';

export type FollowUpCase = {
  class: InquiryClass;
  /** 1 = the first step of the sequence. */
  step: number;
  /** When our server accepted the reply: its date at the buyer's is day 0. */
  sentAt: Date;
  /** When the customer last got a mail from us; equals `sentAt` before the first follow-up. */
  lastTouchAt: Date;
  /** ISO 3166-1 alpha-2; null = unknown. */
  country: string | null;
  settings: FollowUpSettings;
  /** 0..1: where in the sending window the mail falls. */
  random: number;
};

export type FollowUpPlan = { step: number; template: string; dueAt: Date };

/**
 * The next follow-up, or null when the sequence has no such step. The first step is a window of days (its last
 * business day, else the next one after it); later steps are a day, rolled forward to a business day. Two follow-ups
 * lie at least `minBusinessDaysBetween` business days apart. All days and hours are the buyer's.
 */
export function planFollowUp(plan: FollowUpCase): FollowUpPlan | null {
  const step = plan.settings.sequences[plan.class][plan.step - 1];
  if (step === undefined) return null;
  const calendar = calendarOf(plan.country);
  const wanted = wantedDay(step, plan.step, localDate(calendar, plan.sentAt), calendar);
  const earliest = earliestDay(plan, calendar);
  const day = earliest !== null && earliest > wanted ? earliest : wanted;
  return { step: plan.step, template: step.template, dueAt: timeOfDay(day, calendar, plan.settings, plan.random) };
}

/**
 * When a customer who is away may be written to again: on the next business day behind the day he has named, be it his
 * last of absence or the day of his return. Null when that is no later than `dueAt`.
 *
 * @param until ISO date
 * @param random 0..1: where in the sending window the mail falls
 */
export function postponeFollowUp(
  dueAt: Date,
  until: string,
  { country, settings, random }: Pick<FollowUpCase, 'country' | 'settings' | 'random'>,
): Date | null {
  const calendar = calendarOf(country);
  const later = timeOfDay(addBusinessDays(calendar, until, 1), calendar, settings, random);
  return later > dueAt ? later : null;
}

function wantedDay(step: FollowUpStep, no: number, dayZero: string, calendar: Calendar): string {
  if (no > 1) return rollForward(calendar, addDays(dayZero, step.fromDay));
  for (let day = step.toDay; day >= step.fromDay; day -= 1) {
    const date = addDays(dayZero, day);
    if (calendar.isBusinessDay(date)) return date;
  }
  return rollForward(calendar, addDays(dayZero, step.toDay + 1));
}

// The distance counts between follow-ups; the reply itself may be followed the next day (domain 5.7, example H1).
function earliestDay(plan: FollowUpCase, calendar: Calendar): string | null {
  if (plan.lastTouchAt.getTime() <= plan.sentAt.getTime()) return null;
  return addBusinessDays(calendar, localDate(calendar, plan.lastTouchAt), plan.settings.minBusinessDaysBetween);
}

function timeOfDay(day: string, calendar: Calendar, settings: FollowUpSettings, random: number): Date {
  const from = minutes(settings.sendFrom);
  const span = Math.max(0, minutes(settings.sendUntil) - from);
  const minute = from + Math.floor(Math.min(1, Math.max(0, random)) * span);
  return DateTime.fromISO(day, { zone: calendar.timeZone })
    .set({ hour: Math.floor(minute / 60), minute: minute % 60 })
    .toJSDate();
}

function minutes(clock: string): number {
  const [hour = '', minute = ''] = clock.split(':');
  return Number(hour) * 60 + Number(minute);
}
