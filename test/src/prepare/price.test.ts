/** Whole inquiries through the price engine: the worked example to the last digit, and what it refuses to price. */
import { describe, expect, it } from '@jest/globals';
import { PriceResult } from '../../../src/model/calculation.ts';
import type { Incoterm } from '../../../src/model/inquiry.ts';

import { priceInquiry } from '../../../src/prepare/price.ts';
import {
  exampleCatalogue,
  exampleFx,
  examplePricing,
  facts,
  HAMBURG,
  item,
  quotationOf,
  schemesOf,
  TODAY,
} from './worked-example.ts';

const priced = (
  inquiry: ReturnType<typeof facts>,
  pricing = examplePricing(),
  catalogue = exampleCatalogue(),
  today = TODAY,
) => {
  const result = priceInquiry({ facts: inquiry, catalogue, pricing, today });
  expect(PriceResult.parse(result)).toEqual(result);
  return result;
};

const traced = (result: PriceResult, step: string, about?: string) =>
  result.trace.find((line) => line.step === step && (about === undefined || line.about === about));
/** Exact prices by scheme, six decimals. */
const exactPrices = (result: PriceResult) =>
  result.trace
    .filter(({ step }) => step === 'exact_price')
    .map(({ about, value }) => `${about} ${value.split(' ')[0]}`);

describe('worked example of domain 4.3', () => {
  const order = [item('VB-500', '12000')];
  const HANOVER = { name: 'Hannover', locode: null, country: 'DE' };
  const kept = { exwRebate: true };
  const included = { importRules: examplePricing().importRules.map((rule) => ({ ...rule, quoteVat: 'included' })) };
  const CASES: [Incoterm, string, string, Record<string, unknown>?][] = [
    ['EXW', 'EXW Yongkang 6.04 72480.00', '6.044672'],
    ['EXW', 'EXW Yongkang 5.35 64200.00', '5.349267', kept],
    ['FCA', 'FCA Ningbo CY 5.39 64680.00', '5.387205'],
    ['FOB', 'FOB Ningbo 5.40 64800.00', '5.404989'],
    ['CFR', 'CFR Hamburg 5.56 66720.00', '5.559156'],
    ['CIF', 'CIF Hamburg 5.57 66840.00', '5.568343'],
    ['CPT', 'CPT Hanover 5.62 67440.00', '5.624989'],
    ['CIP', 'CIP Hanover 5.64 67680.00', '5.643613'],
    ['DAP', 'DAP Hanover 5.64 67680.00', '5.643613'],
    ['DPU', 'DPU Hanover 5.66 67920.00', '5.658662'],
    ['DDP', 'DDP Hanover 6.03 72360.00', '6.029192'],
    ['DDP', 'DDP Hanover 7.17 86040.00', '7.170570', included],
  ];
  it.each(CASES)('%s: %s', (incoterm, scheme, exact, change = {}) => {
    const atPort = ['CFR', 'CIF'].includes(incoterm);
    const result = priced(facts(order, incoterm, atPort ? HAMBURG : HANOVER), examplePricing(change));
    expect(schemesOf(result)[0]).toBe(scheme);
    expect(exactPrices(result)[0]).toContain(exact);
  });

  it('shows every step of the calculation to the salesperson', () => {
    const result = priced(facts(order));
    expect(traced(result, 'exchange_rate')).toMatchObject({
      value: '7.0290 CNY/USD',
      source: 'fx: bank',
      date: '2026-11-20',
    });
    expect(traced(result, 'cost', 'VB-500')).toMatchObject({
      value: '33.9000 CNY',
      calculation: '20.34 + 9.04 + 4.52',
    });
    expect(traced(result, 'export_rebate')?.value).toBe('3.9000 CNY');
    expect(result.trace.map((line) => line.value)).toEqual(
      expect.arrayContaining(['30.0000 CNY', '4.268032 USD', '5.690710 USD', '5.349267 USD', '20.2128 %']),
    );
    expect(traced(result, 'freight')).toMatchObject({ calculation: '1 × 1850 (20GP) USD', date: '2027-01-31' });
    expect(traced(result, 'insured_value')?.value).toBe('73524.00 USD');
    expect(traced(result, 'premium')?.value).toBe('110.29 USD');
    expect(traced(result, 'load')?.value).toBe('500 ctn, 18.83 m³, 4750 kg');
    expect(traced(result, 'containers')?.value).toBe('1×20GP, 67.2589 %');
    expect(traced(result, 'full_container')?.value).toBe('17832 pcs');
  });

  it('shows insurance, duty and import VAT to the last digit', () => {
    const insured = priced(facts(order, 'CIP', HANOVER));
    expect(quotationOf(insured).schemes[0]?.insurance).toEqual({ clause: 'A', insuredValue: '74448.00' });
    expect(traced(insured, 'premium')?.value).toBe('223.34 USD');
    const duty = priced(facts(order, 'DDP', HANOVER));
    const perPiece = (step: string) => (Number(traced(duty, step)?.value.split(' ')[0]) / 12000).toFixed(5);
    expect(perPiece('customs_value')).toBe('5.56834');
    expect(perPiece('duty')).toBe('0.37308');
    expect(perPiece('import_vat_base')).toBe('6.00726');
    expect(perPiece('import_vat_excluded')).toBe('1.14138');
    expect(quotationOf(duty).schemes[0]?.importVat).toBe('excluded');
  });

  it('tells the customer schemes, packing, container, dates, and nothing else', () => {
    const result = priced(facts(order));
    expect(schemesOf(result)).toEqual(['FOB Ningbo 5.40 64800.00', 'CIF Hamburg 5.57 66840.00']);
    const { schemes: _, ...offer } = quotationOf(result);
    expect(offer).toEqual({
      kind: 'quotation',
      currency: 'USD',
      tiers: {
        incoterm: 'FOB',
        place: 'Ningbo',
        products: [
          {
            sku: 'VB-500',
            unit: 'pcs',
            prices: [
              { from: 1000, unitPrice: '6.36' },
              { from: 3000, unitPrice: '5.74' },
              { from: 5000, unitPrice: '5.54' },
              { from: 10000, unitPrice: '5.42' },
            ],
          },
        ],
      },
      packing: [
        {
          sku: 'VB-500',
          perCarton: 24,
          cartons: 500,
          volumeM3: '18.83',
          grossKg: '4750',
          netKg: null,
          cartonCm: ['45', '31', '27'],
        },
      ],
      containers: '1×20GP',
      paymentTerms: '30 % T/T',
      leadTime: { days: 30, basis: 'deposit_received', mayChange: [] },
      priceChanges: null,
      transitDays: '32-36',
      validUntil: '2026-12-07',
      freightValidUntil: '2027-01-31',
    });
    expect(result.missing).toEqual([]);
    expect(result.belowFloor).toBe(false);
    expect(JSON.stringify(result.offer)).not.toMatch(/33\.9|20\.34|4\.268|margin|cost|supplier/i);
  });
});

