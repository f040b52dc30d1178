/** Takes everything out of a text that belongs to one customer: names, figures, dates, codes, addresses, places. */
import { normalize, rawRange } from '../../analyze/normalize.ts';
import type { Claim } from '../number-guard/claim.ts';
import { type GuardSources, guardWords } from '../number-guard/guard-words.ts';
import { readClaims } from '../number-guard/read-claims.ts';

/** What stands in their place; `null`: the words stay. */
const MARKS: Record<Claim['kind'], string | null> = {
  money: '{price}',
  percent: '{number}',
  time: '{number}',
  quantity: '{number}',
  number: '{number}',
  date: '{date}',
  moment: null,
  code: '{code}',
  abbreviation: null,
  name: '{name}',
  link: '{link}',
  place: '{place}',
  promise: null,
};
const LONGEST = 20_000;
const NAME_MARK = '{name}';
/** A shorter part of a name is often another word. */
const SHORTEST_NAME = 2;
const WORD_SIGN = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{N}]/u;

/**
 * @param language primary tag
 * @param names of the customer, his company, our people: taken out wherever they stand
 */
export function maskValues(text: string, language: string, names: readonly string[], sources: GuardSources): string {
  const normalized = normalize(text.slice(0, LONGEST));
  const claims = readClaims(normalized, language, guardWords(sources), sources.readingWords)
    .filter(({ kind, values }) => MARKS[kind] !== null && values[0] !== '')
    .map((claim) => ({ ...rawRange(normalized, claim.start, claim.end), mark: MARKS[claim.kind] ?? '' }));
  const named = names.flatMap((name) => placesOf(name, normalized.raw)).map((range) => ({ ...range, mark: NAME_MARK }));
  return replaced(normalized.raw, [...named, ...claims]);
}

/** The name as a whole and each of its words. */
function placesOf(name: string, text: string): { start: number; end: number }[] {
  const parts = [name, ...name.split(/\s+/)].filter((part) => part.length >= SHORTEST_NAME);
  return [...new Set(parts)].flatMap((part) => {
    const found: { start: number; end: number }[] = [];
    for (let start = text.indexOf(part); start >= 0; start = text.indexOf(part, start + part.length)) {
      const end = start + part.length;
      const inside =
        [text.charAt(start - 1), part.charAt(0)].every(isWordSign) ||
        [part.slice(-1), text.charAt(end)].every(isWordSign);
      if (!inside) found.push({ start, end });
    }
    return found;
  });
}

function isWordSign(sign: string): boolean {
  return WORD_SIGN.test(sign);
}

/** Where marks overlap, the longer one that begins first counts. */
function replaced(text: string, ranges: readonly { start: number; end: number; mark: string }[]): string {
  let position = 0;
  const pieces: string[] = [];
  for (const { start, end, mark } of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < position) continue;
    pieces.push(text.slice(position, start), mark);
    position = end;
  }
  return pieces.join('') + text.slice(position);
}
