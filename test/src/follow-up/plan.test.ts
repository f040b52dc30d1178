import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { DateTime } from 'luxon';
import { calendarOf } from '../../../src/follow-up/calendar.ts';
import { planFollowUp, postponeFollowUp } from '../../../src/follow-up/plan.ts';
import { FollowUpSettings } from '../../../src/model/follow-up.ts';

/** The four steps of a high inquiry as domain 5.7 writes them. */
const SPEC: FollowUpSettings = {
  sequences: {
    high: [
      { template: 'h1', fromDay: 1, toDay: 2 },
      { template: 'h2', fromDay: 4, toDay: 4 },
      { template: 'h3', fromDay: 8, toDay: 8 },
      { template: 'h4', fromDay: 15, toDay: 15 },
    ],
    general: [{ template: 'g1', fromDay: 3, toDay: 5 }],
    low: [{ template: 'l1', fromDay: 7, toDay: 7 }],
  },
  minBusinessDaysBetween: 2,
  sendFrom: '09:00',
  sendUntil: '11:30',
};

const at = (local: string, zone = 'UTC') => DateTime.fromISO(local, { zone }).toJSDate();
const high = { class: 'high', settings: SPEC, random: 0 } as const;

describe('planFollowUp', () => {
  it.each([
    // the example of domain 5.7
    ['ZZ', '2026-11-19', ['2026-11-20', '2026-11-24', '2026-11-27', '2026-12-04']],
    ['DE', '2026-11-19', ['2026-11-20', '2026-11-24', '2026-11-27', '2026-12-04']],
    ['DE', '2026-11-20', ['2026-11-23', '2026-11-25', '2026-11-30', '2026-12-07']],
    // Thanksgiving (Thu 26 Nov) is no business day: 2 days after Tue 24 is Fri 27
    ['US', '2026-11-19', ['2026-11-20', '2026-11-24', '2026-11-27', '2026-12-04']],
    ['US', '2026-11-24', ['2026-11-25', '2026-11-30', '2026-12-02', '2026-12-09']],
    // Friday and Saturday are the weekend in Saudi Arabia
    ['SA', '2026-11-19', ['2026-11-22', '2026-11-24', '2026-11-29', '2026-12-06']],
    // Christmas on a Friday, 26 Dec a Saturday
    ['DE', '2026-12-24', ['2026-12-28', '2026-12-30', '2027-01-04', '2027-01-08']],
  ])('%s, reply on %s', (country, reply, expected) => {
    const sentAt = at(`${reply}T14:00`, calendarOf(country).timeZone);
    let lastTouchAt = sentAt;
    const days = expected.map((_, index) => {
      const plan = planFollowUp({ ...high, step: index + 1, sentAt, lastTouchAt, country });
      lastTouchAt = plan?.dueAt ?? lastTouchAt;
      return DateTime.fromJSDate(lastTouchAt, { zone: calendarOf(country).timeZone }).toISODate();
    });
    expect(days).toEqual(expected);
  });

  it('counts from the date at the buyer, not ours', () => {
    // 23:30 UTC on Thursday is already Friday in Tokyo
    const sentAt = at('2026-11-19T23:30');
    const plan = planFollowUp({ ...high, step: 1, sentAt, lastTouchAt: sentAt, country: 'JP' });
    // Sat 21 and Sun 22 are weekend, Mon 23 is Labour Thanksgiving Day
    expect(plan?.dueAt.toISOString()).toBe('2026-11-24T00:00:00.000Z');
  });

  it.each([
    ['2027-03-26', '2027-03-30T07:00:00.000Z'], // Good Friday; Easter Monday 29; summer time since the 28th
    ['2027-03-24', '2027-03-25T08:00:00.000Z'], // winter time
  ])('keeps 09:00 of Berlin across the change of the clocks: %s', (reply, due) => {
    const sentAt = at(`${reply}T10:00`, 'Europe/Berlin');
    expect(planFollowUp({ ...high, step: 1, sentAt, lastTouchAt: sentAt, country: 'DE' })?.dueAt.toISOString()).toBe(
      due,
    );
  });

  it('ends with the sequence', () => {
    const sentAt = at('2026-11-19T10:00');
    expect(planFollowUp({ ...high, step: 5, sentAt, lastTouchAt: sentAt, country: null })).toBeNull();
    expect(planFollowUp({ ...high, class: 'low', step: 2, sentAt, lastTouchAt: sentAt, country: null })).toBeNull();
  });

  it('always falls on a business day inside the window, whatever the country, the day and the dice', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('DE', 'US', 'SA', 'EG', 'CN', 'IN', 'BR', 'AU', 'JP', null),
        fc.date({ min: new Date('2025-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (country, sentAt, random, step) => {
          const calendar = calendarOf(country);
          const plan = planFollowUp({ ...high, step, sentAt, lastTouchAt: sentAt, country, random });
          const local = DateTime.fromJSDate(plan?.dueAt ?? sentAt, { zone: calendar.timeZone });
          expect(calendar.isBusinessDay(local.toFormat('yyyy-MM-dd'))).toBe(true);
          const minute = local.hour * 60 + local.minute;
          expect(minute).toBeGreaterThanOrEqual(540);
          expect(minute).toBeLessThanOrEqual(690);
          expect(plan?.dueAt.getTime()).toBeGreaterThan(sentAt.getTime());
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('config/follow-up.yaml', () => {
  it('is valid and names the shipped templates', () => {
    const root = join(import.meta.dirname, '../../..');
    const settings = FollowUpSettings.parse(load(readFileSync(join(root, 'config/follow-up.yaml'), 'utf8')));
    for (const step of Object.values(settings.sequences).flat()) {
      expect(readFileSync(join(root, 'templates', `${step.template}.en.liquid`), 'utf8')).toContain('Subject:');
    }
  });
});

describe('postponeFollowUp', () => {
  const settings = FollowUpSettings.parse({
    sequences: { high: [], general: [], low: [] },
    minBusinessDaysBetween: 2,
    sendFrom: '09:00',
    sendUntil: '11:30',
  });
  const dueAt = new Date('2026-11-25T08:00:00Z');
  const until = (day: string, country: string | null = 'DE') =>
    postponeFollowUp(dueAt, day, { country, settings, random: 0 })?.toISOString() ?? null;

  it.each([
    ['a day of the week: the next one', '2026-12-01', 'DE', '2026-12-02T08:00:00.000Z'],
    ['a Friday: Monday', '2026-12-04', 'DE', '2026-12-07T08:00:00.000Z'],
    ['a Thursday where Friday is off: Sunday', '2026-12-03', 'EG', '2026-12-06T07:00:00.000Z'],
    ['Christmas Eve: behind the holidays', '2026-12-24', 'DE', '2026-12-28T08:00:00.000Z'],
    ['a day before the planned one', '2026-11-20', 'DE', null],
    ['the planned day itself: the next', '2026-11-25', 'DE', '2026-11-26T08:00:00.000Z'],
  ])('%s', (_, day, country, expected) => {
    expect(until(day, country)).toBe(expected);
  });
});
