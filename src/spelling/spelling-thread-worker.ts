/** The thread that reads a dictionary: takes words, answers with those that are not in it, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Order } from './ask-dictionary.ts';
import { unknownWords } from './dictionaries.ts';

function answer({ language, words }: Order): Answer {
  try {
    return { unknown: unknownWords(words, language) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer(workerData as Order));