// Figures of an independent calculation with Python's decimal module, written from domain 4.2 without this code.
describe('further figures', () => {
  it.each([
    ['1000', '6.36', '6360.00', '6.359368'],
    ['4999', '5.65', '28244.35', '5.653747'],
    ['5000', '5.54', '27700.00', '5.539906'],
    ['10000', '5.42', '54200.00', '5.416133'],
  ])('FOB at the tier steps: %s pcs', (quantity, unit, total, exact) => {
    const result = priced(facts([item('VB-500', quantity)], 'FOB', null));
    expect(schemesOf(result)).toEqual([`FOB Ningbo ${unit} ${total}`]);
    expect(exactPrices(result)).toEqual([`FOB Ningbo, VB-500 ${exact}`]);
  });

  it('spreads one shipment over two products by volume, in the cheaper 1×40HQ', () => {
    const result = priced(facts([item('VB-500', '12000'), item('TM-600', '6000')], 'CIF'));
    expect(schemesOf(result)).toEqual(['CIF Hamburg 5.55/5.18 97680.00', 'FOB Ningbo 5.38/4.95 94260.00']);
    expect(exactPrices(result)).toEqual(
      expect.arrayContaining(['CIF Hamburg, VB-500 5.548452', 'CIF Hamburg, TM-600 5.183839']),
    );
    expect(quotationOf(result).containers).toBe('1×40HQ');
    expect(quotationOf(result).leadTime).toMatchObject({ days: 30, basis: 'artwork_approved' });
  });

  it.each([
    ['JPY', '0.0470', '816', '9792000', '816.498316'],
    ['KWD', '23.10', '1.661', '19932.000', '1.661274'],
  ])('rounds to the minor unit of %s', (quoteCurrency, mid, unit, total, exact) => {
    const fx = exampleFx(quoteCurrency, 'CNY', mid);
    const result = priced(facts([item('VB-500', '12000')], 'FOB', null), examplePricing({ quoteCurrency, fx }));
    expect(schemesOf(result)).toEqual([`FOB Ningbo ${unit} ${total}`]);
    expect(exactPrices(result)).toEqual([`FOB Ningbo, VB-500 ${exact}`]);
  });

  it('keeps as cost what is not refunded when the rebate rate is below the VAT rate', () => {
    const cost = { material: '56.50', production: '0', packaging: '0' };
    const catalogue = exampleCatalogue({ cost, exportRebateRate: '0.09' });
    const result = priced(facts([item('VB-500', '2000')], 'FOB', null), examplePricing(), catalogue);
    expect(traced(result, 'export_rebate')?.value).toBe('4.5000 CNY');
    expect(schemesOf(result)).toEqual(['FOB Ningbo 10.20 20400.00']);
  });

  it('multiplies charges per container', () => {
    const originCharges = examplePricing().originCharges.map((charge) =>
      charge.line === 'export_clearance' ? charge : { ...charge, basis: 'container' },
    );
    const freight = examplePricing().freight.filter((rate) => rate.mode === 'fcl' && rate.container === '20GP');
    const inquiry = facts([item('VB-500', '30000')]);
    const result = priced(inquiry, examplePricing({ originCharges, freight }));
    expect(quotationOf(result).containers).toBe('2×20GP');
    expect(schemesOf(result)[0]).toBe('FOB Ningbo 5.39 161700.00');
  });
});

