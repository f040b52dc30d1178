/** How goods travel: modes and containers chosen, places found, and the rules that fit them. */
import { describe, expect, it } from '@jest/globals';
import type { PriceWishes } from '../../../src/model/calculation.ts';
import type { Incoterm } from '../../../src/model/inquiry.ts';
import { Exact } from '../../../src/prepare/exact-decimal.ts';
import { containersNeeded, pack, totalLoad } from '../../../src/prepare/packing.ts';
import { priceRequest } from '../../../src/prepare/price.ts';
import { exampleCatalogue, examplePricing, quotationOf, TODAY } from './worked-example.ts';

const lane = { currency: 'USD', validUntil: '2027-01-31', transitDays: '30' };
const fcl = (to: string, toName: string, container: string, amount: string) => ({
  ...lane,
  mode: 'fcl',
  to,
  toName,
  container,
  amount,
});
const lcl = { ...lane, mode: 'lcl', to: 'DEHAM', toName: 'Hamburg', alsoCalled: ['汉堡'], amount: '68' };
const air = {
  ...lane,
  mode: 'air',
  to: 'HAM',
  country: 'DE',
  toName: 'Hamburg Airport',
  alsoCalled: ['Hamburg'],
  breaks: [{ fromKg: '0', perKg: '5' }],
};
const courier = { ...lane, mode: 'courier', to: 'DE', toName: 'Germany', steps: [{ upToKg: '70', amount: '300' }] };
const freight = [
  fcl('DEHAM', 'Hamburg', '20GP', '1850'),
  fcl('DEHAM', 'Hamburg', '40HQ', '3250'),
  fcl('MXZLO', 'Manzanillo', '20GP', '2150'),
  fcl('PAMIT', 'Manzanillo', '20GP', '2250'),
  lcl,
  air,
  courier,
];
const settings = (change = {}) =>
  examplePricing({ freight, airport: { code: 'NGB', name: 'Ningbo Airport' }, ...change });

const run = (quantity: string, incoterm: Incoterm | null, name: string | null, wishes: PriceWishes = {}, change = {}) =>
  priceRequest(
    {
      items: [{ words: '', sku: 'VB-500', categoryId: null, quantity: { amount: quantity, unit: null } }],
      incoterm,
      place: name === null ? null : { name, locode: null, country: null },
      wishes,
    },
    { catalogue: exampleCatalogue({ moq: 1 }), pricing: settings(change), today: TODAY },
  );
const waysOf = (result: ReturnType<typeof run>) => {
  const { schemes, containers } = quotationOf(result);
  return [schemes.map(({ incoterm, place, mode }) => `${incoterm} ${place} ${mode}`), containers];
};

describe('containers', () => {
  const load = (cartons: number, packing: Record<string, unknown> = {}) => {
    const [product] = exampleCatalogue({
      packing: { perCarton: 1, cartonCm: [100, 100, 100], grossKg: '100', ...packing },
    }).products;
    if (product === undefined) throw new Error('no product');
    return totalLoad([{ product, packed: pack(product, new Exact(cartons)) }]);
  };
  const { containers } = examplePricing();

  it.each([
    [1, {}, '20GP', 1],
    [28, {}, '20GP', 1],
    [29, {}, '20GP', 2],
    [10, { grossKg: '2150' }, '20GP', 1],
    [10, { grossKg: '2150.1' }, '20GP', 2],
    [58, {}, '40GP', 1],
    [68, {}, '40HQ', 1],
    [69, {}, '40HQ', 2],
    [30, { cartonsPer: { '20GP': 30 } }, '20GP', 1],
    [31, { cartonsPer: { '20GP': 30 } }, '20GP', 2],
    [28, { cartonsPer: { '20GP': 20 } }, '20GP', 2],
  ] as const)('%s cartons of 1 m³ %j in %s', (cartons, packing, type, count) => {
    expect(containersNeeded(load(cartons, packing), type, containers[type]).toNumber()).toBe(count);
  });
});

