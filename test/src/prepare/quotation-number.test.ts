/** The number of a quotation. */
import { expect, it } from '@jest/globals';
import { quotationNumber } from '../../../src/prepare/quotation-number.ts';

it.each([
  [2026, 118, 'Q-2026-0118'],
  [2027, 1, 'Q-2027-0001'],
  [2027, 12345, 'Q-2027-12345'],
])('%d, %d', (year, serial, number) => {
  expect(quotationNumber(year, serial)).toBe(number);
});
