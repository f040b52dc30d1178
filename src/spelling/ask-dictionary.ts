/** Asks a dictionary for words, in a thread of its own: reading one takes some 100 ms. Letters repeat their words. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** Twenty times what the largest dictionary takes on a small machine. */
const PATIENCE_MS = 20_000;
const MAX_HEAP_MB = 256;
/** Words remembered of one language: more than a company's letters hold, some megabytes. */
const MOST_REMEMBERED = 20_000;

export type Order = { language: string; words: string[] };
/** The words among them that the dictionary does not know. */
export type Answer = { unknown: string[] } | { error: string };

/** Language -> word -> whether its dictionary knows it. */
const remembered = new Map<string, Map<string, boolean>>();

/**
 * @param language primary tag
 * @returns the words that the dictionary does not know; null when it could not be read in time
 */
export async function unknownAmong({ language, words }: Order): Promise<Set<string> | null> {
  const verdicts = remembered.get(language) ?? new Map<string, boolean>();
  remembered.set(language, verdicts);
  const asked = words.filter((word) => !verdicts.has(word));
  if (asked.length > 0) {
    const unknown = await askThread({ language, words: asked });
    if (unknown === null) return null;
    if (verdicts.size + asked.length > MOST_REMEMBERED) verdicts.clear();
    const answered = new Set(unknown);
    for (const word of asked) verdicts.set(word, !answered.has(word));
    // Others may have been forgotten while the thread read.
    if (!words.every((word) => verdicts.has(word))) return unknownAmong({ language, words });
  }
  return new Set(words.filter((word) => verdicts.get(word) === false));
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