describe('quantities', () => {
  it.each([
    ['500', 'cartons', '12000', '1×20GP'],
    ['1', '20GP', '17832', '1×20GP'],
    ['2', '20GP', '35664', '2×20GP'],
    ['12000', null, '12000', '1×20GP'],
  ] as const)('%s %s', (amount, unit, quantity, containers) => {
    const offer = quotationOf(priced(facts([item('VB-500', amount, unit)])));
    expect(offer.schemes[0]?.lines[0]?.quantity).toBe(quantity);
    expect(offer.containers).toBe(containers);
  });

  it('prices a full container (independent figure)', () => {
    expect(schemesOf(priced(facts([item('VB-500', '1', '20GP')], 'CFR')))[0]).toBe('CFR Hamburg 5.49 97897.68');
  });

  it.each([
    ['999', 'pcs', 'VB-500: 999 pcs is below the minimum order of 1000 pcs.'],
    ['0', 'pcs', 'VB-500: 0 pcs is below the minimum order of 1000 pcs.'],
    ['1000.5', 'pcs', 'VB-500: 1000.5 pcs is not a whole number of pieces.'],
    ['20', 't', 'VB-500: a quantity in t cannot be turned into pcs (ask for pcs or cartons).'],
    ['9'.repeat(5000), 'pcs', 'VB-500: the quantity is not plausible.'],
  ] as const)('answers %s %s with the range and says why', (amount, unit, sentence) => {
    const result = priced(facts([item('VB-500', amount, unit)]));
    expect(result.missing).toEqual([sentence]);
    expect(result.offer).toMatchObject({ kind: 'range', lines: [{ sku: 'VB-500', moq: 1000 }] });
  });

  it('does not mix container types', () => {
    const result = priced(facts([item('VB-500', '1', '20GP'), item('TM-600', '1', '40HQ')]));
    expect(quotationOf(result).schemes[0]?.lines.map((line) => line.sku)).toEqual(['VB-500']);
    expect(result.missing[0]).toBe('TM-600: ordered by 40HQ, the others by 20GP; mixed containers are not priced.');
  });

  it('states no lead time beyond the quantity it is promised for', () => {
    const result = priced(facts([item('VB-500', '15001')]));
    expect(quotationOf(result).leadTime).toBeNull();
    expect(result.missing).toEqual(['VB-500: the lead time holds up to 15000 pcs; ask the factory about 15001 pcs.']);
  });
});

