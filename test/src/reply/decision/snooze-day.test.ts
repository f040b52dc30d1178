import { describe, expect, it } from '@jest/globals';
import { phrasesOf } from '../../../../src/reply/decision/phrases.ts';
import { readSnoozeDay } from '../../../../src/reply/decision/snooze-day.ts';
import { decisionWords } from '../../receive/client-data.ts';

const phrases = phrasesOf(decisionWords);

/** A Thursday. */
const today = '2026-12-03';

describe('readSnoozeDay', () => {
  it.each([
    ['3 days', '2026-12-06'],
    ['for a week', '2026-12-10'],
    ['two weeks, please', '2026-12-17'],
    ['1 month', '2027-01-03'],
    ['until Friday', '2026-12-04'],
    ['Thursday', '2026-12-10'],
    ['next Monday', '2026-12-07'],
    ['next week', '2026-12-07'],
    ['tomorrow morning', '2026-12-04'],
    ['the end of the month', '2026-12-31'],
    ['2026-12-15', '2026-12-15'],
    ['15.12.2026', '2026-12-15'],
    ['15.12.', '2026-12-15'],
    ['12/15', '2026-12-15'],
    ['15 December', '2026-12-15'],
    ['Dec 15th, 2026', '2026-12-15'],
    ['4 Jan', '2027-01-04'],
    ['the 1st', '2027-01-01'],
    ['3天', '2026-12-06'],
    ['两周', '2026-12-17'],
    ['一个月', '2027-01-03'],
    ['半个月', '2026-12-18'],
    ['到下周三', '2026-12-09'],
    ['到周五', '2026-12-04'],
    ['12月15日上午', '2026-12-15'],
    ['2027年1月4日', '2027-01-04'],
    ['15号', '2026-12-15'],
    ['下個月', '2027-01-01'],
    ['bis Freitag', '2026-12-04'],
    ['hasta el 15 de diciembre', '2026-12-15'],
    ['до пятницы', '2026-12-04'],
    ['jusqu’au 15 décembre', '2026-12-15'],
  ])('%s is %s', (typed, day) => {
    expect(readSnoozeDay(typed, today, decisionWords, phrases)).toBe(day);
  });

  it.each([
    [''],
    ['the customer calls'],
    ['5/6'],
    ['today'],
    ['2026-12-03'],
    ['2020-01-01'],
    ['1 December'],
    ['32 December'],
    ['3'],
    ['12月'],
    ['500 weeks'],
    ['99999 days'],
  ])('%j is no day to come', (typed) => {
    expect(readSnoozeDay(typed, today, decisionWords, phrases)).toBeNull();
  });
});
