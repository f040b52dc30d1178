/** Finds the sentence in which a buyer says what does not suit him, to be repeated to him (domain 5.6). */
import { fold } from '../analyze/normalize.ts';

const READ_LIMIT = 5000;
const SHORTEST = 4;

/** @param evidence folded words that decided what his mail means; null when no sentence holds one of them */
export function buyersPoint(text: string, evidence: readonly string[]): string | null {
  const sentences = text
    .slice(0, READ_LIMIT)
    .split(/\n|(?<=[!?。！？؟]|\.(?=\s))/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= SHORTEST);
  return sentences.find((sentence) => evidence.some((words) => fold(sentence).includes(words))) ?? null;
}
