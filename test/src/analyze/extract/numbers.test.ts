import { describe, expect, it } from '@jest/globals';
import { readNumber, readNumbers } from '../../../../src/analyze/extract/numbers.ts';
import { read } from '../lamp-seller.ts';

describe('readNumber', () => {
  it.each([
    ['1.000', true, 'quantity', '1000'],
    ['1.000', false, 'quantity', '1000'],
    ['1,000', true, 'quantity', '1000'],
    ['1.000,50', true, 'quantity', '1000.5'],
    ['1,000.50', false, 'quantity', '1000.5'],
    ["12'500", false, 'quantity', '12500'],
    ['4 000', true, 'quantity', '4000'],
    ['4.80', false, 'price', '4.8'],
    ['4,80', true, 'price', '4.8'],
    ['4.125', false, 'price', '4.125'],
    ['4.125', true, 'price', '4125'],
    ['0,500', true, 'quantity', '0.5'],
    ['1.000.000', true, 'quantity', '1000000'],
  ] as const)('reads %s (decimal comma %s, %s) as %s', (written, comma, use, value) => {
    expect(readNumber(written, comma, use).toString()).toBe(value);
  });
});

describe('readNumbers', () => {
  it.each([
    ['en', '4k pieces', ['4000']],
    ['zh', '1万个', ['10000']],
    ['zh', '1.5万个', ['15000']],
    ['es', '10 mil unidades', ['10000']],
    ['ar', '٥٠٠٠ قطعة', ['5000']],
    ['en', 'FL-50 and PO-4432, #12, A4', []],
  ])('in %s: %s', (language, text, values) => {
    expect(readNumbers(read(text, language), language === 'es').map(({ value }) => value.toString())).toEqual(values);
  });
});
