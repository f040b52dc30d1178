/** Scores mime cases. */
import type { Score } from './scorer.ts';

export function scoreMime(): Score {
  return {};
}
