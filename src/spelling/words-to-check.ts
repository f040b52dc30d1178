/** Picks the words of a letter that a dictionary should know: no names, codes, addresses or abbreviations. */
import { fold } from '../analyze/normalize.ts';

/** `parts`: the word, or what an apostrophe or hyphen joins in it; one of the two must be known. */
export type WordToCheck = { word: string; parts: string[]; position: [number, number] };

/** A word with what apostrophes and hyphens join to it; digits too, so that half a code is not taken for a word. */
const WORD = /[\p{L}\p{M}\p{N}_]+(?:['’-][\p{L}\p{M}\p{N}_]+)*/gu;
const LATIN = /^[\p{Script=Latin}\p{M}'’-]+$/u;
const CYRILLIC = /^[\p{Script=Cyrillic}\p{M}'’-]+$/u;
const ADDRESS =
  /(?:https?:\/\/|www\.)\S{1,500}|(?<!\S)(?:\S{1,64}@\S{1,255}|\S{1,80}\.\p{L}{2,10}(?:\/\S{0,200})?(?=[\s,;)]|$))/gu;
const SHORTEST = 3;
const MOST_WORDS = 600;
/** After these a capital says nothing. */
const SENTENCE_END = '.!?:;…¡¿"«»“”„•*(-–—';

/**
 * @param language primary tag
 * @param known folded words that are right
 */
export function wordsToCheck(text: string, language: string, known: ReadonlySet<string>): WordToCheck[] {
  const script = language === 'ru' ? CYRILLIC : LATIN;
  const plain = text.replace(ADDRESS, (address) => ' '.repeat(address.length));
  const found: WordToCheck[] = [];
  for (const { 0: written, index } of plain.matchAll(WORD)) {
    if (found.length >= MOST_WORDS) break;
    if (!script.test(written)) continue;
    const word = written.replaceAll('’', "'").normalize('NFC');
    const parts = word.split(/['-]/).filter((part) => part.length >= SHORTEST && !known.has(fold(part)));
    if (parts.length === 0 || known.has(fold(word)) || isAbbreviation(word) || isName(plain, index, word)) continue;
    found.push({ word, parts, position: [index, index + written.length] });
  }
  return found;
}

function isAbbreviation(word: string): boolean {
  return word === word.toUpperCase() || /\p{Ll}\p{Lu}/u.test(word);
}

/** A capital inside a sentence. */
function isName(text: string, index: number, word: string): boolean {
  if (!/^\p{Lu}/u.test(word)) return false;
  const before = text.slice(Math.max(0, index - 8), index);
  const last = before.trimEnd().at(-1);
  return last !== undefined && !/\n[^\S\n]*$/.test(before) && !SENTENCE_END.includes(last);
}
