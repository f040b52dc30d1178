import { describe, expect, it } from '@jest/globals';
import { addBusinessHours, beginOfWork } from '../../../src/follow-up/business-hours.ts';

const shanghai = { country: 'CN', timeZone: 'Asia/Shanghai', from: '09:00', until: '18:00' };
const berlin = { country: 'DE', timeZone: 'Europe/Berlin', from: '08:30', until: '17:00' };

describe('addBusinessHours', () => {
  it.each([
    ['within a morning', '2026-11-23T10:00+08:00', 2, shanghai, '2026-11-23T12:00+08:00'],
    ['from before work', '2026-11-23T05:00+08:00', 2, shanghai, '2026-11-23T11:00+08:00'],
    ['up to the last minute', '2026-11-23T10:00+08:00', 8, shanghai, '2026-11-23T18:00+08:00'],
    ['over the night', '2026-11-23T17:00+08:00', 2, shanghai, '2026-11-24T10:00+08:00'],
    ['from after work', '2026-11-23T20:00+08:00', 1, shanghai, '2026-11-24T10:00+08:00'],
    ['over a weekend', '2026-11-27T17:30+08:00', 1, shanghai, '2026-11-30T09:30+08:00'],
    ['from a Sunday', '2026-11-29T12:00+08:00', 4, shanghai, '2026-11-30T13:00+08:00'],
    ['over Chinese National Day', '2026-09-30T17:00+08:00', 2, shanghai, '2026-10-05T10:00+08:00'],
    ['over several days', '2026-11-23T09:00+08:00', 24, shanghai, '2026-11-25T15:00+08:00'],
    ['over Christmas in Germany', '2026-12-24T16:30+01:00', 1, berlin, '2026-12-28T09:00+01:00'],
    ['over the end of summer time', '2026-10-23T16:00+02:00', 2, berlin, '2026-10-26T09:30+01:00'],
  ])('%s', (_, start, hours, time, end) => {
    expect(addBusinessHours(new Date(start), hours, time).toISOString()).toBe(new Date(end).toISOString());
  });
});

describe('beginOfWork', () => {
  it.each([
    ['2026-12-01', '2026-12-01T09:00+08:00'],
    ['2026-11-28', '2026-11-30T09:00+08:00'],
    ['2026-10-01', '2026-10-05T09:00+08:00'],
  ])('on %s', (date, at) => {
    expect(beginOfWork(date, shanghai)).toEqual(new Date(at));
  });
});
