/** What must hold for every price: rules in order, costs never lower a price, totals reconcile, no traces of floats. */
import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import { priceInquiry } from '../../../src/prepare/price.ts';
import { exampleCatalogue, examplePricing, facts, item, quotationOf, TODAY } from './worked-example.ts';

const cents = (min: number, max: number) => fc.integer({ min, max }).map((value) => (value / 100).toFixed(2));

const situation = fc.record({
  quantity: fc.integer({ min: 1000, max: 200_000 }),
  mugs: fc.option(fc.integer({ min: 1000, max: 50_000 })),
  material: cents(1, 50_000),
  haulage: cents(0, 900_000),
  freight: cents(0, 900_000),
  mid: fc.integer({ min: 1, max: 99_999 }).map((value) => (value / 1000).toFixed(3)),
  basis: fc.constantFrom('shipment', 'container'),
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

const quote = (given: Situation, incoterm: Incoterm) => {
  const base = examplePricing();
  const pricing = examplePricing({
    fx: { ...base.fx, mid: given.mid },
    originCharges: base.originCharges.map((charge) =>
      charge.line === 'haulage' ? { ...charge, amount: given.haulage, basis: given.basis } : charge,
    ),
    oceanFreight: base.oceanFreight.map((rate) => ({ ...rate, amount: given.freight })),
  });
  const cost = { material: given.material, production: '9.04', packaging: '4.52' };
  const items = [item('VB-500', String(given.quantity))];
  if (given.mugs !== null) items.push(item('TM-600', String(given.mugs)));
  return quotationOf(
    priceInquiry({ facts: facts(items, incoterm), catalogue: exampleCatalogue({ cost }), pricing, today: TODAY }),
  );
};

const unitPrices = (given: Situation, incoterm: Incoterm): Decimal[] => {
  const scheme = quote(given, incoterm).schemes.find((one) => one.incoterm === incoterm);
  return (scheme?.lines ?? []).map((line) => new Decimal(line.unitPrice));
};

describe('every price', () => {
  it('rises from EXW over FCA, FOB and CFR to CIF', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const rules = (['EXW', 'FCA', 'FOB', 'CFR', 'CIF'] as const).map((rule) => unitPrices(given, rule));
        rules.forEach((prices, index) => {
          expect(prices).toHaveLength(given.mugs === null ? 1 : 2);
          const before = rules[index - 1] ?? [];
          expect(prices.every((price, line) => price.gte(before[line] ?? 0))).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  it.each(['material', 'haulage', 'freight'] as const)('never falls when %s gets dearer', (cost) => {
    fc.assert(
      fc.property(situation, cents(1, 100_000), (given, more) => {
        const dearer = { ...given, [cost]: new Decimal(given[cost]).plus(more).toFixed(2) };
        const before = unitPrices(given, 'CIF');
        expect(unitPrices(dearer, 'CIF').every((price, line) => price.gte(before[line] ?? 0))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('has two decimals, and every total is the unit price × quantity', () => {
    fc.assert(
      fc.property(situation, (given) => {
        for (const scheme of quote(given, 'CIF').schemes) {
          const totals = scheme.lines.map((line) => {
            expect(line.unitPrice).toMatch(/^\d+\.\d\d$/);
            expect(line.total).toBe(new Decimal(line.unitPrice).times(line.quantity).toFixed(2));
            return line.total;
          });
          expect(scheme.total).toBe(Decimal.sum(...totals).toFixed(2));
        }
      }),
      { numRuns: 60 },
    );
  });
});
