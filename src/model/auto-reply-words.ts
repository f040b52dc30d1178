/** What machines that answer in somebody's place write, as in config/auto-reply-words.yaml. */
import { z } from 'zod';

/** Language -> spellings; case, accents and runs of white space do not matter. */
const ByLanguage = z.record(z.string(), z.array(z.string().min(1)));

export const AutoReplyWords = z.object({
  /** In a subject, wherever they stand. */
  subjects: ByLanguage,
  /** Before or behind the day of return. */
  back: ByLanguage,
  /** Before or behind the last day of absence. */
  until: ByLanguage,
  /** Near the address of the deputy or successor. */
  successor: ByLanguage,
  /** The person does not work there any more. */
  left: ByLanguage,
  /** A filter asks the sender to prove that he is a person before it delivers. */
  challenge: ByLanguage,
  /** How the subject of a read receipt begins, and what its text says. */
  receiptSubjects: ByLanguage,
  receiptTexts: ByLanguage,
});
export type AutoReplyWords = z.infer<typeof AutoReplyWords>;