describe('terms', () => {
  const order = [item('VB-500', '12000')];
  const FOB = 'FOB Ningbo 5.40 64800.00';
  const CIF = 'CIF Hamburg 5.57 66840.00';
  const hanover = { name: 'Hanover', locode: null, country: 'DE' };
  const place = (name: string, country: string | null = null, locode: string | null = null) => ({
    name,
    locode,
    country,
  });

  it.each([
    [null, null, [FOB], ['CIF: the buyer named no port of destination.']],
    [null, place('Ningbo', 'CN', 'CNNGB'), [FOB], ['CIF: the buyer named no port of destination.']],
    [null, hanover, [FOB, CIF], ['CIF "Hanover": this is not a port; offered is the port that serves it.']],
    [null, place('Kassel', 'DE'), [FOB], ['CIF "Kassel": no freight from Ningbo is in the price list.']],
    [null, place('hamburg', 'DE'), [FOB, CIF], []],
    [null, place('Hamburg', 'US'), [FOB], ['CIF "Hamburg": no freight from Ningbo is in the price list.']],
    ['FOB', null, [FOB], []],
    ['FOB', place('Ningbo', 'CN', 'CNNGB'), [FOB], []],
    ['FOB', place('Shanghai', 'CN', 'CNSHA'), [FOB], ['FOB "Shanghai": our charges are known only for FOB Ningbo.']],
    ['FOB', HAMBURG, [FOB, CIF], ['FOB "Hamburg": this is a place of destination; offered is FOB Ningbo.']],
    ['EXW', place('Yongkang', 'CN'), ['EXW Yongkang 6.04 72480.00', FOB], []],
    ['FCA', place('Yongkang', 'CN'), ['FCA Yongkang 5.36 64320.00', FOB], []],
    ['CPT', HAMBURG, ['CPT Hamburg 5.56 66720.00', FOB], []],
    ['DAP', HAMBURG, ['DAP Hamburg 5.60 67200.00', FOB], []],
    ['CFR', HAMBURG, ['CFR Hamburg 5.56 66720.00', FOB], []],
    ['CFR', null, [FOB], ['CFR: the buyer named no port of destination.']],
  ] as const)('%s %j', (incoterm, named, schemes, missing) => {
    const result = priced(facts(order, incoterm, named));
    expect(schemesOf(result)).toEqual(schemes);
    expect(result.missing).toEqual(missing);
  });

  it('keeps a hostile place name on one short line', () => {
    const result = priced(facts(order, 'CIF', place(`Ham\r\nBcc: x@y.example "${'a'.repeat(100_000)}`)));
    expect(result.missing).toHaveLength(1);
    expect(result.missing[0]).not.toMatch(/[\r\n]/);
    expect(result.missing[0]?.length).toBeLessThan(140);
  });
});

describe('rates out of date', () => {
  const order = facts([item('VB-500', '12000')]);

  it('uses a freight rate up to and including its last day', () => {
    expect(schemesOf(priced(order, examplePricing(), exampleCatalogue(), '2026-12-20'))).toHaveLength(2);
    const { fx: old } = examplePricing();
    const fx = { ...old, rates: old.rates.map((rate) => ({ ...rate, date: '2027-01-29' })) };
    expect(schemesOf(priced(order, examplePricing({ fx }), exampleCatalogue(), '2027-01-31'))).toHaveLength(2);
    const late = priced(order, examplePricing({ fx }), exampleCatalogue(), '2027-02-01');
    expect(schemesOf(late)).toEqual(['FOB Ningbo 5.40 64800.00']);
    expect(late.missing).toEqual(['CIF Hamburg: The freight from Ningbo to Hamburg was valid until 2027-01-31.']);
    expect(quotationOf(late)).toMatchObject({ transitDays: null, freightValidUntil: null });
  });

  it.each([
    ['2026-12-20', 'quotation', []],
    ['2026-12-21', 'none', ['The exchange rate CNY/USD of 2026-11-20 is 31 days old; only 30 are allowed.']],
    ['2026-11-19', 'none', ['The exchange rate CNY/USD of 2026-11-20 is dated after today (2026-11-19).']],
  ])('exchange rate on %s', (today, kind, missing) => {
    const result = priced(order, examplePricing(), exampleCatalogue(), today);
    expect(result.offer.kind).toBe(kind);
    expect(result.missing).toEqual(missing);
  });

  it('needs no exchange rate when costs are in the quote currency', () => {
    const originCharges = examplePricing().originCharges.map((charge) => ({ ...charge, currency: 'USD' }));
    const pricing = examplePricing({ costCurrency: 'USD', originCharges });
    expect(priced(order, pricing, exampleCatalogue(), '2026-12-31').offer.kind).toBe('quotation');
  });

  it('blocks only what rests on the expired rate', () => {
    const validUntil = '2026-11-22';
    const originCharges = examplePricing().originCharges.map((charge) => ({ ...charge, validUntil }));
    const exw = priced(facts([item('VB-500', '12000')], 'EXW', null), examplePricing({ originCharges }));
    expect(schemesOf(exw)).toEqual(['EXW Yongkang 6.04 72480.00']);
    expect(exw.missing).toEqual(['FOB Ningbo: The charge "loading" was valid until 2026-11-22.']);
    const insurance = { ...examplePricing().insurance, validUntil };
    const fob = priced(order, examplePricing({ insurance }));
    expect(schemesOf(fob)).toEqual(['FOB Ningbo 5.40 64800.00']);
    expect(fob.missing).toEqual(['CIF Hamburg: The insurance rate was valid until 2026-11-22.']);
    const cost = { material: '20', production: '9', packaging: '4', validUntil };
    const none = priced(order, examplePricing(), exampleCatalogue({ cost }));
    expect(none.offer.kind).toBe('none');
    expect(none.missing).toEqual(['VB-500: the cost sheet was valid until 2026-11-22.']);
  });

  it('names a currency it has no rate for', () => {
    const freight = examplePricing().freight.map((rate) => ({ ...rate, currency: 'EUR' }));
    const result = priced(order, examplePricing({ freight }));
    expect(schemesOf(result)).toEqual(['FOB Ningbo 5.40 64800.00']);
    expect(result.missing[0]).toBe('No exchange rate EUR/USD is in the settings.');
  });
});

