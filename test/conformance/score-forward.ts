/** Scores forward cases. */
import type { Score } from './scorer.ts';

export function scoreForward(): Score {
  return {};
}
