/** What a person asks for otherwise: prices worked back to a margin, discounts, terms; and what stays impossible. */
import { describe, expect, it } from '@jest/globals';
import type { PriceResult, PriceWishes } from '../../../src/model/calculation.ts';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import type { NamedPlace } from '../../../src/prepare/places.ts';
import { priceRequest } from '../../../src/prepare/price.ts';
import { exampleCatalogue, examplePricing, HAMBURG, quotationOf, schemesOf, TODAY } from './worked-example.ts';

const HANOVER = { name: 'Hannover', locode: null, country: 'DE' };
const items = [{ words: '', sku: 'VB-500', categoryId: null, quantity: { amount: '12000', unit: null } }];

const run = (incoterm: Incoterm | null, wishes: PriceWishes, settings = {}, place: NamedPlace = HAMBURG): PriceResult =>
  priceRequest(
    { items, incoterm, place, wishes },
    { catalogue: exampleCatalogue(), pricing: examplePricing(settings), today: TODAY },
  );
const marginOf = (result: PriceResult) => result.margins?.map(({ effective }) => Number(effective).toFixed(4));

describe('a requested unit price', () => {
  it.each([
    // By hand: goods = 5.40 × (1 − 0.00165) − 0.209888 = 5.181202; margin = 1 − 4.268032 ÷ 5.181202.
    ['CIF', '5.40', '5.40', HAMBURG, '0.1762'],
    ['FOB', '5.40', '5.40', HAMBURG, '0.2014'],
    ['CFR', '4.90', '4.90', HAMBURG, '0.0900'],
  ] as const)('%s at %s', (incoterm, unitPrice, told, place, margin) => {
    const result = run(incoterm, { unitPrice }, {}, place);
    expect(quotationOf(result).schemes[0]?.lines[0]?.unitPrice).toBe(told);
    expect(marginOf(result)?.[0]).toBe(margin);
    expect(quotationOf(result).tiers).toBeNull();
    expect(result.belowFloor).toBe(Number(margin) < 0.12);
  });

  it.each(['goods', 'price'] as const)('worked back and forth is the same with margin on %s', (marginBase) => {
    const tiers = [marginBase === 'goods' ? { from: 1, discount: '0.06' } : { from: 1, margin: '0.21' }];
    for (const [incoterm, place] of [
      ['EXW', HAMBURG],
      ['FOB', HAMBURG],
      ['CIF', HAMBURG],
      ['DAP', HANOVER],
      ['DDP', HANOVER],
    ] as const) {
      const settings = { marginBase, tiers, fourDecimalsBelow: '100' };
      const ordinary = run(incoterm, {}, settings, place);
      const unitPrice = quotationOf(ordinary).schemes[0]?.lines[0]?.unitPrice ?? '';
      const again = run(incoterm, { unitPrice }, settings, place);
      expect(quotationOf(again).schemes[0]?.lines[0]?.unitPrice).toBe(unitPrice);
      // Four decimals of the price leave about four of the margin.
      expect(Number(again.margins?.[0]?.effective)).toBeCloseTo(Number(ordinary.margins?.[0]?.effective), 4);
    }
  });

  it('below cost is still calculated, and a manager has to agree', () => {
    const result = run('FOB', { unitPrice: '4.00' });
    expect(schemesOf(result)[0]).toBe('FOB Ningbo 4.00 48000.00');
    expect(Number(result.margins?.[0]?.effective)).toBeLessThan(0);
    expect(result.belowFloor).toBe(true);
  });

  it.each([
    ['0.04', 'FOB Ningbo: the requested price does not even pay the charges.'],
    ['0', 'FOB Ningbo: the requested price does not even pay the charges.'],
  ])('%s is refused', (unitPrice, missing) => {
    const result = run('FOB', { unitPrice });
    expect(result.offer).toEqual({ kind: 'none' });
    expect(result.missing).toContain(missing);
  });

  it.each(['FOB', 'DDP'] as const)('for each of several products, %s', (incoterm) => {
    const two = [...items, { words: '', sku: 'TM-600', categoryId: null, quantity: { amount: '6000', unit: null } }];
    const basis = { catalogue: exampleCatalogue(), pricing: examplePricing(), today: TODAY };
    const ask = (unitPrices: Record<string, string>) =>
      priceRequest({ items: two, incoterm, place: HANOVER, wishes: { unitPrices } }, basis);
    const both = ask({ 'VB-500': '6.00', 'TM-600': '5.50' });
    expect(quotationOf(both).schemes[0]?.lines.map((line) => line.unitPrice)).toEqual(['6.00', '5.50']);
    const one = ask({ 'TM-600': '5.50' });
    expect(quotationOf(one).schemes[0]?.lines[0]?.unitPrice).toBe(quotationOf(ask({})).schemes[0]?.lines[0]?.unitPrice);
    expect(quotationOf(one).schemes[0]?.lines[1]?.unitPrice).toBe('5.50');
    expect(ask({ 'LB-1': '1' }).missing).toContain('A price was requested for LB-1, which is not in the order.');
  });

  it('needs an order of one product', () => {
    const two = [...items, { words: '', sku: 'TM-600', categoryId: null, quantity: { amount: '6000', unit: null } }];
    const basis = { catalogue: exampleCatalogue(), pricing: examplePricing(), today: TODAY };
    const result = priceRequest({ items: two, incoterm: 'FOB', place: null, wishes: { unitPrice: '5' } }, basis);
    expect(result.missing).toContain('A requested unit price needs an order of one product.');
  });
});

describe('other wishes', () => {
  it('a discount comes off the goods price only', () => {
    // 5.349267 × 0.95 = 5.081804; FOB + 0.055722; CIF (… + 0.154167) ÷ 0.99835
    expect(schemesOf(run(null, { discountPercent: '5' }))).toEqual([
      'FOB Ningbo 5.14 61680.00',
      'CIF Hamburg 5.30 63600.00',
    ]);
    expect(marginOf(run(null, { discountPercent: '5' }))?.[0]).toBe('0.1601');
    expect(run(null, { discountPercent: '12' }).belowFloor).toBe(true);
    expect(run(null, { discountPercent: '100' }).offer.kind).toBe('none');
  });

  it('another rule and place, lead time and validity take the place of what was asked', () => {
    const wishes = { incoterm: 'DAP', place: HANOVER, leadTimeDays: 21, validityDays: 30 } as const;
    const result = run('FOB', wishes);
    expect(schemesOf(result)[0]).toBe('DAP Hanover 5.64 67680.00');
    expect(quotationOf(result).leadTime?.days).toBe(21);
    expect(quotationOf(result).validUntil).toBe('2026-12-23');
  });

  it('credit without its cost in the settings is not guessed', () => {
    expect(run('FOB', { creditDays: 60 }).missing).toContain('The cost of 60 days of credit is not in the settings.');
  });

  it('a currency without a rate is not guessed', () => {
    expect(run('FOB', { currency: 'SEK' }).missing).toEqual(['No exchange rate CNY/SEK is in the settings.']);
  });

  it('shares that eat the whole price leave no offer', () => {
    expect(run('FOB', { commission: '1' }).missing).toContain(
      'FOB Ningbo: margin, commission and the other shares leave nothing of the price.',
    );
  });
});
