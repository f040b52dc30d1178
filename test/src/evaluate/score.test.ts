import { describe, expect, it } from '@jest/globals';
import type { Found, Labels } from '../../../src/evaluate/labels.ts';
import { compareCase, dangerousErrors } from '../../../src/evaluate/score.ts';

const received = '2026-11-30T10:00:00+08:00';
const shares = (labels: Omit<Labels, 'received'>, found: Found) =>
  Object.fromEntries(compareCase({ received, ...labels }, found).map(({ key, share }) => [key, share]));

describe('compareCase', () => {
  it('scores only the keys of the label, words without case and punctuation', () => {
    const labels = {
      kind: 'inquiry',
      customer: { company: 'Berg & Söhne GmbH', phone: null },
      place: 'Ho Chi Minh City',
    };
    const found = { kind: 'inquiry', customer: { company: 'BERG & SÖHNE, GMBH' }, place: 'Hamburg', class: 'low' };
    expect(shares(labels, found)).toEqual({ kind: 1, 'customer.company': 1, 'customer.phone': 1, place: 0 });
  });

  it('counts what is missing and what is too much as wrong', () => {
    expect(shares({ incoterm: null, language: 'de' }, { kind: 'inquiry', incoterm: 'FOB' })).toEqual({
      incoterm: 0,
      language: 0,
    });
  });

  it('gives lists their F1', () => {
    const found = { kind: 'inquiry', asks: ['price', 'moq'], certificates: [] };
    expect(shares({ asks: ['price', 'sample'], certificates: [] }, found)).toEqual({ asks: 0.5, certificates: 1 });
    expect(shares({ asks: ['price'] }, { kind: 'inquiry', asks: ['price', 'moq', 'sample'] })).toEqual({ asks: 0.5 });
  });

  it('compares prices as numbers and an edited text line by line', () => {
    const price = { targetPrice: { amount: '4.80', currency: 'USD' } };
    expect(shares(price, { kind: 'inquiry', targetPrice: { amount: '4.8', currency: 'USD' } })).toEqual({
      targetPrice: 1,
    });
    expect(shares(price, { kind: 'inquiry', targetPrice: { amount: '4.80', currency: 'EUR' } })).toEqual({
      targetPrice: 0,
    });
    const edited = { editedText: 'Dear Anna,\n\n1. price' };
    expect(shares(edited, { kind: 'decision', editedText: 'Dear Anna, \n\n1. price\n' })).toEqual({ editedText: 1 });
    expect(shares(edited, { kind: 'decision', editedText: 'Dear Anna,\n1. price' })).toEqual({ editedText: 0 });
  });

  it('matches items by SKU, then by text, and scores them field by field', () => {
    const order = { quantity: 500, unit: 'pcs', quantityKind: 'order' };
    const labels = {
      items: [
        { sku: 'A', product: 'lamp', ...order },
        { sku: null, product: 'steel rack', ...order },
      ],
    };
    const items = [
      { sku: null, product: 'rack of steel', ...order },
      { sku: 'A', product: 'lamp', ...order, quantity: 5 },
    ];
    expect(shares(labels, { kind: 'inquiry', items })).toEqual({
      items: 0.875,
      'items.sku': 1,
      'items.quantity': 0.5,
      'items.unit': 1,
      'items.quantityKind': 1,
    });
    const tooMany = [...items, { sku: 'B', product: 'cable', ...order }];
    expect(shares(labels, { kind: 'inquiry', items: tooMany })['items.sku']).toBeCloseTo(2 / 3);
  });
});

describe('dangerousErrors', () => {
  const nobody = (_address: string) => false;
  const errors = (labels: Omit<Labels, 'received'>, found: Found, foreign = nobody) =>
    dangerousErrors('1', { received, ...labels }, found, foreign).map(({ key }) => key);

  const table: [string, Omit<Labels, 'received'>, Found, string[]][] = [
    [
      'a doubtful answer taken as approval',
      { decision: 'unclear' },
      { kind: 'decision', decision: 'approve' },
      ['decision'],
    ],
    ['an edit sent as it was', { decision: 'edit' }, { kind: 'decision', decision: 'approve' }, ['decision']],
    ['an approval asked back', { decision: 'approve' }, { kind: 'decision', decision: 'unclear' }, []],
    ['fraud let through', { kind: 'suspicious' }, { kind: 'inquiry' }, ['kind']],
    ['fraud taken for junk', { kind: 'suspicious' }, { kind: 'not-inquiry' }, []],
    ['an inquiry lost', { kind: 'inquiry' }, { kind: 'auto-reply' }, ['kind']],
    ['junk taken for an inquiry', { kind: 'not-inquiry' }, { kind: 'inquiry' }, []],
  ];
  it.each(table)('%s', (_title, labels, found, expected) => {
    expect(errors(labels, found)).toEqual(expected);
  });

  it('an address that cannot be the customer, but not a customer with another address', () => {
    const labels = { kind: 'inquiry', customer: { email: 'anna@buyer.example' } };
    const found = { kind: 'inquiry', customer: { email: 'lin@seller.example' } };
    expect(errors(labels, found, (address) => address.endsWith('@seller.example'))).toEqual(['customer.email']);
    expect(errors(labels, found)).toEqual([]);
  });
});
