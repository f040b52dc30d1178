import { describe, expect, it } from '@jest/globals';
import type { Offer } from '../../../../src/model/quotation.ts';
import { cpuMs, hostileMs } from '../../../support/cpu-time.ts';
import { inquiry, quotation, range } from '../sample.ts';
import { factsOf, look } from './look-over.ts';

const codes = (text: string, language = 'en', offer: Offer = quotation) =>
  look(
    text,
    { language },
    {
      inquiry: {
        ...factsOf(inquiry).inquiry,
        price: { ...inquiry.price, belowFloor: false, offer },
        facts: { ...inquiry.facts, questions: [] },
      },
    },
  ).map(({ code }) => code);

describe('the figures of a letter', () => {
  it.each([
    ['en', 'CIF Hamburg USD 5.57/pc, total USD 66,840.00.'],
    ['de', '5,57 USD/Stück = 66.840,00 USD'],
    ['en', '$5.57 or US$ 5.40 or 5.4 dollars'],
    ['en', 'TB-600 USD 5.40'],
    ['fr', 'Total 66 840,00 USD'],
    ['en', "66'840.00 USD"],
    ['en', '12,000 pcs, 600 ml, 304 steel, 28 days, 23.99 m³'],
    ['zh', '单价5.57美元'],
    ['zh', '５.５７ USD'],
    ['en', '30% T/T deposit'],
    ['de', 'Gültig bis 8. Dezember 2026, 28 Tage'],
    ['ja', '12,000個、2026年12月8日まで、28日'],
    ['ar', 'السعر 5.57 USD حتى 8 ديسمبر 2026'],
    ['ru', 'Цена 5,57 USD, действительна до 8 декабря 2026 г.'],
    ['en', 'We quoted Q-2026-0118 on 23 November.'],
    ['en', 'Please call +86 574 5550 100 or see https://lakeside.example'],
  ])('stand in the offer (%s): %s', (language, text) => {
    expect(codes(text, language)).toEqual([]);
  });

  it.each([
    ['en', 'USD 5.30/pc', 'figure'],
    ['de', '5,30 USD', 'figure'],
    ['en', '$4.99', 'figure'],
    ['en', 'five dollars', 'figure'],
    ['zh', '单价五美元', 'figure'],
    ['en', 'EUR 5.57', 'currency'],
    ['de', '5,57 €', 'currency'],
    ['zh', '合计 470,000 元', 'currency'],
    ['en', 'usd5.3', 'figure'],
    ['en', 'a deposit of USD 20,052.00', 'figure'],
    ['en', 'The lead time is 21 days.', 'figure'],
    ['en', 'The lead time is 28 weeks.', 'figure'],
    ['en', 'We give you 7% off.', 'figure'],
    ['en', 'We ship 15,000 pcs.', 'figure'],
    ['en', 'Valid until 9 December 2026.', 'figure'],
    ['de', 'Gültig bis 9. Dezember 2026.', 'figure'],
    ['ko', '납기는 21일입니다.', 'figure'],
    ['tr', 'Teslim süresi 21 gündür.', 'figure'],
    ['en', 'This is model TB-950.', 'figure'],
    ['en', 'Please write to sales@other.example', 'link'],
  ])('do not stand in it (%s): %s', (language, text, code) => {
    expect(codes(text, language)).toEqual([code]);
  });

  it('know a range, and allow no price where nothing is offered', () => {
    expect(codes('USD 5.20 – USD 6.80/pc', 'en', range)).toEqual([]);
    expect(codes('USD 5.57', 'en', range)).toEqual(['figure']);
    expect(codes('USD 5.57', 'en', { kind: 'none' })).toEqual(['figure']);
  });

  it('show where they stand', () => {
    const text = 'Dear Paul,\nthe price is USD 5.30 per piece.';
    const [found] = look(text);
    expect(found).toMatchObject({ code: 'figure', evidence: expect.stringContaining('5.30') });
    expect(text.slice(...(found?.position ?? [0, 0]))).toBe('5.30');
  });

  it('leave the buyer his own, but only in the question that the letter repeats', () => {
    const facts = { ...inquiry.facts, questions: [{ no: 1, text: 'Is USD 4.50 possible?', topic: null }] };
    const view = { ...factsOf(inquiry).inquiry, facts };
    const said = look('1. "Is USD 4.50 possible?" - we will confirm by 26 November 2026.', {}, { inquiry: view });
    expect(said).toEqual([]);
    expect(look('Yes, USD 4.50.', {}, { inquiry: view }).map(({ code }) => code)).toEqual(['figure']);
  });

  it('may repeat what the desk drafted, but not a price that is none any more', () => {
    const drafted = 'We need your artwork by 17 December 2026; the price is USD 5.30.';
    expect(look(drafted, {}, { drafted }).map(({ evidence }) => evidence)).toEqual([expect.stringContaining('5.30')]);
  });

  it.each([
    ['digits', '1'.repeat(200_000)],
    ['separators', '1,'.repeat(100_000)],
    ['currencies', 'USD '.repeat(50_000)],
    ['spans', '1 - '.repeat(50_000)],
    ['braces', '{'.repeat(200_000)],
    ['lines', 'a.\n'.repeat(66_000)],
  ])('cost little in a hostile text: %s', (_, text) => {
    look('warm');
    expect(cpuMs(() => look(text))).toBeLessThan(hostileMs);
    expect(look(text).map(({ code }) => code)).toContain('too_long');
  });

  it.each([
    ['digits', '1'.repeat(20_000)],
    ['spans', '1 - '.repeat(5_000)],
    ['addresses', 'a@b.c '.repeat(3_300)],
    ['braces', '{a'.repeat(10_000)],
    ['brackets', '[a '.repeat(6_600)],
  ])('cost little in the longest text that is read: %s', (_, text) => {
    look('warm');
    expect(cpuMs(() => look(text))).toBeLessThan(4 * hostileMs);
  });
});
