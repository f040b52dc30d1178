/** Folds the name of a person or company so that two spellings of one name compare equal (domain 7, sanctions lists). */
import { fold } from '../analyze/normalize.ts';
import { latinOf } from '../analyze/transliterate.ts';
import type { ListedName } from '../model/sanctions.ts';

/** Longer names are no names. */
const LONGEST = 300;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
/** A single word that names a company: shorter ones are common words. */
const LONG_WORD = 6;
const LONG_UNSPACED_WORD = 4;

/** Prepared once for all names of a list. */
export type LegalForms = { words: ReadonlySet<string>; unspaced: readonly string[] };

/** @param forms as in reading-words.yaml */
export function legalFormsOf(forms: readonly { form: string }[]): LegalForms {
  const folded = forms.map(({ form }) => foldName(form));
  return {
    words: new Set(folded.filter((form) => !UNSPACED.test(form)).flatMap((form) => form.split(' '))),
    unspaced: folded.filter((form) => UNSPACED.test(form)).sort((a, b) => b.length - a.length),
  };
}

/**
 * The words of the name in Latin letters, each once, sorted; without legal forms unless it names a person. Null when
 * what is left says nothing: single common words never match, and one word never names a person.
 */
export function nameKey(name: string, kind: ListedName['kind'], forms: LegalForms): string | null {
  const words = foldName(name.slice(0, LONGEST)).split(' ');
  const told =
    kind === 'person'
      ? words
      : words.map((word) => withoutForm(word, forms.unspaced)).filter((word) => !forms.words.has(word));
  const key = [...new Set(told.filter((word) => word !== ''))].sort().join(' ');
  return key.includes(' ') || (kind !== 'person' && isLong(key)) ? key : null;
}

function isLong(word: string): boolean {
  return word.length >= (UNSPACED.test(word) ? LONG_UNSPACED_WORD : LONG_WORD);
}

/** "S.A." is one word, "й" may be written y or i, "Al-Quds" and "Nordhaus/Outdoor" are two. */
function foldName(name: string): string {
  return latinOf(fold(name))
    .replaceAll('y', 'i')
    .replace(/[.'’`"]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** "深圳光明有限公司": the form stands against the name. */
function withoutForm(word: string, unspaced: readonly string[]): string {
  if (!UNSPACED.test(word)) return word;
  for (const form of unspaced) {
    if (word.endsWith(form)) return word.slice(0, -form.length);
    if (word.startsWith(form)) return word.slice(form.length);
  }
  return word;
}
