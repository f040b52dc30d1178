import { describe, expect, it } from '@jest/globals';
import { readCorrection, type ValueReader } from '../../../src/analyze/read-correction.ts';
import type { CorrectedFact } from '../../../src/model/correction.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { analyze, catalogue, vocabulary, words } from './lamp-seller.ts';

const reader = (text: string, language = 'en'): ValueReader => ({
  items: text === '' ? [] : analyze(text).facts.items,
  language,
  catalogue,
  vocabulary,
  words,
});
const read = (
  fact: CorrectedFact,
  typed: string,
  text = 'Please quote 300 pcs FL-50.',
  instead: string | null = null,
) => readCorrection(fact, { typed, instead }, reader(text));
const two = 'Please quote 300 pcs FL-50 and 200 pcs SL-20.';

describe('readCorrection', () => {
  it.each([
    ['5000', { sku: 'FL-50', item: 0, amount: '5000', unit: 'pcs' }],
    ['5,000 pcs', { sku: 'FL-50', item: 0, amount: '5000', unit: 'pcs' }],
    ['5000 sets', { sku: 'FL-50', item: 0, amount: '5000', unit: 'sets' }],
    ['5000 for FL-50', { sku: 'FL-50', item: 0, amount: '5000', unit: 'pcs' }],
    ['5000个', { sku: 'FL-50', item: 0, amount: '5000', unit: 'pcs' }],
    ['3千', { sku: 'FL-50', item: 0, amount: '3000', unit: 'pcs' }],
    ['一万', { sku: 'FL-50', item: 0, amount: '10000', unit: 'pcs' }],
    ['2 x 40HQ', { sku: 'FL-50', item: 0, amount: '2', unit: '40HQ' }],
    ['0', null],
    ['5000 bananas', null],
    ['5000 or 6000', null],
    ['5000 for SL-20', null],
    ['5000 for XX-20', null],
    ['5000 sets each', null],
    ['many', null],
  ])('quantity %s', (typed, expected) => {
    expect(read('quantity', typed)).toEqual(expected && { kind: 'quantity', ...expected });
  });

  it('a quantity of one of several articles only where it is named', () => {
    expect(read('quantity', '5000', two)).toBeNull();
    expect(read('quantity', '5000 pcs for SL-20', two)).toMatchObject({ sku: 'SL-20', item: 1, amount: '5000' });
    expect(read('quantity', '5000', '')).toBeNull();
    expect(read('quantity', '5000 pcs FL-50', '')).toMatchObject({ sku: 'FL-50', item: 0 });
  });

  it.each([
    ['SL-20', null, 'Please quote 300 pcs FL-50.', { sku: 'SL-20', instead: 'FL-50' }],
    ['sl-20', null, 'Please quote 300 pcs FL-50.', { sku: 'SL-20', instead: 'FL-50' }],
    ['FL-50', null, 'Please quote 300 pcs FL-50.', { sku: 'FL-50', instead: null }],
    ['FL-50', null, '', { sku: 'FL-50', instead: null }],
    ['FL-50', null, two, { sku: 'FL-50', instead: null }],
    ['XX-99', null, 'Please quote 300 pcs FL-50.', null],
    ['FL-50 and SL-20', null, '', null],
  ])('product %s instead of %s in "%s"', (typed, instead, text, expected) => {
    const found = read('product', typed, text, instead);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ kind: 'product', ...expected });
  });

  it.each([
    ['Germany', 'DE'],
    ['germany', 'DE'],
    ['德国', 'DE'],
    ['Deutschland', 'DE'],
    ['DE', 'DE'],
    ['deu', 'DE'],
    ['UK', 'GB'],
    ['美国', 'US'],
    ['Turkey', 'TR'],
    ['Narnia', null],
    ['Poland and Germany', null],
  ])('country %s', (typed, country) => {
    expect(read('country', typed)).toEqual(country && { kind: 'country', country });
  });

  it.each([
    ['Hamburg', { country: 'DE', place: { name: 'Hamburg', locode: 'DEHAM', country: 'DE' } }],
    ['汉堡', { country: 'DE', place: { name: 'Hamburg', locode: 'DEHAM', country: 'DE' } }],
    ['port of Rotterdam', { country: 'NL', place: { name: 'Rotterdam', locode: 'NLRTM', country: 'NL' } }],
    ['Poland', { country: 'PL', place: null }],
    ['Stuttgart', { country: 'DE', place: { name: 'Stuttgart', country: 'DE' } }],
    ['Hambrug', null],
  ])('destination %s', (typed, expected) => {
    const found = read('destination', typed);
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject({ kind: 'destination', ...expected });
  });

  it.each<[CorrectedFact, string, unknown]>([
    ['company', 'Fjordkante  GmbH & Co. KG', { kind: 'company', company: 'Fjordkante GmbH & Co. KG' }],
    ['company', '福德有限公司', { kind: 'company', company: '福德有限公司' }],
    ['company', 'https://evil.example', null],
    ['company', `A${'a'.repeat(200)}`, null],
    ['name', 'Maria Petersen', { kind: 'name', contact: 'Maria Petersen' }],
    ['name', 'maria@petersen.example', null],
    ['name', '4711', null],
  ])('%s %s', (fact, typed, expected) => {
    expect(read(fact, typed)).toEqual(expected);
  });

  it('costs little whatever is typed', () => {
    const facts: CorrectedFact[] = ['quantity', 'product', 'country', 'destination', 'company', 'name'];
    const typed = '5000 FL-50 Hamburg '.repeat(10_000);
    for (const fact of facts) expect(cpuMs(() => read(fact, typed, ''))).toBeLessThan(2 * hostileMs);
  });
});
