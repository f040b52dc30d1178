/** A mail to the customer that waits for a person's word, and what that person can answer. */
import { z } from 'zod';

export const DraftPurpose = z.enum(['reply', 'feedback', 'follow_up']);
export type DraftPurpose = z.infer<typeof DraftPurpose>;

export const DraftStatus = z.enum(['drafted', 'awaiting_approval', 'approved', 'sent', 'rejected', 'superseded']);
export type DraftStatus = z.infer<typeof DraftStatus>;

/** The words of a draft: what the customer will read, and in which language. */
export const DraftText = z.object({ language: z.string(), subject: z.string(), text: z.string() });
export type DraftText = z.infer<typeof DraftText>;

/**
 * What a team member's answer to an approval request means. Everything that is not clearly one of the others is
 * `unclear`: it is asked back and sends nothing.
 */
export const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve') }),
  /** `text` is exactly what the customer must receive. */
  z.object({ kind: z.literal('edit'), text: z.string() }),
  z.object({ kind: z.literal('reject'), reason: z.string() }),
  /** `reason` names the template text that explains what was not understood. */
  z.object({
    kind: z.literal('unclear'),
    reason: z.enum(['empty', 'condition', 'edit_without_text', 'changed_quote', 'not_understood']),
  }),
]);
export type Decision = z.infer<typeof Decision>;
