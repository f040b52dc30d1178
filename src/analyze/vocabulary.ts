/** Finds the words of the trade in a text: the groups of config/vocabulary.json by the rules of domain 2.5.2. */
import { z } from 'zod';
import type { Normalized } from './normalize.ts';
import { fold, normalize, rawRange } from './normalize.ts';

/** config/vocabulary.json: groups of terms by language; a trailing `*` makes a term a stem. */
export const VocabularyData = z.object({
  langs: z.array(z.string()).min(1),
  cert_codes: z.array(z.string()),
  groups: z.record(z.string(), z.object({ terms: z.record(z.string(), z.array(z.string().min(1))) })),
});
export type VocabularyData = z.infer<typeof VocabularyData>;

/** A place where one or more terms end; `stem` accepts any ending of the word. */
type Ending = { group: string; term: string; stem: boolean };
type Node = { next: Map<string, Node>; endings: Ending[] };

export type Vocabulary = {
  languages: string[];
  certCodes: string[];
  groups: ReadonlySet<string>;
  /** One tree of terms per language, spelled without spaces between words. */
  trees: ReadonlyMap<string, Node>;
};

/** A term found in a text, with its UTF-16 range in the raw text. `term` is the vocabulary's spelling. */
export type TermHit = { term: string; start: number; end: number };

const WORD = /[\p{L}\p{N}_]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const SPACE = /\s/;
/** Conjunctions and prepositions that Arabic writes together with the next word, and the article. */
const ARABIC_CLITICS = /^(?:[وفبلك]{0,2}(?:ال|لل)?)/u;
/** A shorter German word is too often the accidental tail of another. */
const COMPOUND_TAIL = 5;
/** Longest run of white space read as one gap inside a term. */
const GAP = 16;

/** Prepares the vocabulary for reading; done once at start. */
export function compileVocabulary(data: VocabularyData): Vocabulary {
  const trees = new Map<string, Node>();
  for (const language of data.langs) {
    const root: Node = { next: new Map(), endings: [] };
    for (const [group, { terms }] of Object.entries(data.groups)) {
      for (const term of terms[language] ?? []) insert(root, group, term);
    }
    trees.set(language, root);
  }
  return { languages: data.langs, certCodes: data.cert_codes, groups: new Set(Object.keys(data.groups)), trees };
}

/**
 * The terms of `group` in `text`, in the mail's language and in English, leftmost and longest first, not overlapping.
 * Offsets are UTF-16 offsets into the raw text. Whole words for spaced scripts, substrings for Chinese, Japanese and
 * Korean, clitics for Arabic, tails of compounds for German (domain 2.5.2).
 *
 * @throws RangeError when the vocabulary has no such group
 */
export function findTerms(vocabulary: Vocabulary, group: string, language: string, text: string): TermHit[] {
  if (!vocabulary.groups.has(group)) throw new RangeError(`no vocabulary group "${group}"`);
  return readTerms(vocabulary, language, normalize(text)).get(group) ?? [];
}

/** All groups in one pass over the text, for callers that need several: group -> hits as in `findTerms`. */
export function readTerms(vocabulary: Vocabulary, language: string, normalized: Normalized): Map<string, TermHit[]> {
  const best = new Map<string, { hit: TermHit; end: number }>();
  const found = new Map<string, TermHit[]>();
  const { text } = normalized;
  const languages = language === 'en' ? ['en'] : [language, 'en'];
  const trees = languages.flatMap((name) => {
    const tree = vocabulary.trees.get(name);
    return tree === undefined ? [] : [{ name, tree }];
  });
  const ends = new Map<string, number>();
  for (let position = 0; position < text.length; position += 1) {
    best.clear();
    for (const { name, tree } of trees) {
      for (const start of startsAt(text, position, name)) {
        walk(text, start.from, tree, (ending, end) => {
          if (start.compound && (end - start.from < COMPOUND_TAIL || ending.term.includes(' '))) return;
          if ((best.get(ending.group)?.end ?? 0) >= end) return;
          best.set(ending.group, { hit: { term: ending.term, ...rawRange(normalized, position, end) }, end });
        });
      }
    }
    for (const [group, { hit, end }] of best) {
      if (position < (ends.get(group) ?? 0)) continue;
      ends.set(group, end);
      found.set(group, [...(found.get(group) ?? []), hit]);
    }
  }
  return found;
}

function insert(root: Node, group: string, term: string): void {
  const stem = term.endsWith('*');
  const spelling = fold(stem ? term.slice(0, -1) : term);
  let node = root;
  for (const letter of spelling.trim().replace(/\s+/g, ' ')) {
    const next = node.next.get(letter) ?? { next: new Map(), endings: [] };
    node.next.set(letter, next);
    node = next;
  }
  node.endings.push({ group, term: stem ? term.slice(0, -1) : term, stem });
}
