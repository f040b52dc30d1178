import { describe, expect, it } from '@jest/globals';
import { readComplaint } from '../../../src/receive/complaint.ts';

/** What only somebody names who has bought, in the languages of the customers. */
describe('readComplaint', () => {
  const words = (quote: string[]) =>
    new Map([['complaint', ['defective', 'refund']], ...(quote.length > 0 ? [['quote', quote] as const] : [])]);

  it.each([
    ['PI-2026-0311', true],
    ['our invoice no. 4711', true],
    ['Commande FW-3001', true],
    ['pedido nº 88213', true],
    ['Bestellung Nr. 5512', true],
    ['ordine n. 2231', true],
    ['12345 numaralı sipariş no: 7712', true],
    ['по заказу № 2214', true],
    ['الطلب رقم 5512', true],
    ['注文番号GM-5520', true],
    ['주문번호 20261120', true],
    ['订单号:88213', true],
    ['訂單 A-4410', true],
    ['we want to order 500 lamps', false],
    ['we order 20000 pcs', false],
    ['주문 2000개', false],
    ['注文5000個', false],
    ['in any order', false],
  ])('%s', (text, isComplaint) => {
    expect(readComplaint(text, words(['price']), false) !== null).toBe(isComplaint);
  });

  it('needs two words of complaint from somebody unknown', () => {
    expect(readComplaint('PI-2026-0311', new Map([['complaint', ['defective']]]), false)).toBeNull();
    expect(readComplaint('PI-2026-0311', new Map([['complaint', ['defective']]]), true)).not.toBeNull();
  });
});
