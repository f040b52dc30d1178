/** Weighs what a mail shows of the country its writer works in (domain 7 A). */
import { parse } from 'tldts';
import type { ContactFacts } from '../model/inquiry.ts';
import { citiesIn } from './cities.ts';
import { legalFormsIn } from './company-name.ts';
import { extractDestination } from './extract/destination.ts';
import { extractRules } from './extract/incoterm.ts';
import { fold } from './normalize.ts';
import { postalCountry } from './postal.ts';
import type { Reading } from './reading.ts';
import { rawText, segmentAt, within, words } from './reading.ts';
import { readWords } from './word-trees.ts';

export type CountryEvidence = ContactFacts['countryEvidence'];

/** Country-code domains that the whole world uses (domain 7 A), and .eu, .asia, which name no country. */
const GENERIC_USE = new Set(['co', 'io', 'me', 'ai', 'tv', 'cc', 'to', 'ws', 'fm', 'gg', 'eu']);
const WEIGHT = {
  address: 5,
  domain: 4,
  postalCode: 3,
  place: 3,
  company: 2,
  body: 2,
  destination: 2,
  script: 2,
  language: 1,
};
const MOST_LINES = 15;
const SELF_REACH = 120;
/** Characters that only Chinese as written in Taiwan and Hong Kong uses. */
const TRADITIONAL = /[們個請詢價報單與為這過說時間會對長應產業樣後開關還運輸體點號電話謝貴廠務認證訂購處經麗]/gu;

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
    const listed = (named.get('places') ?? []).filter(({ label }) => label in reading.settings.terms.places);
    const place = listed.findLast(({ start }) => isCapital(line, start));
    add('place', place && reading.places.get(place.label)?.country);
    add('place', citiesIn(line).at(-1)?.country);
  }
  add('domain', countryOfDomain(domain));
  add('company', legalCountry(reading, company ?? ''));
  add('body', selfDescription(reading));
  const rules = extractRules(reading);
  add('destination', extractDestination(reading, { rules, sellerCountry: '', wantsGoods: true })?.country);
  add('script', traditionalCountry(reading));
  add('language', reading.settings.mainCountry[reading.language]);
  return evidence.sort((a, b) => b.weight - a.weight);
}

/** Countries by the sum of their weights, heaviest first; a mere language says too little to read a phone number by. */
export function rankCountries(evidence: CountryEvidence): { country: string; weight: number }[] {
  const sums = new Map<string, number>();
  for (const { country, weight } of evidence) sums.set(country, (sums.get(country) ?? 0) + weight);
  return [...sums].map(([country, weight]) => ({ country, weight })).sort((a, b) => b.weight - a.weight);
}

function countryOfDomain(domain: string): string | null {
  const suffix = parse(domain).publicSuffix?.split('.').at(-1) ?? '';
  if (suffix.length !== 2 || GENERIC_USE.has(suffix)) return null;
  return suffix === 'uk' ? 'GB' : suffix.toUpperCase();
}

/** The countries that know the legal form of the company, or none where it is known all over the world. */
export function legalCountries(reading: Reading, company: string): string[] {
  const { legalForms } = reading.settings;
  return legalFormsIn(reading, company).flatMap(
    ({ form }) => legalForms.find((known) => known.form === form)?.countries ?? [],
  );
}

/** The one country that knows the legal form, or the one of them where the mail's language is spoken. */
function legalCountry(reading: Reading, company: string): string | undefined {
  const spoken = reading.settings.languageCountries[reading.language] ?? [];
  const countries = [...new Set(legalCountries(reading, company))];
  const likely = countries.length === 1 ? countries : countries.filter((country) => spoken.includes(country));
  return likely.length === 1 ? likely[0] : undefined;
}

/** Traditional characters are written in Taiwan and Hong Kong; without more the larger is meant. */
function traditionalCountry(reading: Reading): string | undefined {
  if (reading.language !== 'zh') return undefined;
  const characters = reading.normalized.raw.slice(0, 2_000).match(TRADITIONAL)?.length ?? 0;
  return characters >= 3 ? 'TW' : undefined;
}

/** "We are importers in Casablanca": the place behind the first "we are" or its like, in the first sentences. */
function selfDescription(reading: Reading): string | null {
  const selves = words(reading, 'self');
  for (const self of selves.slice(0, 10)) {
    const sentence = segmentAt(reading, self.start);
    const reach = { start: self.end, end: Math.min(sentence.end, self.end + SELF_REACH) };
    const named = within(words(reading, 'country'), reach).map((hit) => ({ ...hit, country: hit.label }));
    const places = within(words(reading, 'places'), reach).flatMap((hit) => {
      const country = reading.places.get(hit.label)?.country;
      return country === undefined ? [] : [{ ...hit, country }];
    });
    const [first] = [...named, ...places]
      .filter((hit) => !/^\p{Ll}/u.test(rawText(reading, hit)))
      .sort((a, b) => a.start - b.start);
    const country = first?.country ?? citiesIn(rawText(reading, reach))[0]?.country;
    if (country !== undefined) return country;
  }
  return null;
}

function isCapital(line: string, start: number): boolean {
  return !/^\p{Ll}/u.test(line.slice(start));
}
