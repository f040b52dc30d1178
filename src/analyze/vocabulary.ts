/** Finds the words of the trade in a text: the groups of config/vocabulary.json by the rules of domain 2.5.2. */
import { z } from 'zod';
import { normalize, rawRange } from './normalize.ts';
import type { Hit, Hits, TermTree } from './term-tree.ts';
import { buildTermTree, readTermTrees } from './term-tree.ts';

/** config/vocabulary.json: groups of terms by language; `*` at the end of a word makes it a stem. */
export const VocabularyData = z.object({
  langs: z.array(z.string()).min(1),
  cert_codes: z.array(z.string()),
  groups: z.record(z.string(), z.object({ terms: z.record(z.string(), z.array(z.string().min(1))) })),
});
export type VocabularyData = z.infer<typeof VocabularyData>;

export type Vocabulary = {
  languages: string[];
  certCodes: string[];
  groups: ReadonlySet<string>;
  /** One tree of terms per language. */
  trees: ReadonlyMap<string, TermTree>;
};

/** Prepares the vocabulary for reading; done once at start. */
export function compileVocabulary(data: VocabularyData): Vocabulary {
  const trees = new Map<string, TermTree>();
  for (const language of data.langs) {
    const terms = Object.entries(data.groups).flatMap(([group, { terms: byLanguage }]) =>
      (byLanguage[language] ?? []).map((spelling) => ({ group, label: spelling.replace(/\*$/, ''), spelling })),
    );
    trees.set(language, buildTermTree(terms));
  }
  return { languages: data.langs, certCodes: data.cert_codes, groups: new Set(Object.keys(data.groups)), trees };
}

/**
 * The terms of `group` in the raw `text`, in the mail's language and in English, leftmost and longest first, not
 * overlapping; `term` is the vocabulary's spelling, `start` and `end` are UTF-16 offsets into the raw text. Whole words
 * for spaced scripts, substrings for Chinese, Japanese and Korean, clitics for Arabic, tails of compounds for German.
 *
 * @throws RangeError when the vocabulary has no such group
 */
export function findTerms(
  vocabulary: Vocabulary,
  group: string,
  language: string,
  text: string,
): { term: string; start: number; end: number }[] {
  if (!vocabulary.groups.has(group)) throw new RangeError(`no vocabulary group "${group}"`);
  const normalized = normalize(text);
  const hits = readVocabulary(vocabulary, language, normalized.text).get(group) ?? [];
  return hits.map(({ label, start, end }) => ({ term: label, ...rawRange(normalized, start, end) }));
}

/** The terms of `group` in any language that begin at `start` of an already folded text, the longest of each language. */
export function termsAt(vocabulary: Vocabulary, group: string, foldedText: string, start: number): Hit[] {
  if (start < 0) return [];
  return vocabulary.languages.flatMap((language) => {
    const place = { from: start, to: start + 1, found: new Map() };
    return readTermTrees(foldedText, treesOf(vocabulary.trees, language), place).get(group) ?? [];
  });
}

/** All groups in one pass over an already folded text: group -> hits with offsets into the folded text. */
export function readVocabulary(vocabulary: Vocabulary, language: string, foldedText: string): Hits {
  return readTermTrees(foldedText, treesOf(vocabulary.trees, language));
}

/** The trees to read for a mail in these languages: their own and English, which is used everywhere in trade. */
export function treesOf(trees: ReadonlyMap<string, TermTree>, ...languages: string[]) {
  return [...new Set([...languages, 'en'])].flatMap((name) => {
    const tree = trees.get(name);
    return tree === undefined ? [] : [{ tree, compounds: name === 'de', clitics: name === 'ar' }];
  });
}