describe('mode', () => {
  it.each([
    ['12000', 'CIF', 'Hamburg', {}, ['CIF Hamburg fcl', 'FOB Ningbo null'], '1×20GP'],
    ['1200', 'CIF', '汉堡', {}, ['CIF Hamburg lcl', 'FOB Ningbo null'], null],
    ['12000', 'CIF', 'Hamburg', { mode: 'lcl' }, ['CIF Hamburg lcl', 'FOB Ningbo null'], null],
    ['1200', 'CIF', 'Hamburg', { mode: 'fcl' }, ['CIF Hamburg fcl', 'FOB Ningbo null'], '1×20GP'],
    ['1200', 'CIP', 'Hamburg', { mode: 'air' }, ['CIP Hamburg Airport air', 'FCA Ningbo Airport null'], null],
    ['1200', 'CIF', 'Hamburg', { mode: 'air' }, ['CIP Hamburg Airport air', 'FCA Ningbo Airport null'], null],
    ['1200', 'FOB', null, { mode: 'air' }, ['FCA Ningbo Airport null'], null],
    [
      '40',
      'DAP',
      'Kassel',
      { mode: 'courier', place: { name: 'Kassel', locode: null, country: 'DE' } },
      ['DAP Kassel courier', 'FCA Ningbo Airport null'],
      null,
    ],
    ['1200', null, 'Hamburg', {}, ['FOB Ningbo null', 'CIF Hamburg lcl'], null],
  ] as const)('%s pieces %s %s %j', (quantity, incoterm, place, wishes, schemes, containers) => {
    expect(waysOf(run(quantity, incoterm, place, wishes))).toEqual([schemes, containers]);
  });

  it('says that a sea rule was exchanged by air', () => {
    expect(run('1200', 'CIF', 'Hamburg', { mode: 'air' }).missing).toEqual([
      'CIF is a rule for sea freight; offered by air is CIP.',
    ]);
  });

  it('goes to a place that only a courier reaches, and says so', () => {
    const place = { name: 'Kassel', locode: null, country: 'DE' };
    const result = run('40', 'DAP', null, { place });
    expect(waysOf(result)[0]).toEqual(['DAP Kassel courier', 'FCA Ningbo Airport null']);
    expect(result.hints).toContainEqual({ code: 'mode_chosen', values: { place: 'Kassel', mode: 'courier' } });
    expect(run('4000', 'DAP', null, { place }).missing[0]).toMatch(/known only up to 70 kg/);
  });
});

describe('places', () => {
  it.each([
    ['CIF', 'HAMBURG', []],
    [
      'CIF',
      'Manzanillo',
      ['CIF "Manzanillo": several places of that name are in the price list: Manzanillo (MXZLO), Manzanillo (PAMIT).'],
    ],
    ['DAP', 'Hannover', []],
    ['DAP', 'Kassel', ['DAP "Kassel": no freight from Ningbo is in the price list.']],
    ['DAP', null, ['DAP: the buyer named no place of destination.']],
  ] as const)('%s %s', (incoterm, name, missing) => {
    expect(run('12000', incoterm, name).missing).toEqual(missing);
  });

  it('takes the port from which the inland place is reached most cheaply', () => {
    const change = {
      freight: [...freight, fcl('NLRTM', 'Rotterdam', '20GP', '1500')],
      destinationCharges: [
        { line: 'destination_terminal', amount: '270', currency: 'USD' },
        { line: 'on_carriage', port: 'DEHAM', place: 'Hanover', amount: '520', currency: 'USD' },
        { line: 'on_carriage', port: 'NLRTM', place: 'Hanover', country: 'DE', amount: '700', currency: 'USD' },
      ],
    };
    const cheap = run('12000', 'CIF', 'Hanover', {}, change);
    expect(quotationOf(cheap).schemes[0]?.place).toBe('Rotterdam');
    expect(cheap.missing).toEqual(['CIF "Hanover": this is not a port; offered is the port that serves it.']);
  });
});

