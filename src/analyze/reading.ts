/** A mail as the extractors see it: folded text, its segments, and every known word in it, found once. */
import type { Assortment } from '../model/assortment.ts';
import type { Fact } from '../model/fact.ts';
import type { ReadingWords, WordSection } from '../model/reading-words.ts';
import { catalogueTree } from './catalogue-terms.ts';
import { type LanguagePart, languageParts } from './language-parts.ts';
import { respell } from './misspelled.ts';
import type { Normalized } from './normalize.ts';
import { normalize, rawRange } from './normalize.ts';
import { segmentsOf } from './segments.ts';
import { findSignature } from './signature.ts';
import { cellAt, findTables, type Table } from './tables.ts';
import type { Hit, Hits, TreeToRead } from './term-tree.ts';
import { readTermTrees } from './term-tree.ts';
import type { Vocabulary } from './vocabulary.ts';
import { treesOf } from './vocabulary.ts';
import type { Place } from './word-trees.ts';
import { wordTrees } from './word-trees.ts';

/** A range of the folded text. */
export type Span = { start: number; end: number };

export type Reading = {
  messageId: number;
  language: string;
  /** Folded subject, two line breaks, folded body; all spans point into it. */
  text: string;
  normalized: Normalized;
  bodyStart: number;
  /** Where the closing words of the mail begin; what follows says who writes, not what is wanted. */
  signatureStart: number;
  /** Sentences and lines in order. */
  segments: Span[];
  terms: Hits;
  words: Hits;
  products: Hits;
  /** Tables with a line of headings. */
  tables: Table[];
  places: ReadonlyMap<string, Place>;
  settings: ReadingWords;
};

/** Longer text is not read: nobody asks for a quotation on more than seven pages, but somebody may try to choke us. */
const READ_LIMIT = 20_000;
const SUBJECT_LIMIT = 500;
const BETWEEN = '\n\n';

type MailToRead = {
  messageId: number;
  subject: string;
  text: string;
  language: string;
  catalogue: Assortment;
  vocabulary: Vocabulary;
  words: ReadingWords;
};

/** The router looks at a mail that is then analysed: the same words are read once. */
let last: { input: MailToRead; reading: Reading } | undefined;

export function readMail(input: MailToRead): Reading {
  if (last === undefined || !isSame(last.input, input)) last = { input, reading: readAnew(input) };
  return { ...last.reading, messageId: input.messageId };
}

function isSame(a: MailToRead, b: MailToRead): boolean {
  const keys = ['subject', 'text', 'language', 'catalogue', 'vocabulary', 'words'] as const;
  return keys.every((key) => a[key] === b[key]);
}

function readAnew(input: MailToRead): Reading {
  const subject = input.subject.slice(0, SUBJECT_LIMIT).replace(/\s+/g, ' ');
  const normalized = normalize(subject + BETWEEN + input.text.slice(0, READ_LIMIT));
  const { text } = normalized;
  const { trees, places } = wordTrees(input.words);
  const parts = languageParts(text, input.language);
  const words = readParts(text, parts, ({ language }) => treesOf(trees, language, input.language));
  const signatureStart = findSignature(normalized, words.get('closing') ?? []);
  return {
    messageId: input.messageId,
    language: input.language,
    text,
    normalized,
    bodyStart: subject.length + BETWEEN.length,
    signatureStart,
    segments: segmentsOf(normalized, words.get('abbreviation') ?? []),
    terms: readParts(text, parts, ({ language }) => treesOf(input.vocabulary.trees, language, input.language)),
    words,
    products: readGoods(text, parts, input),
    tables: findTables(text, words.get('table_column') ?? []),
    places,
    settings: input.words,
  };
}

/** Every stretch of the mail in its own language, in that of the mail and in English. */
function readParts(text: string, parts: LanguagePart[], treesFor: (part: LanguagePart) => TreeToRead[]): Hits {
  const found: Hits = new Map();
  for (const part of parts) readTermTrees(text, treesFor(part), { from: part.start, to: part.end, found });
  return found;
}

