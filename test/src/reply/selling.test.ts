import { describe, expect, it } from '@jest/globals';
import { SalesPolicy } from '../../../src/model/sales-policy.ts';
import { buyersPoint } from '../../../src/reply/buyers-point.ts';
import { concessions } from '../../../src/reply/concessions.ts';
import { readerOf } from '../../../src/reply/customer-values.ts';
import { sellingPoints } from '../../../src/reply/selling-points.ts';
import { context, fact, inquiry, quotation, range } from './sample.ts';

const { sellingPoints: points } = SalesPolicy.parse({
  sellingPoints: [
    { text: { en: 'tested' }, needs: ['certificate'] },
    { text: { en: 'punctual', de: 'pünktlich' }, needs: ['delivery'] },
    { text: { en: 'green' }, words: ['Recycl', '环保'] },
    { text: { en: 'for Germany' }, countries: ['DE'] },
    { text: { en: 'jars only' }, needs: ['certificate', 'delivery'], categories: ['jars'] },
  ],
});
const [bottle] = context.catalogue.products;
const products = bottle ? [bottle] : [];
const plain = { ...inquiry.facts, certificates: [], deliveryDate: null, destinationCountry: null };
const buyer = { ...inquiry, facts: plain, customer: { ...inquiry.customer, country: null } };

describe('sellingPoints', () => {
  it.each([
    ['nothing to who shows no need', buyer, 'en', []],
    [
      'the certificate to who asks for one',
      { ...buyer, facts: { ...plain, certificates: [fact('FDA')] } },
      'en',
      ['tested'],
    ],
    ['what he has a word for', { ...buyer, text: 'Do you use recycled steel?' }, 'en', ['green']],
    ['his country first, and never more than two', inquiry, 'en', ['for Germany', 'tested']],
    ['only what there is in his language', inquiry, 'de', ['pünktlich']],
    ['nothing in a language without words', inquiry, 'ko', []],
  ])('tells %s', (_, view, language, said) => {
    expect(sellingPoints(points, view, products, language)).toEqual(said);
  });
});

describe('concessions', () => {
  const reader = readerOf('feedback-price-objection', inquiry, context);
  const allowing = (kinds: string[]) => ({
    ...reader,
    company: { ...reader.company, sales: SalesPolicy.parse({ concessions: kinds }) },
  });
  const kinds = (...args: Parameters<typeof concessions>) => concessions(...args).map(({ kind }) => kind);

  it('trades, and gives nothing that the settings do not name', () => {
    expect(kinds(range, reader)).toEqual([
      'larger_quantity',
      'simpler_specification',
      'better_payment',
      'combined_shipment',
    ]);
    expect(kinds(range, allowing(['free_sample']))).toEqual(['free_sample']);
    expect(kinds({ kind: 'none' }, allowing([]))).toEqual([]);
  });

  it('names the cheaper term of the same offer, never a dearer one', () => {
    expect(concessions(quotation, allowing([]))).toEqual([
      { kind: 'other_term', term: 'FOB Ningbo', price: 'USD 5.40', perUnit: 'pc' },
    ]);
    const turned = { ...quotation, schemes: quotation.schemes.toReversed() };
    expect(kinds(turned, allowing([]))).toEqual([]);
  });

  it('names steps above the ordered quantity that are cheaper', () => {
    const prices = [
      { from: 1000, unitPrice: '5.60' },
      { from: 10_000, unitPrice: '5.40' },
      { from: 15_000, unitPrice: '5.40' },
      { from: 20_000, unitPrice: '5.30' },
    ];
    const tiers = {
      incoterm: 'FOB' as const,
      place: 'Ningbo',
      products: [{ sku: 'TB-600', unit: 'pcs' as const, prices }],
    };
    const offered = concessions({ ...quotation, tiers }, allowing(['larger_quantity']));
    expect(offered).toMatchObject([
      { kind: 'tier', quantity: '20,000 pcs', price: 'USD 5.30' },
      { kind: 'other_term' },
    ]);
  });
});

describe('buyersPoint', () => {
  it.each([
    [
      'Thanks for the samples. The lid is too heavy for us. Price is fine.',
      ['too heavy'],
      'The lid is too heavy for us.',
    ],
    ['样品收到了。盖子太重了！价格可以。', ['太重'], '盖子太重了！'],
    ['Thanks.', ['too heavy'], null],
    ['', [''], null],
  ])('%j', (text, evidence, expected) => {
    expect(buyersPoint(text, evidence)).toBe(expected);
  });
});
