/** Scores bounce cases. */
import type { Score } from './scorer.ts';

export function scoreBounce(): Score {
  return {};
}
