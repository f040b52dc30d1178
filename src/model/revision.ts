/** What an approver wants otherwise than the desk has drafted it, and what changed between two versions of a draft. */
import { z } from 'zod';
import { PriceWishes } from './calculation.ts';
import { UnclearPoint } from './inquiry.ts';

/** Adds up from version to version, so that a later change or a new price loses nothing of an earlier one. */
export const Revision = z.object({
  wishes: PriceWishes,
  /** BCP 47 tag to write in instead of the customer's language. */
  language: z.string().nullable(),
  /** Standard questions to put besides those the desk asks. */
  questions: z.array(UnclearPoint.shape.field),
  /** Further questions in the person's own words, which are in the language of the draft. */
  ownQuestions: z.array(z.string()),
  documents: z.object({ add: z.array(z.string()), drop: z.array(z.string()) }),
  /** What only a language model can carry out, as typed. */
  instructions: z.array(z.string()),
});
export type Revision = z.infer<typeof Revision>;

/** Names a sentence about what is new in a version; `from` and `to` are shown as they are. */
export const DraftNote = z.object({
  kind: z.enum([
    'price',
    'discount',
    'incoterm',
    'lead_time',
    'validity',
    'language',
    'add_document',
    'drop_document',
    'ask',
    'instruction',
    /** The price had run out while the draft waited. */
    'repriced',
    /** Somebody else signs and decides. */
    'assigned',
  ]),
  about: z.string(),
  from: z.string(),
  to: z.string(),
});
export type DraftNote = z.infer<typeof DraftNote>;
