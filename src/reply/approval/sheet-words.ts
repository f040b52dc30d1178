/** The words of a request for approval in each language of the team, as in templates/words.yaml. */
import { z } from 'zod';
import { CorrectedFact } from '../../model/correction.ts';
import { CloseCode } from '../../model/draft.ts';
import { DraftNote } from '../../model/revision.ts';

/** `{name}` stands where a value goes. */
const Sentence = z.string();

export const SheetWords = z.strictObject({
  /** In the subject, behind the tag. */
  subjects: z.strictObject({
    reply: z.string(),
    feedback: z.string(),
    follow_up: z.string(),
    reminder: z.string(),
  }),
  colon: z.string(),
  /** The two lines that say how to answer. */
  howTo: z.string(),
  more: z.string(),
  page: Sentence,
  /** Why this person is asked, and why now. */
  asked: z.strictObject({
    reminder: Sentence,
    deputy: Sentence,
    manager: Sentence,
    again: Sentence,
    away: Sentence,
    floor: Sentence,
    sanctions: Sentence,
  }),
  attention: z.string(),
  newVersion: Sentence,
  changes: z.record(DraftNote.shape.kind, Sentence),
  wants: z.string(),
  inquiry: z.string(),
  nothing: z.string(),
  ownWords: z.string(),
  quoted: Sentence,
  class: z.string(),
  points: Sentence,
  /** What persons have set of the inquiry. */
  setBy: z.string(),
  setLine: Sentence,
  setFacts: z.record(z.enum(['class', ...CorrectedFact.options]), z.string()),
  urgency: z.string(),
  intent: z.string(),
  customer: z.string(),
  price: z.string(),
  validUntil: Sentence,
  noPrice: z.string(),
  missing: z.string(),
  unclear: z.string(),
  forwarded: z.string(),
  /** Sanctions lists: the label, what a comparison has shown, and what to do about a likeness. */
  sanctions: z.string(),
  notScreened: z.string(),
  screened: Sentence,
  match: Sentence,
  to: z.string(),
  subject: z.string(),
  version: z.string(),
  /** Behind the language of a draft that no dictionary is there for. */
  notSpelled: z.string(),
  attachments: z.string(),
  noAttachments: z.string(),
  translation: z.string(),
  answered: z.string(),
  original: Sentence,
  originalAttached: z.string(),
  calculation: z.string(),
  closed: z.record(CloseCode, z.string()),
  /** Beginnings of the warnings that stand in English beside a draft. */
  warnings: z.record(z.string(), z.string()),
});
export type SheetWords = z.infer<typeof SheetWords>;

/** The sentence with its values filled in. */
export function fillIn(sentence: string, values: Readonly<Record<string, string>>): string {
  return sentence.replace(/\{([a-z]{1,20})\}/gi, (_, name: string) => values[name] ?? '');
}

/** A warning in the reader's words as far as they are known. */
export function sayWarning(warning: string, words: SheetWords): string {
  const begin = Object.keys(words.warnings).find((known) => warning.startsWith(known));
  return begin === undefined ? warning : `${words.warnings[begin]}${warning.slice(begin.length)}`;
}
