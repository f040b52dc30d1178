/** Tiers and margin floor of the goods price, with case T7 of domain 4.4. */
import { describe, expect, it } from '@jest/globals';
import { Exact } from '../../../src/prepare/exact-decimal.ts';
import { goodsPrice } from '../../../src/prepare/goods-price.ts';
import { termPrice } from '../../../src/prepare/term-price.ts';

// Cost 8.40 and list price 10.00 are a margin of 16 %.
const rules = {
  margin: '0.16',
  marginFloor: '0.12',
  tiers: [
    { from: 500, discount: '0' },
    { from: 1000, discount: '0.03' },
    { from: 5000, discount: '0.06' },
    { from: 10000, discount: '0.10' },
  ],
};

describe('T7: tiers on the goods price, freight undiscounted, floor 12 %', () => {
  it.each([
    [400, '0.90', '10.90', '16.00', false],
    [999, '0.62', '10.62', '16.00', false],
    [1000, '0.62', '10.32', '13.40', false],
    [5000, '0.41', '9.81', '10.64', true],
    [10000, '0.35', '9.35', '6.67', true],
  ])('%d pcs', (quantity, freight, cfr, margin, belowFloor) => {
    const price = goodsPrice(new Exact('8.40'), new Exact(quantity), rules);
    expect(price.listPrice.toFixed()).toBe('10');
    expect(termPrice(price.goodsPrice, new Exact(freight), new Exact(0)).toFixed(2)).toBe(cfr);
    expect(price.effectiveMargin.times(100).toFixed(2)).toBe(margin);
    expect(price.belowFloor).toBe(belowFloor);
  });
});

it('counts a margin equal to the floor as kept', () => {
  expect(goodsPrice(new Exact('8.40'), new Exact(500), { ...rules, marginFloor: '0.16' }).belowFloor).toBe(false);
});