/** Names of goods, also where they are misspelled. */
function readGoods(text: string, parts: LanguagePart[], { catalogue, language }: MailToRead): Hits {
  const treesFor = (part: LanguagePart) => [catalogueTree(catalogue, part.language, language)];
  const respelled = respell(text, catalogue);
  if (respelled === null) return readParts(text, parts, treesFor);
  const { toOwn, toRespelled } = respelled;
  const carried = parts.map((part) => ({ ...part, start: toRespelled(part.start), end: toRespelled(part.end) }));
  const hits = readParts(respelled.text, carried, treesFor);
  const own = (hit: Hit) => ({ ...hit, start: toOwn(hit.start), end: toOwn(hit.end) });
  return new Map([...hits].map(([group, found]) => [group, found.map(own)]));
}

/** Hits of a vocabulary group before the signature. */
export function terms(reading: Reading, group: string): Hit[] {
  return before(reading.terms.get(group) ?? [], reading.signatureStart);
}

/** Hits of a section of the reading words (or `country`) before the signature. */
export function words(reading: Reading, section: WordSection | 'country'): Hit[] {
  return before(reading.words.get(section) ?? [], reading.signatureStart);
}

/** The hits that lie inside a span; `hits` are sorted, so this costs a search and not a scan. */
export function within(hits: Hit[], span: Span): Hit[] {
  let low = 0;
  let high = hits.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hits[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const inside: Hit[] = [];
  for (let hit = hits[low]; hit !== undefined && hit.end <= span.end; hit = hits[++low]) inside.push(hit);
  return inside;
}

/** The hit that begins exactly at `position`. */
export function hitAt(hits: Hit[], position: number): Hit | undefined {
  return within(hits, { start: position, end: position + 200 }).find(({ start }) => start === position);
}

/** The sentence or line in which `position` lies. */
export function segmentAt(reading: Reading, position: number): Span {
  const { segments } = reading;
  let low = 0;
  let high = segments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((segments[middle]?.start ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return segments[low] ?? { start: 0, end: reading.text.length };
}

/** The heading of the column in which `position` stands, when it stands in a table. */
export function headingOf(
  reading: Reading,
  position: number,
): { meaning: string | undefined; heading: Span } | undefined {
  return reading.tables.length === 0 ? undefined : cellAt(reading.tables, position)?.column;
}

/** Whether one of the four words before `position` in its sentence negates what follows (domain 2.5.7). */
export function isNegated(reading: Reading, position: number): boolean {
  const segment = segmentAt(reading, position);
  const spaced = reading.text.slice(segment.start, position).trimEnd();
  let from = spaced.length;
  for (let count = 0; count < 4 && from > 0; count += 1) from = Math.max(spaced.lastIndexOf(' ', from - 1), 0);
  // Without spaces between words four characters stand for four words.
  const start = Math.max(segment.start + from, UNSPACED_LANGUAGES.has(reading.language) ? position - 5 : 0);
  return within(words(reading, 'negation'), { start, end: position }).length > 0;
}

/** Whether the sentence ends in a question mark of any script. */
export function isQuestion(reading: Reading, segment: Span): boolean {
  return '?？؟'.includes(reading.text.slice(segment.start, segment.end).trimEnd().at(-1) ?? '.');
}

/** The raw words of a span. */
export function rawText(reading: Reading, span: Span): string {
  const { start, end } = rawRange(reading.normalized, span.start, span.end);
  return reading.normalized.raw.slice(start, end);
}

/** A value read from a span. What the subject says has no place in the text: its offsets are 0. */
export function factOf<Value>(reading: Reading, span: Span, value: Value, confidence: number): Fact<Value> {
  const { start, end } = rawRange(reading.normalized, span.start, span.end);
  const inBody = start >= reading.bodyStart;
  return {
    value,
    rawText: reading.normalized.raw.slice(start, end),
    sourceMessageId: reading.messageId,
    charStart: inBody ? start - reading.bodyStart : 0,
    charEnd: inBody ? end - reading.bodyStart : 0,
    method: 'rule',
    confidence,
    confirmedBy: null,
  };
}

const UNSPACED_LANGUAGES = new Set(['zh', 'ja', 'ko']);

function before(hits: Hit[], limit: number): Hit[] {
  const last = hits.at(-1);
  return last === undefined || last.end <= limit ? hits : hits.filter(({ end }) => end <= limit);
}
