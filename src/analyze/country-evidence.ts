/** Weighs what a mail shows of the country its writer works in (domain 7 A). */
import { parse } from 'tldts';
import type { ContactFacts } from '../model/inquiry.ts';
import { legalFormsIn } from './company-name.ts';
import { extractDestination } from './extract/destination.ts';
import { extractRules } from './extract/incoterm.ts';
import { fold } from './normalize.ts';
import type { Reading } from './reading.ts';
import { segmentAt, within, words } from './reading.ts';
import { readWords } from './word-trees.ts';

export type CountryEvidence = ContactFacts['countryEvidence'];

/** Country-code domains that the whole world uses (domain 7 A), and .eu, .asia, which name no country. */
const GENERIC_USE = new Set(['co', 'io', 'me', 'ai', 'tv', 'cc', 'to', 'ws', 'fm', 'gg', 'eu']);
const WEIGHT = { address: 5, domain: 4, postalCode: 4, place: 3, company: 2, body: 2, destination: 2, language: 1 };
/** `CH-8400 Winterthur`; `Boise, ID 83702`; `London SW1A 1AA`. */
const POSTAL: [RegExp, string | null][] = [
  [/(?<!\p{L})(CH|AT|DE|FR|IT|ES|NL|BE|DK|SE|FI|PL|CZ|PT|LU|LT|LV)[ -]\d{4,5}(?!\d)/u, null],
  [/(?<!\p{L})[A-Z]{2} \d{5}(?:-\d{4})?(?!\d)/u, 'US'],
  [/(?<!\p{L})[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}(?!\p{L})/u, 'GB'],
  [/(?<!\p{L})[A-Z]\d[A-Z] \d[A-Z]\d(?!\d)/u, 'CA'],
];
const MOST_LINES = 15;
const SELF_REACH = 120;

/** Every piece of evidence; none counts twice for the same source. */
export function countryEvidence(
  reading: Reading,
  { lines, domain, company }: { lines: string[]; domain: string; company: string | null },
): CountryEvidence {
  const evidence: CountryEvidence = [];
  const add = (source: keyof typeof WEIGHT, country: string | null | undefined) => {
    if (country == null || evidence.some((known) => known.source === source)) return;
    evidence.push({ source, country, weight: WEIGHT[source] });
  };
  for (const line of lines.slice(0, MOST_LINES)) {
    const named = readWords(reading.settings, reading.language, fold(line));
    // The last name in a line of address is the country; a capital must begin it.
    add(
      'address',
      named
        .get('country')
        ?.filter(({ start }) => isCapital(line, start))
        .at(-1)?.label,
    );
    add('postalCode', postalCountry(line));
    const place = named.get('places')?.find(({ start }) => isCapital(line, start));
    add('place', place && reading.places.get(place.label)?.country);
  }
  add('domain', countryOfDomain(domain));
  for (const { form } of legalFormsIn(reading, company ?? '')) {
    add('company', reading.settings.legalForms.find((known) => known.form === form)?.country);
  }
  add('body', selfDescription(reading));
  const rules = extractRules(reading);
  add('destination', extractDestination(reading, { rules, sellerCountry: '', wantsGoods: true })?.country);
  add('language', reading.settings.mainCountry[reading.language]);
  return evidence.sort((a, b) => b.weight - a.weight);
}

/** The country with the highest sum of weights. */
export function strongestCountry(evidence: CountryEvidence): string | undefined {
  const sums = new Map<string, number>();
  for (const { country, weight } of evidence) sums.set(country, (sums.get(country) ?? 0) + weight);
  return [...sums].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function countryOfDomain(domain: string): string | null {
  const suffix = parse(domain).publicSuffix?.split('.').at(-1) ?? '';
  if (suffix.length !== 2 || GENERIC_USE.has(suffix)) return null;
  return suffix === 'uk' ? 'GB' : suffix.toUpperCase();
}

function postalCountry(line: string): string | null {
  for (const [pattern, country] of POSTAL) {
    const match = pattern.exec(line);
    if (match !== null) return country ?? match[1] ?? null;
  }
  return null;
}

/** "We are importers in Casablanca": the place behind the first "we are" or its like, in the first sentences. */
function selfDescription(reading: Reading): string | null {
  const places = words(reading, 'places').map((hit) => ({ ...hit, country: reading.places.get(hit.label)?.country }));
  const named = words(reading, 'country').map((hit) => ({ ...hit, country: hit.label }));
  for (const { start, country } of [...named, ...places].sort((a, b) => a.start - b.start)) {
    const sentence = segmentAt(reading, start);
    const before = { start: Math.max(sentence.start, start - SELF_REACH), end: start };
    if (country !== undefined && within(words(reading, 'self'), before).length > 0) return country;
  }
  return null;
}

function isCapital(line: string, start: number): boolean {
  return !/^\p{Ll}/u.test(line.slice(start));
}
