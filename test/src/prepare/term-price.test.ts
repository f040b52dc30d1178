/** The gross-up: case T2 of domain 4.4, and the circle of insurance and price. */
import { expect, it } from '@jest/globals';
import { Exact } from '../../../src/prepare/exact-decimal.ts';
import { insuranceShare, insured, termPrice, volumeShare } from '../../../src/prepare/term-price.ts';

const insurance = { cover: '1.10', rateClauseC: '0.008' };

it('T2: CIFC3, commission and premium as shares of the price', () => {
  const exact = termPrice(new Exact('18.50'), new Exact('2.10'), insuranceShare(insurance).plus('0.03'));
  expect(exact.toFixed(6)).toBe('21.431544');
  const total = new Exact(exact.toFixed(2)).times(1500);
  expect(total.toFixed(2)).toBe('32145.00');
  const { value, premium } = insured(total, insurance);
  expect([value.toFixed(2), premium.toFixed(2)]).toEqual(['35359.50', '282.88']);
});

it('insures 110 % of the price that contains the premium', () => {
  const cfr = new Exact('5.56');
  const cif = termPrice(cfr, new Exact(0), insuranceShare(insurance));
  expect(cif.minus(insured(cif, insurance).premium).toFixed(20)).toBe(cfr.toFixed(20));
});

it('gives a product that fills a quarter of the room a quarter of the charges', () => {
  expect(volumeShare(new Exact(1000), new Exact(5), new Exact(20), new Exact(100)).toFixed()).toBe('2.5');
});
