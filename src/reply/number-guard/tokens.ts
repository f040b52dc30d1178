/** Finds codes of products and standards, abbreviations and names in a text. */
import type { Normalized } from '../../analyze/normalize.ts';
import type { Hits } from '../../analyze/term-tree.ts';
import type { Claim, Span } from './claim.ts';
import type { GuardWords } from './guard-words.ts';

const CODE = /[a-zа-я\d]+(?:[-/._+&][a-zа-я\d]+)*/g;
/** `4.95/pc`: a price and what it is for. */
const NUMBER_PER_UNIT = /^\d+(?:[.,]\d+)*\/\p{L}+$/u;
const NUMBER_AND_UNIT = /^(\d+(?:[.,]\d+)*)-?(?=\p{L})/u;
const CAPITALS =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}])\p{Lu}(?:[\p{Lu}\p{N}]|[&/.+-](?=\p{Lu})){0,40}\p{Lu}(?!\p{Ll})/gu;
const NAME = /(?<![\p{Script=Latin}\p{Script=Cyrillic}\p{N}])\p{Lu}[\p{L}]*(?:['’-]\p{L}+)*/gu;
const BEFORE_SENTENCE = '.!?:;•*"“”«»„¿¡…>(-。！？：、，（';
const WORD = /[\p{L}\p{N}]+/gu;
/** Where nouns are written with capitals, a capital says nothing. */
const NOUNS_WITH_CAPITALS = new Set(['de']);

/** Letters and digits in one word: `VB-500`, `EN71`, `IP67`, but not `500ml` or `25-day`. */
export function findCodes(text: string, hits: Hits, isMultiplier: (letters: string) => boolean): Claim[] {
  const starts = new Set<number>();
  for (const [group, found] of hits) {
    if (group === 'time' || group === 'unit' || group === 'percent' || group.startsWith('money ')) {
      for (const hit of found) starts.add(hit.start);
    }
  }
  return [...text.matchAll(CODE)].flatMap(({ 0: written, index }) => {
    if (!/\d/.test(written) || !/\p{L}/u.test(written) || NUMBER_PER_UNIT.test(written)) return [];
    const number = NUMBER_AND_UNIT.exec(written)?.[0].length;
    if (number !== undefined && (starts.has(index + number) || isMultiplier(written.slice(number)))) return [];
    return [claim('code', written, { start: index, end: index + written.length }, true)];
  });
}

/** `FDA`, `T/T`, `ASAP`: whatever is written in capitals names something. */
export function findAbbreviations({ raw }: Normalized, spans: (start: number, end: number) => Span | null): Claim[] {
  return [...raw.matchAll(CAPITALS)].flatMap(({ 0: written, index }) => {
    const span = spans(index, index + written.length);
    return span === null ? [] : [claim('abbreviation', written.normalize('NFKC'), span, true)];
  });
}

/** Words with a capital inside a sentence: people, companies, brands, places. */
export function findNames(
  { raw }: Normalized,
  language: string,
  words: GuardWords,
  spans: (start: number, end: number) => Span | null,
  fold: (written: string) => string,
): Claim[] {
  if (NOUNS_WITH_CAPITALS.has(language)) return [];
  return [...raw.matchAll(NAME)].flatMap(({ 0: written, index }) => {
    const folded = fold(written);
    if (written === written.toUpperCase() || words.capitals.has(folded)) return [];
    if (startsSentence(raw, index)) return [];
    const span = spans(index, index + written.length);
    return span === null ? [] : [claim('name', folded, span, false)];
  });
}

/** After the end of another sentence, a sign that opens one, or on a new line. */
function startsSentence(raw: string, index: number): boolean {
  const near = raw.slice(Math.max(0, index - 6), index);
  const before = near.trimEnd();
  return before === ''
    ? index < 6 || near.includes('\n')
    : near.includes('\n') || BEFORE_SENTENCE.includes(before.slice(-1));
}

/** Every word of a text that may be written again with a capital. */
export function wordsOf({ text }: Normalized): string[] {
  return text.match(WORD) ?? [];
}

/** Words that mix Latin with Cyrillic or Greek letters: they look like another word. */
export function findDisguised({ raw }: Normalized): string[] {
  return (raw.match(/[\p{L}]+/gu) ?? []).filter(
    (word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word),
  );
}

/** Translates offsets of the raw text into spans of the folded one; null where something has been read already. */
export function foldedSpans(
  { starts }: Normalized,
  isRead: (position: number) => boolean,
): (start: number, end: number) => Span | null {
  return (start, end) => {
    const from = firstFrom(starts, start);
    return from >= starts.length || isRead(from) ? null : { start: from, end: firstFrom(starts, end) };
  };
}

/** The first folded position that came from `raw` or later. */
function firstFrom(starts: Uint32Array, raw: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < raw) low = middle + 1;
    else high = middle;
  }
  return low;
}

function claim(kind: Claim['kind'], written: string, span: Span, required: boolean): Claim {
  return { kind, units: [''], values: [written], written, required, ...span };
}
