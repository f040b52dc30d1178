/** The guard's words, prepared once: trees that find units, promises and names, and the pieces of number words. */
import { fold } from '../../analyze/normalize.ts';
import { buildTermTree, type Hits, readTermTrees, type Term, type TermTree } from '../../analyze/term-tree.ts';
import { treesOf } from '../../analyze/vocabulary.ts';
import type { ClaimWords } from '../../model/claim-words.ts';
import type { ReadingWords } from '../../model/reading-words.ts';
import type { ReplyWords } from '../words.ts';
import { nameDays } from './day-names.ts';

/** Where the words come from: config/claim-words.yaml, config/reading-words.yaml, templates/words.yaml. */
export type GuardSources = {
  claimWords: ClaimWords;
  readingWords: ReadingWords;
  replyWords: Pick<ReplyWords, 'currencies'>;
};

/** A piece of a number word; `times`: it multiplies what stands before it. */
export type Piece = { value: string; times: boolean };
export type GuardWords = {
  trees: ReadonlyMap<string, TermTree>;
  /** language -> folded piece -> what it is worth. */
  pieces: ReadonlyMap<string, ReadonlyMap<string, Piece>>;
  /** The same, with the English ones among them. */
  withEnglish: ReadonlyMap<string, ReadonlyMap<string, Piece>>;
  /** language -> small words inside a number, with the English ones. */
  joints: ReadonlyMap<string, ReadonlySet<string>>;
  between: ReadonlySet<string>;
  capitals: ReadonlySet<string>;
};

/** Sections of reading-words.yaml that say what a number counts or measures. */
const UNIT_SECTIONS = ['units', 'measures'] as const;
const built = new WeakMap<ClaimWords, GuardWords>();

/** The words, built at the first call for a configuration (some 100 ms). */
export function guardWords(sources: GuardSources): GuardWords {
  const known = built.get(sources.claimWords);
  if (known !== undefined) return known;
  const words = build(sources);
  built.set(sources.claimWords, words);
  return words;
}

/** Group -> hits in a folded text, for its language and English. */
export function readGuardWords(words: GuardWords, language: string, folded: string): Hits {
  return readTermTrees(folded, treesOf(words.trees, language));
}

function build({ claimWords, readingWords, replyWords }: GuardSources): GuardWords {
  const languages = Object.keys(claimWords.promises.guarantee ?? {});
  const trees = new Map<string, TermTree>();
  for (const language of new Set(['en', ...languages])) {
    trees.set(language, buildTermTree(termsOf(language, claimWords, readingWords, replyWords)));
  }
  const pieces = new Map(
    Object.keys(claimWords.numbers).map((language) => [language, piecesOf(claimWords, language)] as const),
  );
  const english = claimWords.joints.en ?? [];
  const joints = new Map(
    languages.map(
      (language) => [language, new Set([...english, ...(claimWords.joints[language] ?? [])].map(fold))] as const,
    ),
  );
  const withEnglish = new Map(
    languages.map(
      (language) => [language, new Map([...(pieces.get('en') ?? []), ...(pieces.get(language) ?? [])])] as const,
    ),
  );
  const capitals = new Set(Object.values(claimWords.capitals).flat().map(fold));
  return { trees, pieces, withEnglish, joints, between: new Set(claimWords.between.map(fold)), capitals };
}

function termsOf(
  language: string,
  claimWords: ClaimWords,
  readingWords: ReadingWords,
  replyWords: Pick<ReplyWords, 'currencies'>,
): Term[] {
  const { time, money, moments, promises, percent, idioms, counters } = claimWords;
  const labelled = { time, money, moment: moments, promise: promises, negation: readingWords.terms.negation };
  const terms = Object.entries(labelled).flatMap(([group, section]) => sectionTerms(group, section ?? {}, language));
  for (const section of UNIT_SECTIONS) {
    // A percent is no unit of goods, and neither are hours.
    const { percent: _, hour: __, ...units } = readingWords.terms[section] ?? {};
    terms.push(...sectionTerms('unit', units, language));
  }
  terms.push(...plainTerms('percent', percent[language]), ...plainTerms('idiom', idioms[language]));
  terms.push(...plainTerms('counter', counters[language]));
  for (const [label, spelling] of nameDays(language)) terms.push({ group: 'moment', label, spelling });
  if (language !== 'en') return terms;
  // Signs of money are written the same in every language.
  const signs = Object.entries(replyWords.currencies).flatMap(([code, marks]) =>
    [code, ...marks].map((mark) => [code, mark]),
  );
  for (const [code = '', mark = ''] of signs) terms.push({ group: `money ${code}`, label: code, spelling: mark });
  return terms;
}

function sectionTerms(group: string, section: Record<string, Record<string, string[]>>, language: string): Term[] {
  return Object.entries(section).flatMap(([label, byLanguage]) =>
    (byLanguage[language] ?? []).map((spelling) => ({
      // A sign such as ¥ may stand for several kinds of money; each has hits of its own.
      group: group === 'money' ? `money ${label}` : group,
      label,
      spelling,
    })),
  );
}

function plainTerms(group: string, spellings: string[] = []): Term[] {
  return spellings.map((spelling) => ({ group, label: group, spelling }));
}

function piecesOf({ numbers, multipliers }: ClaimWords, language: string): Map<string, Piece> {
  const pieces = new Map<string, Piece>();
  const add = (values: Record<string, string[]> | undefined, times: boolean) => {
    for (const [value, spellings] of Object.entries(values ?? {})) {
      for (const spelling of spellings) pieces.set(fold(spelling), { value, times });
    }
  };
  add(numbers[language], false);
  add(multipliers[language], true);
  return pieces;
}
