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

  it('tells in sentences what a salesperson should know', () => {
    expect(enrich('jan@acme.nl', {}, 2).notes).toEqual([
      'The website is probably https://www.acme.nl; it was not visited.',
      'Country Netherlands, shown by the mail domain.',
      'Has sent 2 inquiries before.',
    ]);
  });

  it('says so when the signs of the country contradict each other', () => {
    const countryEvidence = [
      { source: 'domain', country: 'NL', weight: 4 },
      { source: 'phone', country: 'NG', weight: 4 },
    ];
    expect(enrich('jan@acme.nl', { countryEvidence }).notes).toContain(
      'Country Netherlands, shown by the mail domain. Other signs point to Nigeria.',
    );
  });

  it('recognises a competitor and its sister addresses', () => {
    expect(enrich('a@rival-lamps.example').competitor).toBe(true);
    expect(enrich('a@sales.rival-lamps.example').competitor).toBe(true);
    expect(enrich('a@not-rival-lamps.example').competitor).toBe(false);
  });
});
