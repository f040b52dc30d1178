/** Concludes what the mail alone shows of a customer, before anything is looked up elsewhere (domain 7 A). */

import { getDomain } from 'tldts';
import { mailServiceOf } from '../analyze/free-mail.ts';
import type { Company } from '../model/company.ts';
import type { Background, BackgroundNote, ContactFacts } from '../model/inquiry.ts';

/** Difference of weights below which two countries contradict each other. */
const CLEAR_LEAD = 2;

/**
 * The background of one customer. `website` is his own, or for corporate mail the mail domain's; it has not been visited.
 */
export function enrichCustomer(input: {
  address: string;
  contact: ContactFacts;
  company: Company;
  earlierInquiries: number;
}): Background {
  const { contact, earlierInquiries } = input;
  const address = input.address.toLowerCase();
  const host = address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '';
  const emailKind = kindOf(address, host);
  const domain = host === '' ? null : (getDomain(host) ?? host);
  const website = contact.website ?? (emailKind === 'corporate' && domain !== null ? `https://www.${domain}` : null);
  const competitor = input.company.competitorDomains.some((known) => host === known || host.endsWith(`.${known}`));
  const background = { emailKind, domain, website, country: contact.country, earlierInquiries, competitor };
  return { ...background, notes: notesOn(background, contact, input.company) };
}

function kindOf(address: string, host: string): Background['emailKind'] {
  if (host === '') return 'unknown';
  const service = mailServiceOf(address);
  if (service === 'disposable') return 'disposable';
  return service === 'free' ? 'free_mail' : 'corporate';
}

function notesOn(
  background: Omit<Background, 'notes'>,
  contact: ContactFacts,
  { country: ours }: Company,
): BackgroundNote[] {
  const { domain, website, competitor, earlierInquiries, country } = background;
  const notes: BackgroundNote[] = [];
  if (competitor && domain !== null) notes.push({ kind: 'competitor', domain });
  notes.push(country === null ? { kind: 'no_country' } : countryNote(country, contact));
  if (country === ours) notes.push({ kind: 'own_country' });
  if (earlierInquiries > 0) notes.push({ kind: 'earlier', count: earlierInquiries });
  if (contact.company === null) notes.push({ kind: 'no_company' });
  if (website !== null) {
    notes.push({ kind: website === contact.website ? 'website_named' : 'website_guessed', website });
  }
  return notes;
}

function countryNote(country: string, { countryEvidence }: ContactFacts): BackgroundNote {
  const sums = new Map<string, number>();
  for (const { country: seen, weight } of countryEvidence) sums.set(seen, (sums.get(seen) ?? 0) + weight);
  const [first, second] = [...sums.values()].sort((a, b) => b - a);
  const isClear = second === undefined || (first ?? 0) - second >= CLEAR_LEAD;
  const sources = countryEvidence.filter((seen) => seen.country === country).map(({ source }) => source);
  const others = isClear ? [] : [...sums.keys()].filter((seen) => seen !== country);
  return { kind: 'country', country, sources: [...new Set(sources)], others };
}
