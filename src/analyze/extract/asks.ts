/** Finds what the buyer wants to be told or sent, and his questions in his order (domain S4-3). */
import type { Ask } from '../../model/inquiry.ts';
import type { Reading, Span } from '../reading.ts';
import { isNegated, isQuestion, rawText, segmentAt, terms, within, words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import { CONJUNCTION } from './tiers.ts';

export type FoundAsk = Span & { ask: Ask };
/** `exact`: the words name the wish itself ("production time"), not a fact as well ("delivery"). */
type Candidate = FoundAsk & { exact: boolean };
/** Where the buyer states what he could have asked for. */
type Stated = { lead_time: Span | null; payment_terms: Span | null; certificates: readonly Span[] };
export type Question = { no: number; text: string; topic: Ask | null };

/** Vocabulary groups that name something to be asked for. */
export const ASK_GROUPS: [string, Ask][] = [
  ['quote', 'price'],
  ['moq', 'moq'],
  ['leadtime', 'lead_time'],
  ['sample', 'sample'],
  ['catalogue', 'catalogue'],
  ['pricelist', 'price_list'],
  ['techinfo', 'datasheet'],
  ['cert', 'certificate'],
];
/** These name facts as often as wishes ("payment 30/70", "FDA certified"), so the sentence must ask. */
const ONLY_WHEN_ASKED: ReadonlySet<Ask> = new Set<Ask>([
  'lead_time',
  'payment_terms',
  'customisation',
  'packaging',
  'warranty',
]);
/** What goods must have is a fact as well ("FDA certified"). */
const ONLY_WHEN_SENT: ReadonlySet<Ask> = new Set<Ask>(['certificate']);
/** Means and ways that state a fact, and in a question ask for it: "shipped by sea", "how much by sea?" */
const MODES: Record<string, Ask> = { shipping_mode: 'shipping', payment_mode: 'payment_terms' };
const PARTED = new RegExp(`[,;?؟？\\n、，/&+]|(?:^|\\s)(?:${CONJUNCTION})\\s`, 'u');
/** A sample that was sent is none to be asked for. */
const GIVEN_SAMPLE = 'given_sample';
/** "Our catalogue drops on the 22nd" asks for none. */
const OWN_CATALOGUE = 'own_catalogue';
/** Characters between the code of a certificate and the word that asks for it: "is CE available?" */
const CODE_REACH = 40;
const MOST_QUESTIONS = 30;
const NEXT = 8;
/** What points back to something named in the sentence before. */
const THEM = /(?<!\p{L})(?:them|those|these|it|copy|copies|sie|diese|les|los|las|li|le|os|as|их|ها)(?!\p{L})/u;
/** "Your CE file and EN 455 report please." */
const PLEASE =
  /(?<!\p{L})(?:please|pls|plz|bitte|por favor|svp|s['’]il vous plait|per favore|lutfen|пожалуйста)[.!\s]{0,4}$/u;
/** A line of a list asks what the sentence above it asks. */
const LISTED = /^\s*(?:[-*•·–]|\(?\d{1,2}[.)、])/;

/**
 * Every wish once, in the order of the text. A word inside a sentence that states a delivery date or
 * payment terms asks for nothing.
 */
export function extractAsks(reading: Reading, stated: Stated): FoundAsk[] {
  const found = new Map<Ask, FoundAsk>();
  const codes = stated.certificates.filter((code) => isCodeAsked(reading, code));
  const coded = codes.map(({ start, end }): Candidate => ({ ask: 'certificate', start, end, exact: true }));
  for (const candidate of [...candidates(reading), ...coded]) {
    const { ask, start, end } = candidate;
    if (found.has(ask) || isNegated(reading, start)) continue;
    const segment = segmentAt(reading, start);
    if (ONLY_WHEN_ASKED.has(ask) && !asks(reading, segment)) continue;
    if (ONLY_WHEN_SENT.has(ask) && !isSentFor(reading, segment)) continue;
    if (statesFact(reading, candidate, segment, stated)) continue;
    found.set(ask, { ask, start, end });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Sentences that end in a question mark, with what they are about. */
export function extractQuestions(reading: Reading): Question[] {
  const all = candidates(reading);
  const questions = reading.segments.filter(
    (segment) => segment.start < reading.signatureStart && isQuestion(reading, segment),
  );
  return questions.slice(0, MOST_QUESTIONS).map((segment, index) => ({
    no: index + 1,
    text: rawText(reading, segment).trim().slice(0, 500),
    topic: all.find(({ start, end }) => start >= segment.start && end <= segment.end)?.ask ?? null,
  }));
}

function candidates(reading: Reading): Candidate[] {
  const hits = words(reading, 'asks');
  const given = hits.filter(({ label }) => label === GIVEN_SAMPLE);
  const own = hits.filter(({ label }) => label === OWN_CATALOGUE);
  const named = hits.flatMap((hit): Candidate[] => {
    const { label, start, end } = hit;
    if (label === GIVEN_SAMPLE || label === OWN_CATALOGUE) return [];
    const mode = MODES[label];
    if (mode === undefined) return [{ ask: label as Ask, start, end, exact: true }];
    return isQuestion(reading, segmentAt(reading, start)) ? [{ ask: mode, start, end, exact: true }] : [];
  });
  const priceLists = terms(reading, 'pricelist');
  const grouped = ASK_GROUPS.flatMap(([group, ask]) =>
    terms(reading, group).map(({ start, end }) => ({ ask, start, end, exact: false })),
  );
  return [...named, ...grouped]
    .filter(({ ask, start, end }) => ask !== 'price' || !overlapsAny(priceLists, { start, end }))
    .filter(({ ask, start, end }) => ask !== 'sample' || !overlapsAny(given, { start, end }))
    .filter(({ ask, end }) => ask !== 'packaging' || !/^ ?list/.test(reading.text.slice(end, end + 5)))
    .filter(({ ask, start, end }) => ask !== 'catalogue' || !overlapsAny(own, { start, end }))
    .filter((one, _, all) => !isOfWarranty(reading, one, all))
    .sort((a, b) => a.start - b.start);
}

/** "How long is the warranty?" asks for no lead time. */
function isOfWarranty({ text }: Reading, { ask, end }: Candidate, all: readonly Candidate[]): boolean {
  if (ask !== 'lead_time') return false;
  return all.some(
    (other) =>
      other.ask === 'warranty' &&
      other.start >= end &&
      other.start - end <= NEXT * 2 &&
      !PARTED.test(text.slice(end, other.start)),
  );
}

function asks(reading: Reading, segment: Span): boolean {
  const text = reading.text.slice(segment.start, segment.end);
  if (/[?？؟]/.test(text)) return true;
  const requests = words(reading, 'request');
  if (within(requests, segment).length > 0) return true;
  return LISTED.test(text) && requests.some(({ end }) => end <= segment.start);
}

/** A certificate that goods must have is a fact; one that is to be sent or asked about, here or in the next sentence. */
function isSentFor(reading: Reading, segment: Span): boolean {
  const sends = words(reading, 'send');
  if (isQuestion(reading, segment)) return true;
  if (within(sends, segment).length > 0 && asks(reading, segment)) return true;
  if (PLEASE.test(reading.text.slice(segment.start, segment.end))) return true;
  const next = segmentAt(reading, segment.end);
  if (next.start <= segment.start || next.end > reading.signatureStart || !asks(reading, next)) return false;
  return within(sends, next).length > 0 && THEM.test(reading.text.slice(next.start, next.end));
}

/** "Is CE available?", "BIS is mandatory, so confirm you have it": a word that asks stands near the code. */
function isCodeAsked(reading: Reading, { start, end }: Span): boolean {
  const { text } = reading;
  const segment = segmentAt(reading, start);
  if (!asks(reading, segment)) return false;
  return within(words(reading, 'send'), segment).some((hit) => {
    const between = hit.start >= end ? text.slice(end, hit.start) : text.slice(hit.end, start);
    return between.length <= CODE_REACH && !/[,;，、\n]/.test(between);
  });
}

/** "Delivery by 30 April", "payment 30/70": the sentence says it, so it asks nothing; "delivery time 30 days?" asks. */
function statesFact(reading: Reading, { ask, exact, end }: Candidate, segment: Span, stated: Stated): boolean {
  if (ask !== 'lead_time' && ask !== 'payment_terms') return false;
  if (isQuestion(reading, segment)) return false;
  const fact = stated[ask];
  const until = within(words(reading, 'deadline'), { start: end, end: Math.min(segment.end, end + 12) }).length > 0;
  if (ask === 'lead_time' && !exact && until) return true;
  if (fact === null || fact.start >= segment.end || fact.end <= segment.start) return false;
  // "Delivery: 10 February" says it; "delivery 10 February, please confirm the production time" asks as well.
  return !exact || (fact.start <= end + NEXT && fact.end > end);
}

/** "best price list" names a list and no price. */
function overlapsAny(hits: Hit[], span: Span): boolean {
  return within(hits, { start: span.start - 40, end: span.end + 40 }).some(
    ({ start, end }) => start < span.end && end > span.start,
  );
}
