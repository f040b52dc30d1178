import { describe, expect, it } from '@jest/globals';
import { addCorrection, keepCorrections, type Read } from '../../../src/analyze/keep-corrections.ts';
import type { Correction } from '../../../src/model/correction.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { InquiryItem } from '../../../src/model/inquiry.ts';
import { NOTHING_KNOWN } from '../../../src/reply/samples/sample-inquiry.ts';

const said = {
  by: 'chen.wei@seller.example',
  name: 'Chen Wei',
  at: '2026-11-23T01:00:00.000Z',
  messageId: 7,
  typed: 'x',
};
const rule = <Value>(value: Value, rawText = 'words'): Fact<Value> => ({
  value,
  rawText,
  sourceMessageId: 1,
  charStart: 3,
  charEnd: 8,
  method: 'rule',
  confidence: 0.9,
  confirmedBy: null,
});
const person = { method: 'human', confidence: 1, confirmedBy: said.by, confirmedAt: said.at, sourceMessageId: 7 };
const item = (sku: string | null, quantity: string | null, more: Partial<InquiryItem> = {}): InquiryItem => ({
  productText: rule(sku ?? 'a thing'),
  productSku: sku,
  categoryId: null,
  matchConfidence: 0.9,
  quantity: quantity === null ? null : rule(quantity),
  quantityUnit: quantity === null ? null : 'pcs',
  quantityKind: quantity === null ? 'unclear' : 'order',
  attributes: [],
  ...more,
});

type Given = { items?: InquiryItem[]; facts?: Partial<Read['facts']>; country?: string | null };

function read({ items = [item('A-1', '3000')], facts = {}, country = null }: Given = {}): Read {
  return {
    contact: { name: 'info', company: null, phone: null, country, countryEvidence: [] },
    facts: {
      ...NOTHING_KNOWN,
      items,
      unclearPoints: [
        { field: 'product', reason: '' },
        { field: 'quantity', reason: '' },
        { field: 'destination', reason: '' },
        { field: 'company', reason: '' },
        { field: 'incoterm', reason: '' },
      ],
      ...facts,
    },
    triage: {
      class: 'general',
      score: 40,
      ruleMet: false,
      signals: [],
      urgency: 'none',
      urgencyReason: '',
      intent: 'other',
      intentReason: '',
    },
  };
}

const quantity = (sku: string | null, amount: string, at = 0): Correction => ({
  ...said,
  kind: 'quantity',
  sku,
  item: at,
  amount,
  unit: 'pcs',
});
const product = (sku: string, instead: string | null = null): Correction => ({
  ...said,
  kind: 'product',
  sku,
  categoryId: 'c',
  instead,
});
const lines = ({ facts }: Read) => facts.items.map((one) => `${one.productSku} ${one.quantity?.value ?? '-'}`);
const open = ({ facts }: Read) => facts.unclearPoints.map(({ field }) => field);

