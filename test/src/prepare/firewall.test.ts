/** Cost, margin, floor and supplier never stand in what a customer may see, whatever is priced. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import { Incoterm as Rules } from '../../../src/model/inquiry.ts';
import { Offer } from '../../../src/model/quotation.ts';
import { priceRequest } from '../../../src/prepare/price.ts';
import { exampleCatalogue, examplePricing, TODAY } from './worked-example.ts';

/** Figures and names found nowhere else: each stands in a field that only the company may see. */
const CANARIES = {
  material: '20.340717',
  production: '9.040727',
  packaging: '4.520737',
  overhead: '0.110747',
  tooling: '4321.0757',
  margin: '0.250767',
  floor: '0.120777',
  discount: '0.060787',
  mid: '7.100797',
  buffer: '0.010807',
  haulage: '2100.817',
  freight: '1850.827',
  premium: '0.001837',
  commission: '0.020847',
  duty: '0.067857',
};
const NAMES = ['CANARY supplier', 'CANARY sheet', 'CANARY bank', 'CANARY carrier', 'CANARY forwarder', 'CANARY charge'];

const base = examplePricing();
const pricing = examplePricing({
  margin: CANARIES.margin,
  marginFloor: CANARIES.floor,
  commission: CANARIES.commission,
  tiers: [{ from: 1000 }, { from: 10_000, discount: CANARIES.discount }],
  fx: {
    buffer: CANARIES.buffer,
    maxAgeDays: 30,
    rates: [{ currency: 'USD', in: 'CNY', mid: CANARIES.mid, date: '2026-11-20', source: 'CANARY bank' }],
  },
  originCharges: base.originCharges.map((charge) => ({
    ...charge,
    ...(charge.line === 'haulage' && { amount: CANARIES.haulage, name: 'CANARY charge', source: 'CANARY forwarder' }),
  })),
  freight: base.freight.map((rate) => ({ ...rate, amount: CANARIES.freight, carrier: 'CANARY carrier' })),
  insurance: { cover: '1.10', rateClauseC: CANARIES.premium, rateClauseA: CANARIES.premium },
  dutyRates: [{ country: 'DE', hs: '9617', rate: CANARIES.duty }],
});
const { material, production, packaging, overhead, tooling } = CANARIES;
const cost = {
  material,
  production,
  packaging,
  overhead,
  tooling,
  supplier: 'CANARY supplier',
  source: 'CANARY sheet',
};

const price = (incoterm: Incoterm | null, quantity: string | null, wishes = {}) =>
  priceRequest(
    {
      items: [
        {
          words: '',
          sku: 'VB-500',
          categoryId: null,
          quantity: quantity === null ? null : { amount: quantity, unit: null },
        },
      ],
      incoterm,
      place: { name: 'Hannover', locode: null, country: 'DE' },
      wishes,
    },
    { catalogue: exampleCatalogue({ cost }), pricing, today: TODAY },
  );

describe('the offer', () => {
  const results = [
    ...Rules.options.map((rule) => price(rule, '12000')),
    price(null, '12000', { discountPercent: '30' }),
    price('CIF', '12000', { unitPrice: '3.90' }),
    price(null, null),
  ];

  it('holds none of the canaries and none of the words', () => {
    const told = JSON.stringify(results.map(({ offer, missing }) => ({ offer, missing })));
    for (const canary of [...Object.values(CANARIES), ...NAMES]) expect(told).not.toContain(canary);
    const offers = JSON.stringify(results.map(({ offer }) => offer));
    expect(offers).not.toMatch(/cost|margin|floor|supplier|profit|markup|discount|commission|manager/i);
    expect(results.filter(({ offer }) => offer.kind !== 'none')).toHaveLength(results.length);
  });

  it('lets the company see them all, so that the test looks at something', () => {
    const seen = JSON.stringify(results.map(({ trace, margins }) => ({ trace, margins })));
    for (const canary of [material, production, packaging, overhead, tooling, CANARIES.mid, CANARIES.freight]) {
      expect(seen).toContain(canary);
    }
    expect(seen).toContain('CANARY bank');
    expect(seen).toContain(CANARIES.floor);
  });

  it('has a type that takes no further field, and a file that knows no cost', () => {
    const [first] = results;
    expect(Offer.safeParse(first?.offer).success).toBe(true);
    expect(Offer.safeParse({ ...first?.offer, margin: '0.25' }).success).toBe(false);
    const source = readFileSync(join(import.meta.dirname, '../../../src/model/quotation.ts'), 'utf8');
    const imported = [...source.matchAll(/from '([^']+)'/g)].map((match) => match[1]);
    expect(imported).toEqual(['zod', './inquiry.ts', './lead-time.ts', './transport.ts']);
  });
});
