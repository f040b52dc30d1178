/** Reads everything that a text claims: figures first, then what is left between them. */
import { fold, type Normalized } from '../../analyze/normalize.ts';
import type { Hits } from '../../analyze/term-tree.ts';
import { readWords } from '../../analyze/word-trees.ts';
import type { ReadingWords } from '../../model/reading-words.ts';
import { BLANK, blank } from './blank.ts';
import type { Claim } from './claim.ts';
import { findDates } from './dates.ts';
import type { GuardWords } from './guard-words.ts';
import { readGuardWords } from './guard-words.ts';
import { findLinks } from './links.ts';
import { findLooseUnits, findNumbers } from './numbers.ts';
import { findPromises } from './promises.ts';
import { findAbbreviations, findCodes, findNames, foldedSpans } from './tokens.ts';

/** In the order of the text. `normalized`: the text as `normalize` folds it. */
export function readClaims(
  normalized: Normalized,
  language: string,
  words: GuardWords,
  readingWords: ReadingWords,
): Claim[] {
  const links = findLinks(normalized.text);
  const withoutLinks = blank(normalized.text, links);
  const hits = readGuardWords(words, language, withoutLinks);
  const withoutIdioms = blank(withoutLinks, hits.get('idiom') ?? []);
  const dates = findDates(withoutIdioms);
  const withoutDates = blank(withoutIdioms, dates);
  const english = words.withEnglish.get(language) ?? words.withEnglish.get('en');
  const codes = findCodes(withoutDates, hits, (letters) => english?.get(letters)?.times === true);
  const rest = blank(withoutDates, codes);
  const numbers = findNumbers(rest, language, hits, words);
  const figures = [...links, ...dates, ...codes, ...numbers];
  const claims = [
    ...figures,
    ...findLooseUnits(rest, hits, numbers),
    ...findPromises(rest, hits),
    ...namesIn(normalized, blank(rest, [...numbers, ...moneyIn(hits)]), language, words, readingWords),
  ];
  return claims.sort((a, b) => a.start - b.start || b.end - a.end);
}

function moneyIn(hits: Hits) {
  return [...hits].flatMap(([group, found]) => (group.startsWith('money ') ? found : []));
}

function namesIn(
  normalized: Normalized,
  rest: string,
  language: string,
  words: GuardWords,
  readingWords: ReadingWords,
): Claim[] {
  const spans = foldedSpans(normalized, (position) => rest.charAt(position) === BLANK);
  const places = placesIn(normalized, rest, language, readingWords);
  return [...findAbbreviations(normalized, spans), ...findNames(normalized, language, words, spans, fold), ...places];
}

/** Ports, trade cities and countries that are written as names. */
function placesIn({ raw, starts }: Normalized, rest: string, language: string, readingWords: ReadingWords): Claim[] {
  const found = readWords(readingWords, language, rest);
  return ['places', 'country'].flatMap((group) =>
    (found.get(group) ?? []).flatMap(({ label, start, end }): Claim[] => {
      if (/\p{Ll}/u.test(raw.charAt(starts[start] ?? 0))) return [];
      const written = rest.slice(start, end).replace(/\s/g, '');
      return [{ kind: 'place', units: [''], values: [label], written, required: false, start, end }];
    }),
  );
}
