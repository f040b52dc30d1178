/** What scores a case, and what it scores with: the same rules and words that the service runs on. */
import type { Vocabulary } from '../../src/analyze/vocabulary.ts';
import { compileVocabulary } from '../../src/analyze/vocabulary.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import type { Case } from './cases.ts';

export type Tools = { config: Config; vocabulary: Vocabulary };

/** For each check of the case: right or wrong, or what was found instead of what. */
export type Score = Record<string, boolean | { expected: unknown; found: unknown }>;

export type Scorer = (labelled: Case, tools: Tools) => Score | Promise<Score>;

export function openTools(): Tools {
  const config = loadConfig({});
  return { config, vocabulary: compileVocabulary(config.vocabulary) };
}

/** Right when equal as JSON; else both sides, for the list of failures. */
export function same(expected: unknown, found: unknown): Score[string] {
  return JSON.stringify(expected) === JSON.stringify(found) ? true : { expected, found };
}
