/** Exchange rates: direct, inverted, across, with the buffer taken once, and none that is too old. */
import { describe, expect, it } from '@jest/globals';
import { exchange } from '../../../src/prepare/exchange.ts';
import { sayGap } from '../../../src/prepare/gaps.ts';

const rate = (currency: string, inCurrency: string, mid: string, date = '2026-11-20') => ({
  currency,
  in: inCurrency,
  mid,
  date,
  source: 'bank',
});
const fx = {
  buffer: '0.01',
  maxAgeDays: 30,
  rates: [
    rate('USD', 'CNY', '7.10'),
    rate('EUR', 'USD', '1.085', '2026-11-18'),
    rate('USD', 'JPY', '150'),
    { ...rate('GBP', 'CNY', '9.20'), buffer: '0.02' },
    rate('CHF', 'CNY', '8.1', '2026-10-01'),
    rate('CAD', 'CNY', '5.2', '2026-12-01'),
  ],
};

const asked = (from: string, to: string): string => {
  const known = exchange(fx, from, to, '2026-11-23');
  return known.kind === 'gap' ? sayGap(known.gap) : `${known.value.rate.toFixed(6)} ${known.value.date}`;
};

describe('exchange', () => {
  it.each([
    ['CNY', 'USD', '7.029000 2026-11-20'],
    ['USD', 'CNY', '0.139437 2026-11-20'],
    ['USD', 'USD', '1.000000 null'],
    ['CNY', 'EUR', '7.626465 2026-11-18'],
    ['EUR', 'JPY', '0.006083 2026-11-18'],
    ['CNY', 'GBP', '9.016000 2026-11-20'],
    ['EUR', 'GBP', '1.170377 2026-11-18'],
    ['CNY', 'CHF', 'The exchange rate CNY/CHF of 2026-10-01 is 53 days old; only 30 are allowed.'],
    ['CNY', 'CAD', 'The exchange rate CNY/CAD of 2026-12-01 is dated after today (2026-11-23).'],
    ['CNY', 'SEK', 'No exchange rate CNY/SEK is in the settings.'],
  ])('%s for one %s', (from, to, expected) => {
    expect(asked(from, to)).toBe(expected);
  });

  it('prefers a usable way across to a direct rate that is too old', () => {
    const rates = [rate('EUR', 'CNY', '9', '2026-01-01'), ...fx.rates];
    const known = exchange({ ...fx, rates }, 'CNY', 'EUR', '2026-11-23');
    expect(known.kind === 'found' && known.value.mid.toFixed(4)).toBe('7.7035');
  });
});
