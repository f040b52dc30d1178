/** The words of a request for approval in each language of the team, as in templates/words.yaml. */
import { z } from 'zod';
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
  urgency: z.string(),
  intent: z.string(),
  customer: z.string(),
  price: z.string(),
  validUntil: Sentence,
  noPrice: z.string(),
  missing: z.string(),
  unclear: z.string(),
  forwarded: z.string(),
  to: z.string(),
  subject: z.string(),
  version: z.string(),
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
