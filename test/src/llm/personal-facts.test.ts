import { describe, expect, it } from '@jest/globals';
import { personalFacts } from '../../../src/llm/personal-facts.ts';

const view = {
  language: 'de',
  customer: { name: 'Anna Berg', company: 'Nordwind\nHandel GmbH', address: 'anna@nordwind.example', country: 'AT' },
  background: {
    emailKind: 'corporate' as const,
    domain: 'nordwind.example',
    website: 'https://nordwind.example',
    country: 'DE',
    earlierInquiries: 2,
    competitor: false,
    notes: [{ kind: 'competitor' as const, domain: 'rival.example' }],
  },
};

describe('personalFacts', () => {
  it('are lines about the customer and no notes of ours', () => {
    expect(personalFacts(view)).toEqual([
      'Name: Anna Berg',
      'Company: Nordwind Handel GmbH',
      'Country: Deutschland',
      'Website: https://nordwind.example',
      'Customer: has written to us before',
    ]);
  });

  it('leave out what is not known', () => {
    const stranger = { name: null, company: null, address: 'x@y.example', country: null };
    const background = { ...view.background, country: null, website: null, earlierInquiries: 0 };
    expect(personalFacts({ language: 'xx', customer: stranger, background })).toEqual([]);
  });
});
