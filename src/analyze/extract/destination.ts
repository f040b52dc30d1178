/** Works out to which country the goods go (domain 1.2). */
import type { Incoterm } from '../../model/inquiry.ts';
import { citiesIn } from '../cities.ts';
import type { Reading, Span } from '../reading.ts';
import { rawText, segmentAt, within, words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import type { DeliveryRule } from './incoterm.ts';

export type Destination = Span & { country: string; confidence: number };

/** Rules whose named place is where the seller's part begins, not where the goods go. */
const NAMED_AT_ORIGIN: ReadonlySet<Incoterm> = new Set<Incoterm>(['EXW', 'FCA', 'FAS', 'FOB']);
/** Words between "to" or "in" and the name of a country or port. */
const NEAR = 40;
const ARTICLE = 14;

/**
 * The country stated for the goods: the place of a C or D rule, else a place or country behind a word like
 * "destination", else, when goods are wanted, a country or port named with "to" or "in". Null when nothing is written.
 */
export function extractDestination(
  reading: Reading,
  { rules, sellerCountry, wantsGoods }: { rules: DeliveryRule[]; sellerCountry: string; wantsGoods: boolean },
): Destination | null {
  for (const { rule, place } of rules) {
    if (place === null || place.country === null || NAMED_AT_ORIGIN.has(rule)) continue;
    return { start: place.start, end: place.end, country: place.country, confidence: 0.95 };
  }
  const named = namedAreas(reading).filter(({ country }) => country !== sellerCountry);
  const towards = wantsGoods ? named.find((area) => isTowards(reading, area)) : undefined;
  return behindCue(reading, named) ?? towards ?? null;
}

function namedAreas(reading: Reading): Destination[] {
  const area = ({ start, end }: Hit, country: string | undefined) =>
    country === undefined || !isName(reading, { start, end }) ? [] : [{ start, end, country, confidence: 0.8 }];
  return [
    ...words(reading, 'places').flatMap((hit) => area(hit, reading.places.get(hit.label)?.country)),
    ...words(reading, 'country').flatMap((hit) => area(hit, hit.label)),
    ...cities(reading),
  ].sort((a, b) => a.start - b.start);
}

/** Cities that no port list knows, in the words before the signature. */
function cities({ normalized, bodyStart, signatureStart, text }: Reading): Destination[] {
  const { raw, starts } = normalized;
  const end = signatureStart < text.length ? (starts[signatureStart] ?? raw.length) : raw.length;
  const named = citiesIn(raw.slice(bodyStart, end));
  let position = 0;
  return named.flatMap(({ start, end: last, country }) => {
    while (position < starts.length && (starts[position] ?? 0) < bodyStart + start) position += 1;
    return position < starts.length
      ? [{ start: position, end: position + last - start, country, confidence: 0.7 }]
      : [];
  });
}

function behindCue(reading: Reading, areas: Destination[]): Destination | undefined {
  for (const cue of words(reading, 'destination_cue')) {
    const segment = segmentAt(reading, cue.start);
    const found = areas.find(({ start, end }) => start >= cue.start && end <= segment.end && start - cue.end <= NEAR);
    if (found !== undefined) return { ...found, confidence: 0.9 };
  }
  return undefined;
}

function isTowards(reading: Reading, { start }: Destination): boolean {
  const near = { start: Math.max(segmentAt(reading, start).start, start - ARTICLE), end: start };
  const preposition = within(words(reading, 'towards'), near).at(-1);
  // Nothing but an article or "port of" stands between.
  return preposition !== undefined && !/[^\s\p{L}]/u.test(reading.text.slice(preposition.end, start));
}

/** Names are capitalised where the script has capitals: "turkey" and "chad" are not countries. */
function isName(reading: Reading, span: Span): boolean {
  return !/^\p{Ll}/u.test(rawText(reading, span));
}