describe('import', () => {
  it('offers DAP where we may not import', () => {
    const importRules = [{ country: 'DE', customsValue: 'cif', vatRate: '0.19' }];
    const result = run('12000', 'DDP', 'Hannover', {}, { importRules });
    expect(waysOf(result)[0]).toEqual(['DAP Hanover fcl', 'FOB Ningbo null']);
    expect(result.missing).toEqual(['DDP "Hannover": we are not set up as importer in DE; offered is DAP.']);
  });

  it.each([
    [{ dutyRates: [] }, 'DDP Hanover: No duty rate of DE for 9617001900 (VB-500) is in the settings.'],
    [
      { dutyRates: [{ country: 'DE', hs: '9617', rate: '0.067', validUntil: '2026-11-22' }] },
      'DDP Hanover: The duty rate of DE for 9617001900 (VB-500) was valid until 2026-11-22.',
    ],
    [
      {
        importRules: [
          { country: 'DE', importerOfRecord: true, customsValue: 'cif', vatRate: '0.19', validFrom: '2027-01-01' },
        ],
      },
      'DDP Hanover: The import rules of DE are valid only from 2027-01-01.',
    ],
    [
      { insurance: { cover: '1.10', rateClauseC: '0.0015' } },
      'DDP Hanover: No premium for Institute Cargo Clauses (A) is in the settings.',
    ],
    [
      { destinationCharges: examplePricing().destinationCharges.filter(({ line }) => line !== 'import_clearance') },
      'DDP Hanover: No charge "import_clearance" for fcl is in the price list.',
    ],
  ])('names what is missing: %j', (change, missing) => {
    const result = run('12000', 'DDP', 'Hannover', {}, change);
    expect(waysOf(result)[0]).toEqual(['FOB Ningbo null']);
    expect(result.missing).toEqual([missing]);
  });

  it('takes the longest tariff number, our origin first, and a specific duty', () => {
    const dutyRates = [
      { country: 'DE', hs: '96', rate: '0.5' },
      { country: 'DE', hs: '9617', rate: '0.4' },
      { country: 'DE', hs: '9617', origin: 'VN', rate: '0.3' },
      {
        country: 'DE',
        hs: '9617',
        origin: 'CN',
        rate: '0.1',
        specific: { amount: '0.02', currency: 'USD', per: 'kg' },
      },
    ];
    const { trace } = run('12000', 'DDP', 'Hannover', {}, { dutyRates });
    const value = (step: string) => trace.find((line) => line.step === step)?.value;
    expect(value('duty')).toBe('6682.01 USD');
    expect(value('specific_duty')).toBe('95.00 USD');
  });
});

describe('charges', () => {
  const rest = examplePricing().originCharges.filter(({ line }) => line !== 'haulage');
  const haulage = (change: Record<string, unknown>) => ({
    line: 'haulage',
    amount: '2100',
    currency: 'CNY',
    ...change,
  });
  const haulageOf = (charges: Record<string, unknown>[], quantity = '12000') => {
    const result = run(quantity, 'FOB', null, {}, { originCharges: [...rest, ...charges] });
    return (
      result.missing[0] ?? result.trace.filter(({ step }) => step === 'haulage').map(({ calculation }) => calculation)
    );
  };

  it.each([
    [
      'several names are added',
      [haulage({ name: 'truck' }), haulage({ name: 'toll', amount: '90' })],
      ['2100 CNY', '90 CNY'],
    ],
    [
      'a later entry takes the place of an earlier one',
      [haulage({ validFrom: '2026-01-01' }), haulage({ amount: '2300', validFrom: '2026-11-01' })],
      ['2300 CNY'],
    ],
    [
      'an expired entry beside a valid one is ignored',
      [haulage({ validUntil: '2026-10-31' }), haulage({ amount: '7' })],
      ['7 CNY'],
    ],
    [
      'an expired charge of a name of its own is missed',
      [haulage({ name: 'truck' }), haulage({ name: 'toll', validUntil: '2026-10-31' })],
      'FOB Ningbo: The charge "haulage" was valid until 2026-10-31.',
    ],
    [
      'of another mode it is missed',
      [haulage({ modes: ['air'] })],
      'FOB Ningbo: No charge "haulage" for fcl is in the price list.',
    ],
    ['by container type', [haulage({ container: '20GP' }), haulage({ container: '40HQ', amount: '9' })], ['2100 CNY']],
    ['by carton', [haulage({ amount: '2', basis: 'carton' })], ['500 carton × 2 CNY']],
    ['by m³ with a minimum', [haulage({ amount: '2', basis: 'm3', minimum: '99' })], ['18.8325 m3 × 2 → 99 CNY']],
  ] as const)('%s', (_, charges, expected) => {
    expect(haulageOf([...charges])).toEqual(expected);
  });
});
