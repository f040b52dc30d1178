/** What must hold for every price: rules in order, costs never lower a price, totals reconcile, no traces of floats. */
import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import { priceInquiry } from '../../../src/prepare/price.ts';
import { exampleCatalogue, exampleFx, examplePricing, facts, item, quotationOf, TODAY } from './worked-example.ts';

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
    fx: exampleFx('USD', 'CNY', given.mid),
    originCharges: base.originCharges.map((charge) =>
      charge.line === 'haulage' ? { ...charge, amount: given.haulage, basis: given.basis } : charge,
    ),
    freight: base.freight.map((rate) => ({ ...rate, amount: given.freight })),
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

/** Everything that costs something, as a change of the settings by an amount of its own unit. */
const COSTS = {
  production: (amount: string) => ({ product: { cost: { ...COST, production: amount } } }),
  overhead: (amount: string) => ({ product: { cost: { ...COST, overhead: amount } } }),
  tooling: (amount: string) => ({ product: { cost: { ...COST, tooling: amount } } }),
  'export clearance': (amount: string) => ({ pricing: originCharge('export_clearance', amount) }),
  'terminal at destination': (amount: string) => ({ pricing: destinationCharge('destination_terminal', amount) }),
  'on-carriage': (amount: string) => ({ pricing: destinationCharge('on_carriage', amount) }),
  'import clearance': (amount: string) => ({ pricing: destinationCharge('import_clearance', amount) }),
  duty: (amount: string) => ({ pricing: { dutyRates: [{ country: 'DE', hs: '9617', rate: fraction(amount) }] } }),
  premium: (amount: string) => ({
    pricing: { insurance: { cover: '1.10', rateClauseC: '0.001', rateClauseA: fraction(amount, 0.2) } },
  }),
  commission: (amount: string) => ({ pricing: { commission: fraction(amount, 0.3) } }),
};
const COST = { material: '20.34', production: '9.04', packaging: '4.52' };
const HANOVER = { name: 'Hanover', locode: null, country: 'DE' };
const fraction = (amount: string, most = 0.9) => Math.min(Number(amount) / 100_000, most).toFixed(6);
const originCharge = (line: string, amount: string) => ({
  originCharges: examplePricing().originCharges.map((one) => (one.line === line ? { ...one, amount } : one)),
});
const destinationCharge = (line: string, amount: string) => ({
  destinationCharges: examplePricing().destinationCharges.map((one) => (one.line === line ? { ...one, amount } : one)),
});
const exactUnder = (incoterm: Incoterm, quantity: number, change: { pricing?: object; product?: object }) => {
  const result = priceInquiry({
    facts: facts([item('VB-500', String(quantity))], incoterm, HANOVER),
    catalogue: exampleCatalogue({ ...change.product }),
    pricing: examplePricing({ ...change.pricing }),
    today: TODAY,
  });
  const line = result.trace.find(({ step, about }) => step === 'exact_price' && about?.startsWith(incoterm));
  return new Decimal(line?.value.split(' ')[0] ?? Number.NaN);
};

describe('every rule', () => {
  it.each(Object.keys(COSTS) as (keyof typeof COSTS)[])('never gets cheaper when %s rises', (cost) => {
    fc.assert(
      fc.property(
        fc.constantFrom<Incoterm>('EXW', 'FOB', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'),
        fc.integer({ min: 1000, max: 60_000 }),
        fc.tuple(cents(0, 2_000_000), cents(0, 2_000_000)),
        (incoterm, quantity, amounts) => {
          const [less = '0', more = '0'] = amounts.toSorted((a, b) => Number(a) - Number(b));
          const cheap = exactUnder(incoterm, quantity, COSTS[cost](less));
          expect(exactUnder(incoterm, quantity, COSTS[cost](more)).gte(cheap)).toBe(true);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('costs more the more it holds: DDP over DPU, DAP and CPT to FCA', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 60_000 }), (quantity) => {
        const prices = (['FCA', 'FOB', 'CPT', 'DAP', 'DPU', 'DDP'] as const).map((rule) =>
          exactUnder(rule, quantity, {}),
        );
        expect(prices.every((price, index) => price.gte(prices[index - 1] ?? 0))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['JPY', 0],
    ['KRW', 0],
    ['USD', 2],
    ['EUR', 2],
    ['HUF', 2],
    ['KWD', 3],
    ['BHD', 3],
  ])('is written in the minor unit of %s', (currency, places) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1000, max: 60_000 }), (mid, quantity) => {
        const fx = exampleFx(currency, 'CNY', (mid / 1000).toFixed(3));
        const freight = examplePricing().freight.map((rate) => ({ ...rate, currency }));
        const { offer } = priceInquiry({
          facts: facts([item('VB-500', String(quantity))], 'CIF'),
          catalogue: exampleCatalogue(),
          pricing: examplePricing({ quoteCurrency: currency, fx, freight }),
          today: TODAY,
        });
        for (const scheme of offer.kind === 'quotation' ? offer.schemes : [])
          for (const { unitPrice, total } of scheme.lines)
            for (const amount of [unitPrice, total, scheme.total])
              expect(amount.split('.')[1]?.length ?? 0).toBe(places);
      }),
      { numRuns: 15 },
    );
  });

  it('margin and markup are the same written in two ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 80 }), (percent) => {
        const margin = new Decimal(percent).div(100);
        const markup = margin.div(new Decimal(1).minus(margin)).toDecimalPlaces(12);
        const pricing = { margin: markup.toFixed(), marginMeans: 'markup' };
        const byMarkup = exactUnder('FOB', 5000, { pricing });
        expect(
          byMarkup
            .minus(exactUnder('FOB', 5000, { pricing: { margin: margin.toFixed() } }))
            .abs()
            .lt('0.00001'),
        ).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});

describe('every price', () => {
  it('rises from FCA over FOB and CFR to CIF', () => {
    fc.assert(
      fc.property(situation, (given) => {
        const rules = (['FCA', 'FOB', 'CFR', 'CIF'] as const).map((rule) => unitPrices(given, rule));
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
