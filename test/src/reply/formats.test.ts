import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { z } from 'zod';
import { formatsOf } from '../../../src/reply/formats.ts';
import { oneLine, quoted } from '../../../src/reply/plain.ts';
import { TEMPLATES_DIR, words } from './sample.ts';

describe('formatsOf', () => {
  it.each([
    ['en', 'USD 66,840.00', '6,840.5', '12,000 pcs', '15 March 2027', 'Germany', 'A, B and C'],
    ['zh', 'USD 66,840.00', '6,840.5', '12,000个', '2027年3月15日', '德国', 'A、B和C'],
    ['es', '66.840,00 USD', '6.840,5', '12.000 unidades', '15 de marzo de 2027', 'Alemania', 'A, B y C'],
    ['de', '66.840,00 USD', '6.840,5', '12.000 Stück', '15. März 2027', 'Deutschland', 'A, B und C'],
    ['fr', '66 840,00 USD', '6\u202f840,5', '12\u202f000 pièces', '15 mars 2027', 'Allemagne', 'A, B et C'],
    ['pt', 'USD 66.840,00', '6.840,5', '12.000 unidades', '15 de março de 2027', 'Alemanha', 'A, B e C'],
    ['ru', '66 840,00 USD', '6\u00a0840,5', '12\u00a0000 шт.', '15 марта 2027 года', 'Германия', 'A, B и C'],
    ['ar', '66,840.00 USD', '6,840.5', '12,000 قطعة', '15 مارس 2027', 'ألمانيا', 'A وB وC'],
    ['it', '66.840,00 USD', '6.840,5', '12.000 pezzi', '15 marzo 2027', 'Germania', 'A, B e C'],
    ['tr', 'USD 66.840,00', '6.840,5', '12.000 adet', '15 Mart 2027', 'Almanya', 'A, B ve C'],
    ['ja', 'USD 66,840.00', '6,840.5', '12,000個', '2027年3月15日', 'ドイツ', 'A、B、C'],
    ['ko', 'USD 66,840.00', '6,840.5', '12,000개', '2027년 3월 15일', '독일', 'A, B 및 C'],
    ['zh-hant', 'USD 66,840.00', '6,840.5', '12,000個', '2027年3月15日', '德國', 'A、B和C'],
    ['xx', 'USD 66,840.00', '6,840.5', '12,000 pcs', '15 March 2027', 'Germany', 'A, B and C'],
    ['__proto__', 'USD 66,840.00', '6,840.5', '12,000 pcs', '15 March 2027', 'Germany', 'A, B and C'],
  ])('%s', (language, money, number, quantity, date, country, list) => {
    const formats = formatsOf(words, language);
    expect(formats.money('66840.00', 'USD')).toBe(money);
    expect(formats.number('6840.5')).toBe(number);
    expect(formats.quantity('12000', 'pcs')).toBe(quantity);
    expect(formats.date('2027-03-15')).toBe(date);
    expect(formats.country('DE')).toBe(country);
    expect(formats.list(['A', 'B', 'C'])).toBe(list);
  });

  it('keeps every digit of a number that no float can hold', () => {
    const { money, number } = formatsOf(words, 'en');
    expect(money('12345678901234567.89', 'USD')).toBe('USD 12,345,678,901,234,567.89');
    expect(money('600', 'JPY')).toBe('JPY 600');
    expect(money('1.005', 'KWD')).toBe('KWD 1.005');
    expect(number('0.1000')).toBe('0.1000');
  });

  it.each([
    ['en', '1', '1 day', '1 carton'],
    ['en', '32-36', '32-36 days', null],
    ['ru', '1', '1 день', '1 коробка'],
    ['ru', '23', '23 дня', '23 коробки'],
    ['ru', '25', '25 дней', '25 коробок'],
    ['ru', '111', '111 дней', '111 коробок'],
    ['ar', '3', '3 أيام', '3 كراتين'],
    ['ar', '30', '30 يومًا', '30 كرتونة'],
    ['ar', '100', '100 يوم', '100 كرتونة'],
    ['fr', '1', '1 jour', '1 carton'],
    ['tr', '30', '30 gün', '30 koli'],
    ['ja', '30', '30日', '30カートン'],
  ])('%s counts %s', (language, amount, days, cartons) => {
    const formats = formatsOf(words, language);
    expect(formats.days(amount)).toBe(days);
    if (cartons !== null) expect(formats.quantity(amount, 'cartons')).toBe(cartons);
  });

  it.each([
    ['fr', '2027-01-01', '1er janvier 2027'],
    ['fr', '2027-01-11', '11 janvier 2027'],
    ['pt', '2027-02-01', '1º de fevereiro de 2027'],
    ['it', '2027-02-08', 'giorno 8 febbraio 2027'],
  ])('%s writes %s as %s', (language, iso, expected) => {
    expect(formatsOf(words, language).date(iso)).toBe(expected);
  });

  it.each([
    ['en', '3%'],
    ['de', '3\u00a0%'],
    ['ar', '3%'],
    ['tr', '%3'],
  ])('%s writes a share as %s', (language, expected) => {
    expect(formatsOf(words, language).percent('0.03')).toBe(expected);
  });

  it('knows one from many', () => {
    expect(formatsOf(words, 'de').quantity('1', 'sets')).toBe('1 Satz');
    expect(formatsOf(words, 'en').perUnit('pcs')).toBe('pc');
  });

  it('refuses what is no number', () => {
    expect(() => formatsOf(words, 'en').number('1e3')).toThrow('1e3');
  });

  it('has the same words in every language', () => {
    for (const language of Object.values(words.languages)) {
      expect(Object.keys(language.units)).toEqual(Object.keys(words.languages.en.units));
    }
    expect(Object.keys(words.team.zh.signals)).toEqual(Object.keys(words.team.en.signals));
  });
});

describe('phrases', () => {
  it('hold the shipped payment terms in every language', () => {
    const file = readFileSync(join(TEMPLATES_DIR, '../config/pricing.yaml'), 'utf8');
    const { paymentTerms } = z.object({ paymentTerms: z.string() }).parse(load(file));
    for (const language of Object.keys(words.languages).filter((known) => known !== 'en')) {
      expect(words.languages[language]?.phrases[paymentTerms]).toEqual(expect.any(String));
    }
  });
});

describe('plain words', () => {
  it.each([
    ['a\r\n b\t\u202Ec\u0000', 50, 'a b c'],
    ['x'.repeat(10), 5, 'xxxx…'],
    ['😀😀😀', 2, '😀…'],
    ['', 5, ''],
  ])('oneLine(%j, %d)', (text, most, expected) => {
    expect(oneLine(text, most)).toBe(expected);
  });

  it('quotes every line', () => {
    expect(quoted('a\r\n\r\nb\rc\u2028d', 100)).toBe('> a\n>\n> b\n> c d');
  });
});
