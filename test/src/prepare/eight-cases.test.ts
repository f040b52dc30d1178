/** The eight cases of domain 4.4 through the whole engine, to the last digit. */
import { describe, expect, it } from '@jest/globals';
import type { PriceResult, PriceWishes } from '../../../src/model/calculation.ts';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import { priceRequest } from '../../../src/prepare/price.ts';
import { exampleCatalogue, exampleFx, examplePricing, HAMBURG, quotationOf, TODAY } from './worked-example.ts';

const FREE = { amount: '0', currency: 'USD' };
const free = (...lines: string[]) => lines.map((line) => ({ line, ...FREE }));
const lane = { toName: 'Hamburg', currency: 'USD', validUntil: '2027-01-31', transitDays: '30' };
const noTiers = [{ from: 1, discount: '0' }];

const run = (
  quantity: string,
  incoterm: Incoterm,
  settings: Record<string, unknown>,
  product: Record<string, unknown>,
  wishes: PriceWishes = {},
): PriceResult => {
  const items = [{ words: '', sku: 'VB-500', categoryId: null, quantity: { amount: quantity, unit: null } }];
  const basis = {
    catalogue: exampleCatalogue({ moq: 1, ...product }),
    pricing: examplePricing(settings),
    today: TODAY,
  };
  return priceRequest({ items, incoterm, place: HAMBURG, wishes }, basis);
};

/** The number of a line of the calculation. */
const figure = (result: PriceResult, step: string, index = 0): string | undefined =>
  result.trace.filter((line) => line.step === step)[index]?.value.split(' ')[0];
const firstScheme = (result: PriceResult) => {
  const [scheme] = quotationOf(result).schemes;
  return [scheme?.lines[0]?.unitPrice, scheme?.total];
};
const listPrice = (amount: string) => ({ pricing: { listPrice: { amount, currency: 'USD' } } });
const cost = (material: string) => ({ material, production: '0', packaging: '0' });

