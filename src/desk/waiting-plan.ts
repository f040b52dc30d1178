/** When somebody hears again of a draft that nobody answers: the reminder, the deputy, the manager, the end of its price. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { NextStep, Row } from '../db/schema.ts';
import { addBusinessHours, dayOf, type WorkingTime } from '../follow-up/business-hours.ts';
import { addDays } from '../follow-up/calendar.ts';
import type { TeamMember } from '../model/company.ts';
import type { InquiryClass } from '../model/inquiry.ts';
import type { Offer } from '../model/quotation.ts';

/** An answer after this many days is asked back, and the draft is shown again. */
export const VALID_DAYS = 14;

const ORDER: readonly Exclude<NextStep, 'show_again'>[] = ['remind', 'deputy', 'manager'];

/**
 * The step behind `done` (null = none has been done yet) of a draft that was put before `person` at `askedAt`. When
 * there is none, or the price ends before, the draft is shown again then.
 */
export function planWaiting(
  app: App,
  draft: { class: InquiryClass | null; offer: Offer },
  person: TeamMember,
  askedAt: Date,
  done: Exclude<NextStep, 'show_again'> | null,
): { step: NextStep; at: Date } {
  const patience = app.config.approvals.patience[draft.class ?? 'low'];
  const left = done === null ? ORDER : ORDER.slice(ORDER.indexOf(done) + 1);
  const step = left.find((one) => patience[one] !== null);
  const again = showAgainAt(app, draft.offer, askedAt);
  const at = step && addBusinessHours(askedAt, patience[step] ?? 0, workingTime(app, person));
  return step && at && at < again ? { step, at } : { step: 'show_again', at: again };
}

/**
 * The steps that have become due by `now`, the planned one first: after a standstill there are several, and only the
 * latest that finds somebody is taken.
 */
export function dueSteps(
  app: App,
  draft: { class: InquiryClass | null; offer: Offer },
  person: TeamMember,
  { askedAt, now, planned }: { askedAt: Date; now: Date; planned: NextStep },
): NextStep[] {
  const steps = [planned];
  for (let last = planned; last !== 'show_again'; ) {
    const next = planWaiting(app, draft, person, askedAt, last);
    if (next.at > now) break;
    steps.push(next.step);
    last = next.step;
  }
  return steps;
}

/** The hours of this person. */
export function workingTime({ config }: App, person: TeamMember): WorkingTime {
  const { company, approvals } = config;
  return { country: company.country, timeZone: person.timeZone ?? company.timeZone, ...approvals.hours };
}

/**
 * Whether the price of a draft held on the day it was put before its approver and does not hold any more: whoever
 * agreed would send an offer that binds nobody.
 */
export function hasRunOut(app: App, offer: Offer, askedAt: Date): boolean {
  if (offer.kind === 'none') return false;
  const { timeZone } = app.config.company;
  return dayOf(askedAt, timeZone) <= offer.validUntil && offer.validUntil < dayOf(app.clock.now(), timeZone);
}

/** The end of the request, or of the price, if that comes first. */
function showAgainAt({ config }: App, offer: Offer, askedAt: Date): Date {
  const end = new Date(askedAt.getTime() + VALID_DAYS * 86_400_000);
  const { timeZone } = config.company;
  if (offer.kind === 'none' || offer.validUntil < dayOf(askedAt, timeZone)) return end;
  const priceEnds = DateTime.fromISO(addDays(offer.validUntil, 1), { zone: timeZone }).toJSDate();
  return priceEnds < end ? priceEnds : end;
}

/** The first request for a draft: the hours count from there. */
export function firstAsked(approvals: readonly Row<'approvals'>[], now: Date): Date {
  return new Date(Math.min(now.getTime(), ...approvals.map(({ requested_at: at }) => at.getTime())));
}
