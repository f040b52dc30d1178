/** Looks words up in the Hunspell dictionaries that npm has, without unfolding a whole dictionary in memory. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import nspell from 'nspell';
import { possibleEntries, readAffixRules } from './affix-rules.ts';

const require = createRequire(import.meta.filename);

/**
 * Primary language tag -> where its dictionary lies. Those of other languages may not be handed on with this program
 * (GPL alone) or do not exist.
 */
const PLACES: Readonly<Record<string, () => string>> = {
  en: () => require.resolve('dictionary-en'),
  es: () => require.resolve('dictionary-es'),
  fr: () => require.resolve('dictionary-fr'),
  pt: () => require.resolve('dictionary-pt'),
  ru: () => require.resolve('dictionary-ru'),
};

export function hasDictionary(language: string): boolean {
  return Object.hasOwn(PLACES, language);
}

/**
 * The words that the dictionary does not know. nspell makes every form of every entry it is given: some 400 MB for the
 * whole of French, minutes for Portuguese. So it is given only the entries these words can have been made from.
 * @throws when there is no dictionary
 */
export function unknownWords(words: readonly string[], language: string): string[] {
  const place = PLACES[language];
  if (place === undefined) throw new RangeError(`no dictionary for ${language}`);
  const folder = dirname(place());
  const aff = readFileSync(join(folder, 'index.aff'), 'utf8');
  const rules = readAffixRules(aff);
  const wanted = new Set(words.flatMap((word) => [...possibleEntries(word, rules)]));
  const [, ...entries] = readFileSync(join(folder, 'index.dic'), 'utf8').split('\n');
  const kept = entries.filter((entry) => wanted.has(entryOf(entry)));
  const spell = nspell({ aff, dic: `${kept.length}\n${kept.join('\n')}\n` });
  return words.filter((word) => !spell.correct(word));
}

/** `abandon/V12 po:verb` -> `abandon`. */
function entryOf(line: string): string {
  const end = line.search(/[/\t\r]| \w\w:/);
  return end < 0 ? line : line.slice(0, end);
}
