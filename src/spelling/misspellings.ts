/** Finds misspelt words in a letter. */
import { fold } from '../analyze/normalize.ts';
import type { SpellingWords } from '../model/spelling-words.ts';
import { unknownAmong } from './ask-dictionary.ts';
import { hasDictionary } from './dictionaries.ts';
import { type WordToCheck, wordsToCheck } from './words-to-check.ts';

/**
 * @param language BCP 47 tag of the letter
 * @param known words that are right: of the company, the buyer, the templates
 * @returns null when there is no dictionary for the language, or it could not be read in time
 */
export async function misspellings(
  text: string,
  language: string,
  known: readonly string[],
  settings: SpellingWords,
): Promise<{ word: string; position: [number, number] }[] | null> {
  const primary = language.toLowerCase().split('-')[0] ?? language;
  if (!hasDictionary(primary)) return null;
  const { words = [], variants = [] } = settings.languages[primary] ?? {};
  const right = new Set([...settings.everywhere, ...words, ...known].flatMap(foldedWords));
  const candidates = wordsToCheck(text, primary, right);
  if (candidates.length === 0) return [];
  const spellings = (word: string) => [word, ...respelt(word, variants)];
  const asked = new Set(candidates.flatMap(({ word, parts }) => [word, ...parts].flatMap(spellings)));
  const unknown = await unknownAmong({ language: primary, words: [...asked] });
  if (unknown === null) return null;
  const isRight = (word: string) => spellings(word).some((spelling) => !unknown.has(spelling));
  return candidates.filter((one) => !isRight(one.word) && !one.parts.every(isRight)).map(misspelt);
}

function misspelt({ word, position }: WordToCheck): { word: string; position: [number, number] } {
  return { word, position };
}

function foldedWords(text: string): string[] {
  return (
    fold(text)
      .match(/[\p{L}\p{M}]+(?:['-][\p{L}\p{M}]+)*/gu)
      ?.flatMap((word) => [word, ...word.split(/['-]/)]) ?? []
  );
}

/** As it is written in another country. */
function respelt(word: string, variants: readonly (readonly [string, string])[]): string[] {
  return variants
    .filter(([here]) => word.toLowerCase().includes(here))
    .map(([here, there]) => word.toLowerCase().replace(here, there));
}
