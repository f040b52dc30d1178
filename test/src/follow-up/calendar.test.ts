import { describe, expect, it } from '@jest/globals';
import countries from 'i18n-iso-countries';
import { addBusinessDays, calendarOf, localDate, rollForward } from '../../../src/follow-up/calendar.ts';
import { MAIN_TIME_ZONE } from '../../../src/follow-up/time-zones.ts';

describe('calendarOf', () => {
  it.each([
    ['DE', '2026-11-20', true],
    ['DE', '2026-11-21', false],
    ['DE', '2026-12-25', false],
    ['DE', '2026-10-31', false], // a Saturday; Reformation Day is only regional anyway
    ['DE', '2027-11-01', true], // All Saints is regional
    ['SA', '2026-11-20', false], // Friday
    ['SA', '2026-11-22', true], // Sunday
    ['SA', '2026-09-23', false], // national day
    ['SA', '2026-03-19', false], // Eid al-Fitr, four days
    ['SA', '2026-03-22', false],
    ['SA', '2026-03-23', true],
    ['EG', '2026-11-20', false],
    ['AE', '2026-11-20', true],
    ['CN', '2027-02-05', false], // Spring Festival
    ['CN', '2027-03-08', true], // half a day off for some
    ['US', '2026-11-26', false],
    ['US', '2026-07-03', false], // 4 July falls on a Saturday
    [null, '2026-12-25', true],
    ['ZZ', '2026-11-22', false],
    ['?!', '2026-11-23', true],
  ])('%s on %s', (country, date, expected) => {
    expect(calendarOf(country).isBusinessDay(date)).toBe(expected);
  });

  it.each([
    ['US', 'America/New_York'],
    ['DE', 'Europe/Berlin'],
    ['sa', 'Asia/Riyadh'],
    [null, 'UTC'],
    ['ZZ', 'UTC'],
  ])('%s lives in %s', (country, zone) => {
    expect(calendarOf(country).timeZone).toBe(zone);
  });

  it('knows the main zone of every country that has several', () => {
    const several = Object.keys(countries.getAlpha2Codes()).filter(
      (code) => (new Intl.Locale(`und-${code}`).getTimeZones()?.length ?? 0) > 1,
    );
    expect(several.filter((code) => !MAIN_TIME_ZONE.has(code))).toEqual([]);
    for (const zone of MAIN_TIME_ZONE.values())
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
  });
});

describe('business days', () => {
  const berlin = calendarOf('DE');
  it.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-21', 0, '2026-11-23'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-20', 2, '2026-11-24'],
    ['2026-12-23', 2, '2026-12-28'],
  ])('%s plus %d', (date, count, expected) => {
    expect(addBusinessDays(berlin, date, count)).toBe(expected);
  });

  it('rolls forward over Easter', () => {
    expect(rollForward(berlin, '2027-03-26')).toBe('2027-03-30');
  });

  it('reads the date on the buyer’s wall', () => {
    const instant = new Date('2026-11-19T23:30:00Z');
    expect(localDate(calendarOf('JP'), instant)).toBe('2026-11-20');
    expect(localDate(calendarOf('US'), instant)).toBe('2026-11-19');
  });
});
