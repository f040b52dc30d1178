/** What a person has changed in the desk's draft, without anything that belongs to the customer. */
import { z } from 'zod';

/** Words of the draft and those in their place; figures, names and addresses are marks such as `{number}`. */
export const EditedPhrase = z.strictObject({ from: z.string(), to: z.string() });
export type EditedPhrase = z.infer<typeof EditedPhrase>;

/** When changes are proposed for a template. */
export const LearningSettings = z.strictObject({
  /** How often the same words must have been changed to the same words. */
  suggestAfter: z.int().min(2).default(3),
  /** Edits older than this do not count any more. */
  monthsBack: z.int().positive().max(120).default(12),
});
export type LearningSettings = z.infer<typeof LearningSettings>;
