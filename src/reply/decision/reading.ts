/** What the steps of reading an answer share. */
import type { DecisionWords } from '../../model/decision-words.ts';
import type { Decision, UnclearReason } from '../../model/draft.ts';
import type { OwnWords } from './own-words.ts';
import type { Signer } from './signature-lines.ts';
import type { About } from './suggestions.ts';

export type Reading = Signer & {
  own: OwnWords;
  /** The lines he wrote, from the first that is no greeting on. */
  written: readonly string[];
  /** The same without his signature. */
  lines: readonly string[];
  draftText: string;
  words: DecisionWords;
  today: string | null;
  likeness: boolean;
};

/** A decision, or why there is none; the words that would work are added at the end. */
export type Outcome = Exclude<Decision, { kind: 'unclear' }> | { kind: 'unclear'; reason: UnclearReason; about: About };

export function unclear(reason: UnclearReason, about: About = null): Extract<Outcome, { kind: 'unclear' }> {
  return { kind: 'unclear', reason, about };
}
