/** Rounding of money to the minor unit of its currency. */
import { expect, it } from '@jest/globals';
import { Exact, moneyText } from '../../../src/prepare/exact-decimal.ts';

it.each([
  ['1.005', 'USD', '1.01'],
  ['2.675', 'EUR', '2.68'],
  ['2.665', 'EUR', '2.67'],
  ['816.5', 'JPY', '817'],
  ['13.1525', 'KWD', '13.153'],
  ['5', 'HUF', '5.00'],
  ['0.1', 'CNY', '0.10'],
])('%s %s is %s', (amount, currency, text) => {
  expect(moneyText(new Exact(amount), currency)).toBe(text);
});
