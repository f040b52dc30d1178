/** What is wrong in the settings is said all at once, with the place and what to write. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import type { z } from 'zod';
import { Catalogue } from '../../../src/model/catalogue.ts';
import { Pricing } from '../../../src/model/pricing.ts';

type Settings = Record<string, never> & { products: Record<string, unknown>[] };
const read = (file: string) =>
  load(readFileSync(join(import.meta.dirname, '../../../config', file), 'utf8')) as Settings;

const faultsOf = (schema: z.ZodType, data: unknown): string[] => {
  const result = schema.safeParse(data);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
};

describe('pricing.yaml', () => {
  const pricing = read('pricing.yaml');

  it.each([
    [{ margin: '25' }, 'margin: write 25 % as 0.25'],
    [{ margin: 0.25 }, "margin: must be a number in quotation marks, e.g. '1850.00'"],
    [{ margin: '0,25' }, "margin: must be a number with a decimal point, e.g. '1850.00'"],
    [{ quoteCurrency: 'usd' }, 'quoteCurrency: must be the three capital letters of a currency, e.g. USD'],
    [{ margln: '0.3' }, ': Unrecognized key: "margln"'],
    [{ tiers: [{ from: 1, margin: '0.2' }] }, 'tiers.0.margin: with marginBase goods a tier has a discount'],
    [
      { marginBase: 'price', tiers: [{ from: 1, discount: '0.2' }] },
      'tiers.0.discount: with marginBase price a tier has a margin',
    ],
    [
      { exportTaxRates: [{ hs: '96', vatRate: '0.09', rebateRate: '0.13' }] },
      'exportTaxRates.0.rebateRate: is higher than vatRate: no more can be refunded than was paid',
    ],
    [
      { destinationCharges: [{ line: 'on_carriage', port: 'DEHAM', amount: '1', currency: 'USD' }] },
      'destinationCharges.0.place: on_carriage needs the port it begins at and the place it ends at',
    ],
    [{ dutyRates: [{ country: 'DE', hs: '9617', rate: '67' }] }, 'dutyRates.0.rate: write 6.7 % as 0.067'],
  ])('%j', (change, fault) => {
    expect(faultsOf(Pricing, { ...pricing, ...change })).toEqual([fault]);
  });

  it('names all faults at once', () => {
    const wrong = {
      ...pricing,
      margin: 'x',
      validityDays: -1,
      freight: [{ mode: 'rail' }],
      fx: { rates: [{ mid: '0' }] },
    };
    const faults = faultsOf(Pricing, wrong).map((fault) => fault.split(':')[0]);
    expect(faults).toEqual(
      expect.arrayContaining([
        'margin',
        'validityDays',
        'freight.0.mode',
        'fx.buffer',
        'fx.rates.0.mid',
        'fx.rates.0.date',
      ]),
    );
  });
});

describe('catalogue.yaml', () => {
  const catalogue = read('catalogue.yaml');
  const changed = (change: Record<string, unknown>) => ({
    ...catalogue,
    products: [{ ...catalogue.products[0], ...change }],
  });

  it.each([
    [
      { exportRebateRate: '0.16' },
      'products.0.exportRebateRate: is higher than vatRate: no more can be refunded than was paid',
    ],
    [{ moq: 0 }, 'products.0.moq: Too small: expected number to be >0'],
    [
      { packing: { perCarton: 1, cartonCm: [1, 0, 1], grossKg: '1' } },
      'products.0.packing.cartonCm.1: Too small: expected number to be >0',
    ],
    [
      { cost: { material: '1', production: '1', packaging: '1', profit: '2' } },
      'products.0.cost: Unrecognized key: "profit"',
    ],
    [{ synonyms: 'bottle' }, 'products.0.synonyms: must be a list of words, or lists of words by language'],
  ])('%j', (change, fault) => {
    expect(faultsOf(Catalogue, changed(change))).toEqual([fault]);
  });

  it('takes synonyms by language, lengths as text, and variants', () => {
    const variants = [{ sku: 'VB-350-B', attributes: [{ name: 'colour', value: 'black' }] }];
    const packing = { perCarton: 1, cartonCm: ['40.5', 30, 20], grossKg: '1' };
    const parsed = Catalogue.parse(changed({ synonyms: { en: ['flask'], zh: ['保温瓶'] }, packing, variants }));
    expect(parsed.products[0]?.synonyms).toEqual(['flask', '保温瓶']);
  });
});