describe('keepCorrections', () => {
  it('a class wins over the rubric, which is remembered', () => {
    const kept = keepCorrections(read(), [{ ...said, kind: 'class', class: 'high' }]);
    expect(kept.triage).toMatchObject({
      class: 'high',
      score: 40,
      classSet: { by: said.by, at: said.at, read: 'general' },
    });
    const again = keepCorrections(kept, [{ ...said, kind: 'class', class: 'low' }]);
    expect(again.triage).toMatchObject({ class: 'low', classSet: { read: 'general' } });
  });

  const tier = { quantityKind: 'tiered' } as const;
  it.each<[string, InquiryItem[], Correction[], string[]]>([
    [
      'of the article that is named',
      [item('A-1', '3000'), item('B-2', '50')],
      [quantity('B-2', '80')],
      ['A-1 3000', 'B-2 80'],
    ],
    ['of the item by its place', [item(null, '3000')], [quantity(null, '80')], ['null 80']],
    ['where none was read', [item('A-1', null)], [quantity('A-1', '80')], ['A-1 80']],
    [
      'instead of tiers',
      [item('A-1', '1', tier), item('A-1', '9', tier), item('B-2', '5')],
      [quantity('A-1', '80')],
      ['A-1 80', 'B-2 5'],
    ],
    ['the item is read no more', [], [quantity('A-1', '80')], ['A-1 80']],
    ['the later of two', [item('A-1', '3000')], [quantity('A-1', '80'), quantity('A-1', '90')], ['A-1 90']],
    [
      'of an article that was set before',
      [item('A-1', '3000')],
      [product('B-2', 'A-1'), quantity('B-2', '80')],
      ['B-2 80'],
    ],
  ])('a quantity: %s', (_, items, corrections, expected) => {
    const kept = keepCorrections(read({ items }), corrections);
    expect(lines(kept)).toEqual(expected);
    expect(open(kept)).not.toContain('quantity');
    const set = kept.facts.items.find((one) => one.quantity?.confirmedBy === said.by);
    expect(set?.quantity).toMatchObject(person);
    expect(set?.quantityKind).toBe('order');
  });

  it.each<[string, InquiryItem[], Correction, string[]]>([
    [
      'in place of the one named',
      [item('A-1', '3000'), item('B-2', '50')],
      product('C-3', 'B-2'),
      ['A-1 3000', 'C-3 50'],
    ],
    ['the one it replaces is read no more', [item('C-3', '3000')], product('C-3', 'B-2'), ['C-3 3000']],
    ['of what was none of ours', [item(null, '3000')], product('C-3'), ['C-3 3000']],
    ['of the only item', [item('A-1', '3000')], product('C-3'), ['C-3 3000']],
    ['where nothing was read', [], product('C-3'), ['C-3 -']],
    ['it is read already', [item('A-1', '1'), item('C-3', '2')], product('C-3'), ['A-1 1', 'C-3 2']],
  ])('a product: %s', (_, items, correction, expected) => {
    const kept = keepCorrections(read({ items }), [correction]);
    expect(lines(kept)).toEqual(expected);
    expect(open(kept)).not.toContain('product');
    expect(kept.facts.items.find(({ productSku }) => productSku === 'C-3')).toMatchObject({
      matchConfidence: 1,
      productText: person,
    });
  });

  const germany: Correction = { ...said, kind: 'country', country: 'DE' };
  it.each<[string, Given, string | null]>([
    ['the destination was inferred', { facts: { destinationCountry: rule('PL', '') } }, 'DE'],
    ['the destination is written', { facts: { destinationCountry: rule('PL') } }, 'PL'],
    ['nothing is known of it and goods are ordered', {}, 'DE'],
    ['nothing is ordered', { items: [item('A-1', null)] }, null],
  ])('a country: %s', (_, given, destination) => {
    const kept = keepCorrections(read({ ...given, country: 'PL' }), [germany]);
    expect(kept.contact).toMatchObject({ country: 'DE', confirmed: { country: { by: said.by, at: said.at } } });
    expect(kept.contact.countryEvidence[0]).toMatchObject({ source: 'person', country: 'DE' });
    expect(kept.facts.destinationCountry?.value ?? null).toBe(destination);
  });

  const hamburg = { name: 'Hamburg', locode: 'DEHAM', country: 'DE' };
  const gdansk = { name: 'Gdansk', locode: 'PLGDN', country: 'PL' };
  it.each<[string, Given, Partial<Extract<Correction, { kind: 'destination' }>>, unknown]>([
    ['a port', { facts: { place: rule(gdansk) } }, { place: hamburg, country: 'DE' }, [hamburg, 'DE']],
    [
      'a country takes the port of another away',
      { facts: { place: rule(gdansk) } },
      { country: 'DE', place: null },
      [null, 'DE'],
    ],
    [
      'a country leaves its own port',
      { facts: { place: rule(hamburg) } },
      { country: 'DE', place: null },
      [hamburg, 'DE'],
    ],
  ])('a destination: %s', (_, given, set, expected) => {
    const correction = { ...said, kind: 'destination', country: null, place: null, ...set } as Correction;
    const kept = keepCorrections(read(given), [correction]);
    expect([kept.facts.place?.value ?? null, kept.facts.destinationCountry?.value]).toEqual(expected);
    expect(kept.facts.destinationCountry).toMatchObject(person);
    expect(open(kept)).not.toContain('destination');
  });

  it('company and name', () => {
    const kept = keepCorrections(read(), [
      { ...said, kind: 'company', company: 'Fjordkante GmbH' },
      { ...said, kind: 'name', contact: 'Maria Petersen' },
    ]);
    expect(kept.contact).toMatchObject({ company: 'Fjordkante GmbH', name: 'Maria Petersen' });
    expect(Object.keys(kept.contact.confirmed ?? {})).toEqual(['company', 'name']);
    expect(open(kept)).not.toContain('company');
  });

  it('changes nothing where nothing was set, and nothing more the second time', () => {
    const fresh = read({ items: [item(null, '3000')], country: 'PL' });
    expect(keepCorrections(fresh, [])).toEqual(fresh);
    const all = [product('C-3'), quantity('C-3', '80'), germany, { ...said, kind: 'class', class: 'low' } as const];
    const kept = keepCorrections(fresh, all);
    expect(keepCorrections(kept, all)).toEqual(kept);
  });
});

describe('addCorrection', () => {
  it('keeps one of a kind, and one for each article', () => {
    const low: Correction = { ...said, kind: 'class', class: 'low' };
    const high: Correction = { ...said, kind: 'class', class: 'high' };
    const known = [low, quantity('A-1', '5'), quantity('B-2', '6')];
    expect(addCorrection(known, high)).toEqual([quantity('A-1', '5'), quantity('B-2', '6'), high]);
    expect(addCorrection(known, quantity('A-1', '9'))).toEqual([low, quantity('B-2', '6'), quantity('A-1', '9')]);
  });
});
