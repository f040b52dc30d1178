/** Quotations through their versions: numbers, what changed, and until when a price holds. */
import { describe, expect, it } from '@jest/globals';
import type { Offer, QuotationStatus } from '../../../src/model/quotation.ts';
import { priceInquiry } from '../../../src/prepare/price.ts';
import { nextVersion, standing, whatChanged } from '../../../src/prepare/quotation.ts';
import { exampleCatalogue, examplePricing, facts, item, quotationOf, TODAY } from './worked-example.ts';

const offerFor = (quantity: string, wishes = {}): Extract<Offer, { kind: 'quotation' }> =>
  quotationOf(
    priceInquiry({
      facts: facts([item('VB-500', quantity)]),
      catalogue: exampleCatalogue(),
      pricing: examplePricing(),
      today: TODAY,
      wishes,
    }),
  );
const version = (number: number, status: QuotationStatus, quoteNo: string | null = 'Q-2026-0007') => ({
  version: number,
  status,
  quoteNo,
});

describe('the next version', () => {
  const offer = offerFor('12000');
  it.each([
    ['the first has a new number', [], offer, { version: 1, quoteNo: { kind: 'new' }, supersede: [] }],
    ['without a price there is no number', [], { kind: 'none' }, { version: 1, quoteNo: null, supersede: [] }],
    [
      'the number comes with the first price',
      [version(1, 'draft', null)],
      offer,
      { version: 2, quoteNo: { kind: 'new' }, supersede: [1] },
    ],
    [
      'a draft is superseded under the same number',
      [version(1, 'draft')],
      offer,
      { version: 2, quoteNo: 'Q-2026-0007', supersede: [1] },
    ],
    [
      'what was sent stays as it is',
      [version(1, 'superseded'), version(2, 'sent'), version(3, 'draft')],
      offer,
      { version: 4, quoteNo: 'Q-2026-0007', supersede: [3] },
    ],
  ] as const)('%s', (_, versions, after, expected) => {
    expect(nextVersion(versions, after)).toEqual(expected);
  });
});

describe('what changed', () => {
  it('is nothing between the same offers', () => {
    expect(whatChanged(offerFor('12000'), offerFor('12000'))).toEqual([]);
  });

  it('names prices, totals and terms before and after', () => {
    const after = offerFor('12000', { discountPercent: '5', leadTimeDays: 25, validityDays: 7 });
    expect(whatChanged(offerFor('12000'), after)).toEqual(
      expect.arrayContaining([
        { what: 'unit_price', about: 'CIF Hamburg, VB-500', before: '5.57', after: '5.30' },
        { what: 'total', about: 'CIF Hamburg', before: '66840.00', after: '63600.00' },
        { what: 'tier', about: 'VB-500, 10000', before: '5.42', after: '5.15' },
        { what: 'lead_time', about: '', before: '30 deposit_received', after: '25 deposit_received' },
        { what: 'valid_until', about: '', before: '2026-12-07', after: '2026-11-30' },
      ]),
    );
  });

  it('names a scheme that came and one that went', () => {
    const changes = whatChanged(offerFor('12000'), offerFor('12000', { incoterm: 'CFR' }));
    expect(changes).toContainEqual({ what: 'total', about: 'CFR Hamburg', before: null, after: '66720.00' });
    expect(changes).toContainEqual({ what: 'total', about: 'CIF Hamburg', before: '66840.00', after: null });
  });
});

describe('standing', () => {
  const offer = { ...offerFor('12000'), validUntil: '2026-12-07', freightValidUntil: '2026-12-03' };
  it.each([
    ['2026-11-23', { kind: 'valid', daysLeft: 10 }],
    ['2026-12-03', { kind: 'valid', daysLeft: 0 }],
    ['2026-12-04', { kind: 'freight_expired', since: '2026-12-03' }],
    ['2026-12-07', { kind: 'freight_expired', since: '2026-12-03' }],
    ['2026-12-08', { kind: 'expired', since: '2026-12-07' }],
  ])('on %s', (today, expected) => {
    expect(standing(offer, today)).toEqual(expected);
  });

  it('of a range or a price at origin depends on the price alone', () => {
    expect(standing({ ...offer, freightValidUntil: null }, '2026-12-07')).toEqual({ kind: 'valid', daysLeft: 0 });
  });
});
