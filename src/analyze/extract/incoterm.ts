/** Reads the delivery rule (Incoterms® 2020) and its named place (domain 4.1). */
import type { Incoterm } from '../../model/inquiry.ts';
import { citiesIn } from '../cities.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, segmentAt, within, words } from '../reading.ts';

type NamedPlace = Span & { name: string; locode: string | null; country: string | null };
export type DeliveryRule = Span & { rule: Incoterm; place: NamedPlace | null };

const RULE =
  /(?<![a-z0-9])(?:exw|fca|fas|fob|cfr|cnf|c ?& ?f|cif|cpt|cip|dap|dpu|dat|ddp|ddu|ex[- ]works)(?![a-z0-9])/g;
/** Former names and the rule of 2020 that is meant (domain 4.1). */
const FORMER: Record<string, Incoterm> = {
  cnf: 'CFR',
  'c&f': 'CFR',
  ddu: 'DAP',
  dat: 'DPU',
  'ex works': 'EXW',
  'ex-works': 'EXW',
};
/** These are words of some language too, so only capitals are a rule. */
const CAPITALS_ONLY = new Set(['fas', 'cip', 'cpt', 'dat']);
/** A name written as names are: up to three capitalised words. */
const CAPITALISED =
  /^\p{Lu}[\p{L}'’-]{2,30}(?: (?:(?:de|del|da|do|la|le|el|al|am|an der|of) )?\p{Lu}[\p{Ll}'’-]{2,30}){0,2}/u;
const NOT_A_PLACE = /^(?:incoterms?|basis|terms?)$/iu;
/** How far behind the rule its place may stand, and how far in front ("宁波FOB"). */
const BEHIND = 30;
const IN_FRONT = 12;
const BEHIND_WORDS = 45;

/** All rules named before the signature, each with its place when one is written beside it. */
export function extractRules(reading: Reading): DeliveryRule[] {
  const rules: DeliveryRule[] = [];
  for (const match of reading.text.slice(0, reading.signatureStart).matchAll(RULE)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const written = match[0].replace(/ /g, match[0].startsWith('ex') ? ' ' : '');
    const rule = FORMER[written] ?? (written.toUpperCase() as Incoterm);
    if (CAPITALS_ONLY.has(written) && rawOf(reading, span) !== written.toUpperCase()) continue;
    rules.push({ ...span, rule, place: placeBeside(reading, span) });
  }
  return rules;
}

/** The rule that counts: the first that has a place, else the first. */
export function chooseRule(rules: DeliveryRule[]): DeliveryRule | undefined {
  return rules.find(({ place }) => place !== null) ?? rules[0];
}

/** A known place as the lexicon names it, at a hit of the section `places`. */
function knownPlace(reading: Reading, { label, start, end }: Span & { label: string }): NamedPlace {
  const place = reading.places.get(label);
  return { start, end, name: place?.name ?? label, locode: place?.locode ?? null, country: place?.country ?? null };
}

function placeBeside(reading: Reading, rule: Span): NamedPlace | null {
  const segment = segmentAt(reading, rule.start);
  const start = skipFiller(reading, rule.end, segment.end);
  const places = words(reading, 'places');
  const direct = hitAt(places, start);
  if (direct !== undefined) return knownPlace(reading, direct);
  const written = unknownPlace(reading, { start, end: segment.end });
  if (written !== null) return written;
  const behind = within(places, { start, end: Math.min(segment.end, start + BEHIND) })[0];
  if (behind !== undefined && !anotherRule(reading, { start, end: behind.start })) return knownPlace(reading, behind);
  const inFront = within(places, { start: Math.max(segment.start, rule.start - IN_FRONT), end: rule.start }).at(-1);
  if (inFront !== undefined) return knownPlace(reading, inFront);
  const [only, another] = within(places, segment);
  // "Landed Brisbane, please quote CIF": the one place of the sentence.
  if (only !== undefined && another === undefined && only.end <= rule.start) return knownPlace(reading, only);
  return cityBehind(reading, { start, end: Math.min(segment.end, start + BEHIND_WORDS) });
}

/** "DDP our warehouse in Leeds": a city a few words behind the rule, before the next one. */
function cityBehind(reading: Reading, span: Span): NamedPlace | null {
  if (span.start >= span.end) return null;
  const raw = rawOf(reading, span).split(/[,;:()]/)[0] ?? '';
  const [city] = citiesIn(raw);
  if (city === undefined || anotherRule(reading, { start: span.start, end: span.start + city.start })) return null;
  if (within(words(reading, 'towards'), { start: span.start, end: span.start + city.start }).length === 0) return null;
  return {
    start: span.start + city.start,
    end: span.start + city.end,
    name: city.name,
    locode: null,
    country: city.country,
  };
}

/** Skips punctuation and words like "port of" between the rule and its place. */
function skipFiller(reading: Reading, from: number, limit: number): number {
  let position = from;
  for (let count = 0; count < 4 && position < limit; count += 1) {
    while (position < limit && position - from < BEHIND && /[\s:：,()（）-]/.test(reading.text.charAt(position)))
      position += 1;
    position += postcodeAt(reading, position);
    const filler = hitAt(words(reading, 'port_word'), position);
    if (filler === undefined || hitAt(words(reading, 'places'), position) !== undefined) break;
    position = filler.end;
  }
  return position;
}

/** "DDP 99084 Erfurt": the length of a postcode, which counts no goods. */
function postcodeAt(reading: Reading, position: number): number {
  const code = /^\d{4,6} (?=\p{L})/u.exec(reading.text.slice(position, position + 8))?.[0] ?? '';
  return hitAt(words(reading, 'units'), position + code.length) === undefined ? code.length : 0;
}

/** A place that is in no list is taken as it is written, if it is written like a name. */
function unknownPlace(reading: Reading, span: Span): NamedPlace | null {
  if (span.start >= span.end) return null;
  const raw = rawOf(reading, { start: span.start, end: Math.min(span.end, span.start + 80) });
  const name = CAPITALISED.exec(raw)?.[0];
  if (name === undefined || NOT_A_PLACE.test(name.split(' ')[0] ?? '')) return null;
  const end = span.start + name.length;
  const others = ['country', 'currencies', 'asks', 'request', 'payment', 'deadline', 'months'] as const;
  if (others.some((section) => hitAt(words(reading, section), span.start) !== undefined)) return null;
  return { start: span.start, end, name, locode: null, country: citiesIn(name)[0]?.country ?? null };
}

function anotherRule(reading: Reading, { start, end }: Span): boolean {
  return reading.text.slice(start, end).search(RULE) >= 0;
}

function rawOf(reading: Reading, { start, end }: Span): string {
  const from = reading.normalized.starts[start] ?? 0;
  return reading.normalized.raw.slice(from, reading.normalized.ends[end - 1] ?? from);
}
