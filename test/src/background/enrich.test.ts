import { describe, expect, it } from '@jest/globals';
import { enrichCustomer } from '../../../src/background/enrich.ts';
import type { ContactFacts } from '../../../src/model/inquiry.ts';
import { company } from '../analyze/lamp-seller.ts';

const contact = (more: Partial<ContactFacts> = {}): ContactFacts => ({
  name: null,
  company: 'Acme B.V.',
  phone: null,
  country: 'NL',
  countryEvidence: [{ source: 'domain', country: 'NL', weight: 4 }],
  ...more,
});

const enrich = (address: string, more: Partial<ContactFacts> = {}, earlierInquiries = 0) =>
  enrichCustomer({ address, contact: contact(more), company, earlierInquiries });

describe('enrichCustomer', () => {
  it.each([
    ['jan@mail.acme.nl', 'corporate', 'acme.nl', 'https://www.acme.nl'],
    ['jan@acme.co.uk', 'corporate', 'acme.co.uk', 'https://www.acme.co.uk'],
    ['jan@gmail.com', 'free_mail', 'gmail.com', null],
    ['jan@163.com', 'free_mail', '163.com', null],
    ['jan@mailinator.com', 'disposable', 'mailinator.com', null],
    ['nonsense', 'unknown', null, null],
  ])('%s is %s', (address, emailKind, domain, website) => {
    expect(enrich(address)).toMatchObject({ emailKind, domain, website });
  });

  it('notes what a salesperson should know', () => {
    expect(enrich('jan@acme.nl', {}, 2).notes).toEqual([
      { kind: 'country', country: 'NL', sources: ['domain'], others: [] },
      { kind: 'earlier', count: 2 },
      { kind: 'website_guessed', website: 'https://www.acme.nl' },
    ]);
    const { notes } = enrich('x@rival-lamps.example', { company: null, country: null, website: 'https://x.example' });
    expect(notes.map(({ kind }) => kind)).toEqual(['competitor', 'no_country', 'no_company', 'website_named']);
    expect(enrich('jan@acme.nl', { country: company.country }).notes).toContainEqual({ kind: 'own_country' });
  });

  it('says so when the signs of the country contradict each other', () => {
    const countryEvidence = [
      { source: 'domain', country: 'NL', weight: 4 },
      { source: 'phone', country: 'NG', weight: 4 },
    ];
    expect(enrich('jan@acme.nl', { countryEvidence }).notes).toContainEqual({
      kind: 'country',
      country: 'NL',
      sources: ['domain'],
      others: ['NG'],
    });
  });

  it('recognises a competitor and its sister addresses', () => {
    expect(enrich('a@rival-lamps.example').competitor).toBe(true);
    expect(enrich('a@sales.rival-lamps.example').competitor).toBe(true);
    expect(enrich('a@not-rival-lamps.example').competitor).toBe(false);
  });
});
