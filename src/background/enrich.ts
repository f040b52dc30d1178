/** Concludes what the mail alone shows of a customer, before anything is looked up elsewhere (domain 7 A). */

import countries from 'i18n-iso-countries';
import { getDomain } from 'tldts';
import { mailServiceOf } from '../analyze/free-mail.ts';
import type { Company } from '../model/company.ts';
import type { Background, ContactFacts } from '../model/inquiry.ts';

/** Difference of weights below which two countries contradict each other. */
const CLEAR_LEAD = 2;

/**
 * The background of one customer. `website` is the mail domain's, only for corporate mail, and has not been visited;
 * `notes` are plain English sentences for the salesperson.
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

function notesOn(background: Omit<Background, 'notes'>, contact: ContactFacts, company: Company): string[] {
  const { emailKind, domain, website, competitor, earlierInquiries } = background;
  const notes: string[] = [];
  if (competitor) notes.push(`${domain} is on the list of competitors.`);
  if (emailKind === 'free_mail') notes.push(`Writes from a free mail provider (${domain}).`);
  if (emailKind === 'disposable') notes.push(`Writes from a disposable mail address (${domain}).`);
  if (website !== null && website === contact.website) notes.push(`Names the website ${website}; it was not visited.`);
  else if (website !== null) notes.push(`The website is probably ${website}; it was not visited.`);
  if (contact.company === null) notes.push('Names no company.');
  notes.push(countryNote(contact));
  if (contact.country === company.country) notes.push('Is in our own country: a trading company or a competitor.');
  if (earlierInquiries > 0)
    notes.push(`Has sent ${earlierInquiries === 1 ? 'one inquiry' : `${earlierInquiries} inquiries`} before.`);
  return notes;
}

function countryNote({ country, countryEvidence }: ContactFacts): string {
  if (country === null) return 'The mail does not show the country.';
  const sums = new Map<string, number>();
  for (const { country: seen, weight } of countryEvidence) sums.set(seen, (sums.get(seen) ?? 0) + weight);
  const [first, second] = [...sums.values()].sort((a, b) => b - a);
  const sources = countryEvidence
    .filter((seen) => seen.country === country)
    .map(({ source }) => SOURCES[source] ?? source);
  const name = countries.getName(country, 'en') ?? country;
  const shown = `Country ${name}, shown by ${sources.join(', ')}.`;
  if (second === undefined || (first ?? 0) - second >= CLEAR_LEAD) return shown;
  const others = [...sums.keys()]
    .filter((seen) => seen !== country)
    .map((seen) => countries.getName(seen, 'en') ?? seen);
  return `${shown} Other signs point to ${others.join(', ')}.`;
}

/** How the sources of ContactFacts.countryEvidence are called in a sentence. */
const SOURCES: Record<string, string> = {
  address: 'the address',
  domain: 'the mail domain',
  postalCode: 'the postal code',
  phone: 'the phone number',
  place: 'the city in the signature',
  company: 'the legal form of the company',
  body: 'the text',
  destination: 'the destination of the goods',
  language: 'the language',
  form: 'the form or platform he wrote on',
};