describe('cases of domain 4.4', () => {
  it('T1: FOB, trading company, refund below VAT, 15 % margin on the price', () => {
    const settings = {
      fx: exampleFx('USD', 'CNY', '7.20', '0'),
      marginBase: 'price',
      margin: '0.15',
      tiers: [{ from: 1 }],
      originCharges: [
        { line: 'haulage', amount: '4800', currency: 'CNY' },
        ...free('loading', 'export_clearance', 'origin_terminal'),
      ],
    };
    const product = { cost: cost('56.50'), exportRebateRate: '0.09' };
    const result = run('2000', 'FOB', settings, product);
    expect(figure(result, 'export_rebate')).toBe('4.5000');
    expect(figure(result, 'net_cost')).toBe('52.0000');
    expect(figure(result, 'exact_price')).toBe('8.888889');
    expect(firstScheme(result)).toEqual(['8.89', '17780.00']);
    const inYuan = run('2000', 'FOB', { ...settings, quoteCurrency: 'CNY' }, product, { currency: 'CNY' });
    expect(figure(inYuan, 'exact_price')).toBe('64.000000');
  });

  it('T2: CIFC3', () => {
    const settings = {
      tiers: noTiers,
      originCharges: free('loading', 'haulage', 'export_clearance', 'origin_terminal'),
      freight: [{ ...lane, mode: 'fcl', to: 'DEHAM', container: '20GP', amount: '3150' }],
      insurance: { cover: '1.10', rateClauseC: '0.008' },
    };
    const result = run('1500', 'CIF', settings, listPrice('18.50'), { commission: '0.03' });
    expect(figure(result, 'exact_price')).toBe('21.431544');
    expect(firstScheme(result)).toEqual(['21.43', '32145.00']);
    expect(figure(result, 'commission')).toBe('964.35');
    expect(figure(result, 'insured_value')).toBe('35359.50');
    expect(figure(result, 'premium')).toBe('282.88');
  });

  it('T3: CFR by part load', () => {
    const settings = {
      fx: exampleFx('USD', 'CNY', '7.05', '0'),
      tiers: noTiers,
      freight: [{ ...lane, mode: 'lcl', to: 'DEHAM', amount: '68' }],
      originCharges: [
        ...free('loading', 'haulage', 'export_clearance'),
        { line: 'origin_terminal', name: 'warehouse', amount: '120', currency: 'CNY', basis: 'wm' },
        { line: 'origin_terminal', name: 'documents', amount: '450', currency: 'CNY' },
      ],
    };
    const packing = { perCarton: 8, cartonCm: [40, 40, 40], grossKg: '38.5' };
    const result = run('800', 'CFR', settings, { ...listPrice('11.40'), packing });
    expect(figure(result, 'chargeable')).toBe('6.4');
    expect(figure(result, 'freight')).toBe('435.200000');
    expect(Number(figure(result, 'origin_terminal', 0)).toFixed(2)).toBe('108.94');
    expect(Number(figure(result, 'origin_terminal', 1)).toFixed(2)).toBe('63.83');
    expect(figure(result, 'exact_price')).toBe('12.159957');
    expect(firstScheme(result)).toEqual(['12.16', '9728.00']);
  });

  it('T4: CIP by air', () => {
    const settings = {
      tiers: noTiers,
      airport: { code: 'NGB', name: 'Ningbo Airport' },
      freight: [
        { ...lane, mode: 'air', to: 'HAM', country: 'DE', breaks: [{ fromKg: '0', perKg: '4.35' }], fuelPerKg: '0.60' },
      ],
      originCharges: [
        { line: 'haulage', amount: '150', currency: 'USD' },
        ...free('loading', 'export_clearance', 'origin_terminal'),
      ],
      insurance: { cover: '1.10', rateClauseC: '0.0015', rateClauseA: '0.0035' },
    };
    const packing = { perCarton: 40, cartonCm: [60, 40, 50], grossKg: '14.2' };
    const result = run('1200', 'CIP', settings, { ...listPrice('6.80'), packing }, { mode: 'air' });
    expect(figure(result, 'chargeable')).toBe('600');
    expect(result.trace.find(({ step }) => step === 'load')?.value).toContain('426 kg');
    expect(figure(result, 'freight')).toBe('2970.000000');
    expect(figure(result, 'exact_price')).toBe('9.436330');
    expect(firstScheme(result)).toEqual(['9.44', '11328.00']);
    expect(figure(result, 'insured_value')).toBe('12460.80');
    expect(figure(result, 'premium')).toBe('43.61');
    const carried = run('1200', 'CPT', settings, { ...listPrice('6.80'), packing }, { mode: 'air' });
    expect(firstScheme(carried)).toEqual(['9.40', '11280.00']);
  });

  it('T5: FOB, manufacturer: what is not refunded is a cost on the FOB value', () => {
    const settings = {
      fx: exampleFx('USD', 'CNY', '7.05', '0'),
      vatMode: 'manufacturer',
      marginBase: 'price',
      margin: '0.18',
      tiers: [{ from: 1 }],
      originCharges: [
        { line: 'haulage', amount: '0.60', currency: 'CNY', basis: 'unit' },
        ...free('loading', 'export_clearance', 'origin_terminal'),
      ],
    };
    const product = { cost: cost('23.00'), vatRate: '0.13', exportRebateRate: '0.09' };
    const result = run('5000', 'FOB', settings, product);
    expect(figure(result, 'exact_price')).toBe('4.291689');
    expect(firstScheme(result)).toEqual(['4.29', '21450.00']);
    const inYuan = run('5000', 'FOB', settings, product, { currency: 'CNY' });
    expect(figure(inYuan, 'exact_price')).toBe('30.256410');
    expect(figure(inYuan, 'unrefunded_vat_share')).toBe('4.0000');
    expect((30.25641 * 0.04).toFixed(4)).toBe('1.2103');
    expect((30.25641 * Number(inYuan.margins?.[0]?.effective)).toFixed(4)).toBe('5.4462');
  });

  it('T6: DDP to the United States by sea', () => {
    const settings = {
      tiers: noTiers,
      originCharges: free('loading', 'haulage', 'export_clearance', 'origin_terminal'),
      freight: [{ ...lane, mode: 'fcl', to: 'DEHAM', container: '20GP', amount: '3200' }],
      destinationCharges: [
        { line: 'destination_terminal', amount: '780', currency: 'USD' },
        { line: 'import_clearance', amount: '165', currency: 'USD' },
      ],
      importRules: [
        {
          country: 'DE',
          importerOfRecord: true,
          customsValue: 'fob',
          vatRate: '0',
          fees: [
            { name: 'MPF', rate: '0.003464', minimum: '33.58', maximum: '651.50', currency: 'USD' },
            { name: 'HMF', rate: '0.00125', currency: 'USD', modes: ['fcl', 'lcl'] },
          ],
        },
      ],
      dutyRates: [{ country: 'DE', hs: '9617', rate: '0.039', additional: '0.20' }],
    };
    const result = run('4000', 'DDP', settings, listPrice('5'));
    expect(figure(result, 'customs_value')).toBe('20000.00');
    expect(figure(result, 'duty')).toBe('780.00');
    expect(figure(result, 'additional_duty')).toBe('4000.00');
    expect(figure(result, 'import_fee', 0)).toBe('69.28');
    expect(figure(result, 'import_fee', 1)).toBe('25.00');
    expect(figure(result, 'premium')).toBe('79.40');
    const exact = figure(result, 'exact_price') ?? '';
    expect(Number(exact).toFixed(4)).toBe('7.2747');
    expect((Number(exact) * 4000).toFixed(2)).toBe('29098.68');
  });

  it.each([
    ['400', '0.90', null, null, false],
    ['999', '0.62', '10.62', '0.16', false],
    ['1000', '0.62', '10.32', '0.134', false],
    ['5000', '0.41', '9.81', '0.1064', true],
    ['10000', '0.35', '9.35', '0.0667', true],
  ])('T7: %s pieces against the margin floor', (quantity, freight, cfr, margin, belowFloor) => {
    const settings = {
      vatMode: 'none',
      fx: exampleFx('USD', 'CNY', '1', '0'),
      freight: [
        {
          ...lane,
          mode: 'fcl',
          to: 'DEHAM',
          container: '40HQ',
          amount: (Number(freight) * Number(quantity)).toFixed(2),
        },
      ],
      originCharges: free('loading', 'haulage', 'export_clearance', 'origin_terminal'),
    };
    const pricing = {
      ...listPrice('10.00').pricing,
      marginFloor: '0.12',
      tiers: [
        { from: 500, discount: '0' },
        { from: 1000, discount: '0.03' },
        { from: 5000, discount: '0.06' },
        { from: 10000, discount: '0.10' },
      ],
    };
    const packing = { perCarton: 1000, cartonCm: [60, 40, 40], grossKg: '10' };
    const result = run(quantity, 'CFR', settings, { moq: 500, cost: cost('8.40'), pricing, packing });
    if (cfr === null) {
      expect(result.missing).toEqual(['VB-500: 400 pcs is below the minimum order of 500 pcs.']);
      return;
    }
    expect(firstScheme(result)[0]).toBe(cfr);
    expect(Number(result.margins?.[0]?.effective).toFixed(4)).toBe(Number(margin).toFixed(4));
    expect(result.belowFloor).toBe(belowFloor);
  });

  it.each([
    ['USD', '42.77'],
    ['EUR', '39.42'],
    ['JPY', '6467'],
    ['KWD', '13.152'],
  ])('T8: 60 days on open account in %s', (currency, unit) => {
    const rate = { date: '2026-11-20', source: 'bank' };
    const settings = {
      costCurrency: 'USD',
      fx: {
        buffer: '0',
        maxAgeDays: 30,
        rates: [
          { ...rate, currency: 'EUR', in: 'USD', mid: '1.0850' },
          { ...rate, currency: 'USD', in: 'JPY', mid: '151.20' },
          { ...rate, currency: 'USD', in: 'KWD', mid: '0.3075' },
        ],
      },
      tiers: noTiers,
      originCharges: free('loading', 'haulage', 'export_clearance', 'origin_terminal'),
      financing: { annualRate: '0.072', creditInsurance: '0.005', bankCharges: '0.001' },
    };
    const result = run('1000', 'FOB', settings, listPrice('42.00'), { currency, creditDays: 60 });
    expect(figure(result, 'financing_share')).toBe('1.2000');
    expect(firstScheme(result)[0]).toBe(unit);
  });
});
