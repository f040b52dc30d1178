import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { findDates } from '../../../../src/analyze/extract/dates.ts';
import { extractQuantities } from '../../../../src/analyze/extract/quantities.ts';
import { catalogue, read, words } from '../lamp-seller.ts';

/** Locale -> a unit of pieces as written there, with the space that belongs before it. */
const UNITS: Record<string, string> = {
  en: ' pcs',
  'zh-CN': '个',
  'zh-TW': '個',
  es: ' unidades',
  fr: ' pièces',
  de: ' Stück',
  'de-CH': ' Stück',
  pt: ' peças',
  ru: ' шт.',
  'ar-EG': ' قطعة',
  it: ' pz',
  tr: ' adet',
  ja: '個',
  ko: '개',
};
const today = DateTime.fromISO('2026-11-23', { zone: 'UTC' });

describe('quantities as people of a language write them', () => {
  it.each(Object.keys(UNITS))('%s', (locale) => {
    const language = locale.slice(0, 2);
    const format = new Intl.NumberFormat(locale);
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9_999_999 }), (value) => {
        const text = `FL-50: ${format.format(value)}${UNITS[locale] ?? ''}`;
        const found = extractQuantities(read(text, language), catalogue, words.decimalComma.includes(language));
        expect(found.map((quantity) => [quantity.value.toNumber(), quantity.unit])).toEqual([[value, 'pcs']]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['zh', '千', '个', 1_000],
    ['zh', '万', '个', 10_000],
    ['ko', '만 ', '개', 10_000],
    ['en', 'k ', 'pcs', 1_000],
    ['ru', ' тыс. ', 'шт.', 1_000],
    ['de', ' Tsd. ', 'Stück', 1_000],
  ])('%s: a number of %s', (language, multiplier, unit, factor) => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 99 }), (value) => {
        const found = extractQuantities(
          read(`FL-50 ${value}${multiplier}${unit}`, language),
          catalogue,
          language === 'de',
        );
        expect(found.map((quantity) => quantity.value.toNumber())).toEqual([value * factor]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('dates as people of a language write them', () => {
  const days = fc.integer({ min: 1, max: 700 }).map((count) => today.plus({ days: count }));
  it.each([...new Set(Object.keys(UNITS))])('%s: in words', (locale) => {
    const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' });
    fc.assert(
      fc.property(days, (day) => {
        const dates = findDates(read(`FL-50 ${format.format(day.toJSDate())}`, locale.slice(0, 2)), {
          today,
          monthFirst: false,
        });
        expect(dates.map(({ date }) => date.toISODate())).toEqual([day.toISODate()]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['dd.MM.yyyy', false],
    ['dd/MM/yyyy', false],
    ['dd-MM-yyyy', false],
    ['MM/dd/yyyy', true],
    ['yyyy-MM-dd', false],
    ['yyyy/MM/dd', true],
  ])('in figures: %s', (pattern, monthFirst) => {
    fc.assert(
      fc.property(days, (day) => {
        const dates = findDates(read(`delivery ${day.toFormat(pattern)}`), { today, monthFirst });
        expect(dates.map(({ date }) => date.toISODate())).toEqual([day.toISODate()]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['en', 'mid-January', '2027-01-15'],
    ['en', 'end of the month of March', '2027-03-31'],
    ['en', 'before Chinese New Year', '2027-02-05'],
    ['en', 'before Christmas', '2026-12-24'],
    ['en', 'before Easter', '2027-03-27'],
    ['fr', 'avant le ramadan', '2027-02-07'],
    ['de', 'bis Jahresende', '2026-12-31'],
    ['de', 'bis KW 12', '2027-03-26'],
    ['en', 'by Q2', '2027-06-30'],
    ['zh', '3月中旬', '2027-03-20'],
    ['zh', '一月底', '2027-01-31'],
    ['zh', '十二月底', '2026-12-31'],
    ['ar', 'نهاية شهر يناير', '2027-01-31'],
    ['ru', 'в середине февраля', '2027-02-15'],
    ['en', 'within 30 days', '2026-12-23'],
    ['en', '6 weeks from today', '2027-01-04'],
  ])('%s: %s', (language, text, expected) => {
    const dates = findDates(read(text, language), { today, monthFirst: false });
    expect(dates.map(({ date }) => date.toISODate())).toEqual([expected]);
  });

  it.each(['delivery within 4 weeks after receipt of the order', 'in 30 days from deposit'])(
    'cannot resolve: %s',
    (text) => {
      expect(findDates(read(text), { today, monthFirst: false })).toEqual([]);
    },
  );
});
