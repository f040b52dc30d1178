/** A mail to the customer that waits for a person's word, and what that person can answer. */
import { z } from 'zod';
import { CorrectedFact } from './correction.ts';
import { InquiryClass } from './inquiry.ts';

export const DraftPurpose = z.enum(['reply', 'feedback', 'follow_up']);
export type DraftPurpose = z.infer<typeof DraftPurpose>;

export const DraftStatus = z.enum(['drafted', 'awaiting_approval', 'approved', 'sent', 'rejected', 'superseded']);
export type DraftStatus = z.infer<typeof DraftStatus>;

/** The words of a draft: what the customer will read, and in which language. `bold`: ranges of `text`, as offsets. */
export const DraftText = z.object({
  language: z.string(),
  subject: z.string(),
  text: z.string(),
  bold: z.array(z.tuple([z.int(), z.int()])).optional(),
  /** Name of the template it was written with. */
  template: z.string().optional(),
});
export type DraftText = z.infer<typeof DraftText>;

/** Why an inquiry is closed by hand: won, or the reasons for which it is lost (domain 1.3) or no inquiry. */
export const CloseCode = z.enum([
  'won',
  'price',
  'product',
  'lead_time',
  'payment',
  'certificate',
  'chose_other',
  'project_cancelled',
  'no_answer',
  'not_reachable',
  'compliance',
  'duplicate',
  'not_inquiry',
  'lost',
  'other',
]);
export type CloseCode = z.infer<typeof CloseCode>;

/** One thing to change in a draft. Amounts are decimal text; `about` and `document` are the person's words. */
export const ReviseCommand = z.discriminatedUnion('kind', [
  /** Of one unit; without a currency that of the offer, without an article every article of it. */
  z.object({
    kind: z.literal('price'),
    amount: z.string(),
    currency: z.string().length(3).nullable(),
    sku: z.string().nullable(),
  }),
  z.object({ kind: z.literal('discount'), percent: z.string() }),
  /** One of the eleven rules of Incoterms 2020; without a place that of the offer. */
  z.object({ kind: z.literal('incoterm'), rule: z.string().length(3), place: z.string().nullable() }),
  z.object({ kind: z.literal('lead_time'), days: z.int() }),
  z.object({ kind: z.literal('validity'), days: z.int() }),
  z.object({ kind: z.literal('language'), language: z.string() }),
  z.object({ kind: z.literal('add_document'), document: z.string() }),
  z.object({ kind: z.literal('drop_document'), document: z.string() }),
  z.object({ kind: z.literal('ask'), about: z.string() }),
  /** How serious the inquiry is. */
  z.object({ kind: z.literal('class'), class: InquiryClass }),
  /** A fact that was misread, as typed; `instead` is what it takes the place of. */
  z.object({ kind: z.literal('fact'), fact: CorrectedFact, value: z.string(), instead: z.string().nullable() }),
]);
export type ReviseCommand = z.infer<typeof ReviseCommand>;

/** Names the text that explains to the person what was not understood. */
export const UnclearReason = z.enum([
  'empty',
  /** An approval beside a condition or a change. */
  'condition',
  'edit_without_text',
  /** The quoted draft was changed, but the answer does not say "edit". */
  'changed_quote',
  'not_understood',
  'auto_reply',
  /** More than one decision. */
  'several',
  /** The address, the day or the reason is missing. */
  'incomplete',
]);
export type UnclearReason = z.infer<typeof UnclearReason>;

/** Words of the draft and what stands in their place in the quotation of it; '' on one side: put in or taken out. */
export const DraftChange = z.object({ from: z.string(), to: z.string() });
export type DraftChange = z.infer<typeof DraftChange>;

/**
 * What a team member's answer to an approval request means. Everything that is not clearly one of the others is
 * `unclear`: it is asked back and sends nothing.
 */
export const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('approve') }),
  /** `text` is exactly what the customer must receive. */
  z.object({ kind: z.literal('edit'), text: z.string() }),
  /** `instruction` as typed; `rest` are the parts of it that no command covers. */
  z.object({
    kind: z.literal('revise'),
    instruction: z.string(),
    commands: z.array(ReviseCommand),
    rest: z.array(z.string()),
  }),
  z.object({ kind: z.literal('reject'), reason: z.string() }),
  z.object({ kind: z.literal('assign'), address: z.string() }),
  /** The first day on which the draft is to be shown again, as an ISO date. */
  z.object({ kind: z.literal('snooze'), until: z.iso.date() }),
  z.object({ kind: z.literal('close'), code: CloseCode, reason: z.string() }),
  z.object({ kind: z.literal('help') }),
  /** The customer is not the one that a sanctions list names. */
  z.object({ kind: z.literal('not_the_same'), reason: z.string() }),
  /** `suggestions` are whole answers that would be understood, the likeliest first. */
  z.object({
    kind: z.literal('unclear'),
    reason: UnclearReason,
    changes: z.array(DraftChange),
    suggestions: z.array(z.string()),
  }),
]);
export type Decision = z.infer<typeof Decision>;
