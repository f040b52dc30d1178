/** Scores spam cases. */
import type { Score } from './scorer.ts';

export function scoreSpam(): Score {
  return {};
}
