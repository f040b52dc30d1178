/** Finds misspelt words in a letter, in a thread of its own: reading a dictionary takes some 100 ms. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { fold } from '../analyze/normalize.ts';
import type { SpellingWords } from '../model/spelling-words.ts';
import { hasDictionary } from './dictionaries.ts';
import { type WordToCheck, wordsToCheck } from './words-to-check.ts';

/** Twenty times what the largest dictionary takes on a small machine. */
const PATIENCE_MS = 20_000;
const MAX_HEAP_MB = 256;

export type Order = { language: string; words: string[] };
/** The words among them that the dictionary does not know. */
export type Answer = { unknown: string[] } | { error: string };

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
  const answer = await askThread({ language: primary, words: [...asked] });
  if (answer === null) return null;
  const unknown = new Set(answer);
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

function askThread(order: Order): Promise<string[] | null> {
  return new Promise((resolve) => {
    // The same file runs as TypeScript under Node and under jest, and as JavaScript after the build.
    const file = join(import.meta.dirname, `spelling-thread-worker${extname(import.meta.filename)}`);
    const worker = new Worker(file, {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
      execArgv: [],
    });
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    const end = (unknown: string[] | null) => {
      clearTimeout(timer);
      resolve(unknown);
      void worker.terminate();
    };
    worker.on('message', (answer: Answer) => end('unknown' in answer ? answer.unknown : null));
    worker.on('error', () => end(null));
    worker.on('exit', () => end(null));
  });
}