describe('without an order', () => {
  const RANGE = { sku: 'VB-500', unit: 'pcs', moq: 1000, lowest: '5.42', highest: '6.36' };

  it.each([
    ['no quantity', item('VB-500')],
    ['a question for the MOQ', item('VB-500', '500', 'pcs', 'moq_question')],
    ['a sample', item('VB-500', '2', 'pcs', 'sample')],
    ['a yearly need', item('VB-500', '120000', 'pcs', 'annual')],
    ['a list of tiers', item('VB-500', '5000', 'pcs', 'tiered')],
    ['a category', item(null, null, null, 'unclear', 'bottles')],
  ])('%s is answered with the FOB range', (_, asked) => {
    const result = priced(facts([asked, asked]));
    expect(result.offer).toEqual({
      kind: 'range',
      currency: 'USD',
      incoterm: 'FOB',
      place: 'Ningbo',
      lines: [RANGE],
      validUntil: '2026-12-07',
    });
    expect(result.missing).toEqual([]);
  });

  it('asks which product of a category was ordered', () => {
    const result = priced(facts([item(null, '5000', 'pcs', 'order', 'bottles')]));
    expect(result.offer.kind).toBe('range');
    expect(result.missing).toEqual(['"bottle" names only a category; ask which product is meant: VB-500.']);
  });

  it('quotes what was ordered and names the rest', () => {
    const result = priced(facts([item('VB-500', '12000'), item('TM-600'), item(null), item('GONE-1', '5000')]));
    expect(schemesOf(result)).toHaveLength(2);
    expect(result.missing).toEqual([
      '"bottle" is not in the catalogue.',
      '"GONE-1" is not in the catalogue.',
      'TM-600: no order quantity was given.',
    ]);
  });

  it('offers nothing for nothing of ours', () => {
    expect(priced(facts([item(null, '500')]))).toMatchObject({
      offer: { kind: 'none' },
      missing: ['"bottle" is not in the catalogue.'],
      belowFloor: false,
      trace: [],
    });
    expect(priced(facts([])).missing).toEqual(['The inquiry names no product.']);
  });
});

it('tells when a manager has to agree', () => {
  const pricing = examplePricing({ marginFloor: '0.21' });
  expect(priced(facts([item('VB-500', '12000')]), pricing).belowFloor).toBe(true);
  expect(priced(facts([item('VB-500', '5000')]), pricing).belowFloor).toBe(false);
  expect(priced(facts([item('VB-500')]), pricing).belowFloor).toBe(true);
});

it('offers no price of 0.00', () => {
  const cost = { material: '0.01', production: '0', packaging: '0' };
  const result = priced(facts([item('VB-500', '12000')], 'EXW', null), examplePricing(), exampleCatalogue({ cost }));
  expect(schemesOf(result).map((scheme) => scheme.slice(0, 3))).toEqual(['FOB']);
  expect(result.missing[0]).toBe('EXW Yongkang: The price of VB-500 is less than the smallest unit of USD.');
});
