/** Scores reply cases. */
import type { Score } from './scorer.ts';

export function scoreReply(): Score {
  return {};
}
