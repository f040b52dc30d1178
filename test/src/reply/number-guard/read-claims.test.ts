import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalize } from '../../../../src/analyze/normalize.ts';
import { guardWords } from '../../../../src/reply/number-guard/guard-words.ts';
import { readings } from '../../../../src/reply/number-guard/numbers.ts';
import { readClaims } from '../../../../src/reply/number-guard/read-claims.ts';
import { sources } from './drafts.ts';

const claimsOf = (text: string, language: string) =>
  readClaims(normalize(text), language, guardWords(sources), sources.readingWords).map(({ kind, units, values }) =>
    `${kind} ${units.join('/')} ${values.join('/')}`.replace(/ {2,}/g, ' ').trim(),
  );

describe('readClaims', () => {
  const cases: [language: string, text: string, claim: string][] = [
    ['en', 'five dollars', 'money USD 5'],
    ['en', 'twenty-five days', 'time day 25'],
    ['en', 'two hundred and five thousand three', 'number 205003'],
    ['en', 'half a dozen', 'number 6'],
    ['en', '1.2 million', 'number 1200000'],
    ['en', 'USD 4.95', 'money USD 4.95'],
    ['en', 'US$ 4.95/pc', 'money USD 4.95'],
    ['en', '25 to 30 days', 'time day 25'],
    ['en', 'USD 4.95 - 5.20', 'money USD 5.2'],
    ['en', '5k pcs', 'quantity pcs 5000'],
    ['en', 'five per cent', 'percent 5'],
    ['en', 'March 15th, 2027', 'date 2027-03-15'],
    ['en', '3rd of April', 'date -04-03'],
    ['en', '03/04/2027', 'date 2027-04-03/2027-03-04'],
    ['en', 'EN71 tested', 'code en71'],
    ['en', 'VB-500', 'code vb-500'],
    ['en', 'mail me@shop.example', 'link me@shop.example'],
    ['en', 'https://www.shop.com/a/', 'link shop.com/a'],
    ['en', 'within a week', 'time week'],
    ['en', 'by Friday', 'moment weekday-5'],
    ['de', 'fünfundzwanzigtausend Stück', 'quantity pcs 25000'],
    ['de', '1.200,50 €', 'money EUR 1200.5'],
    ['de', 'siebenhundertdreiundzwanzig', 'number 723'],
    ['fr', 'quatre-vingt-quinze jours', 'time day 95'],
    ['fr', 'soixante-dix pour cent', 'percent 70'],
    ['fr', '12 000,50 euros', 'money EUR 12000.5'],
    ['es', 'treinta y cinco mil', 'number 35000'],
    ['pt', 'cento e vinte dólares', 'money USD 120'],
    ['it', 'centoventicinque giorni', 'time day 125'],
    ['ru', 'двадцать пять тысяч', 'number 25000'],
    ['ru', '15 марта 2027 года', 'date 2027-03-15'],
    ['tr', 'yirmi beş gün', 'time day 25'],
    ['tr', '%30', 'percent 30'],
    ['ar', 'خمسة وعشرون يوما', 'time day 25'],
    ['ar', '٤٫٩٥ دولار', 'money USD 4.95'],
    ['ar', '١٥ مارس ٢٠٢٧', 'date 2027-03-15'],
    ['zh', '十二万美元', 'money USD 120000'],
    ['zh', '百分之五', 'percent 5'],
    ['zh', '二〇二七', 'number 2027'],
    ['zh', '5万个', 'quantity pcs 50000'],
    ['zh', '２０２７年３月１５日', 'date 2027-03-15'],
    ['zh', '三千五百', 'number 3500'],
    ['ja', '二十五日間', 'time day 25'],
    ['ja', '千二百ドル', 'money USD 1200'],
    ['ko', '십이만 달러', 'money USD 120000'],
    ['ko', '스물다섯 개', 'quantity pcs 25'],
    ['ko', '2027년 3월 15일', 'date 2027-03-15'],
  ];
  it.each(cases)('%s: %s', (language, text, claim) => {
    expect(claimsOf(text, language)).toContain(claim);
  });

  it('takes an article, an idiom and the numbers of a list for no number', () => {
    expect(claimsOf('One of our people wishes you a nice day.', 'en')).toEqual([]);
    expect(claimsOf('一起进一步统一', 'zh')).toEqual([]);
    expect(claimsOf('1. Price\n2. Packing', 'en')).toEqual([]);
  });
});

describe('readings', () => {
  it('finds the value of every number in the style of every locale', () => {
    const locales = ['en', 'zh', 'es', 'fr', 'de', 'pt', 'ru', 'ar-EG', 'it', 'tr', 'ja', 'ko', 'de-CH', 'en-IN'];
    fc.assert(
      fc.property(fc.constantFrom(...locales), fc.integer({ min: 0, max: 99_999_999 }), (locale, cents) => {
        const value = cents / 100;
        const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, useGrouping: 'always' }).format(
          value,
        );
        expect(readings(normalize(written).text)).toContain(String(value));
      }),
    );
  });

  it.each([
    ['4.95', ['4.95']],
    ['4,95', ['4.95']],
    ['1.200', ['1200', '1.2']],
    ['1,200.50', ['1200.5']],
    ['1.200.000', ['1200000']],
    ['1,20,000', ['120000']],
    ["1'200", ['1200']],
    ['0.250', ['0.25']],
    ['1'.repeat(40), []],
  ])('%s', (written, values) => {
    expect(readings(written)).toEqual(values);
  });
});
