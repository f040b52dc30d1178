/** What an approver wants otherwise than the desk has drafted it, and what changed between two versions of a draft. */
import { z } from 'zod';
import { PriceWishes } from './calculation.ts';
import { UnclearPoint } from './unclear-point.ts';

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
  /** The draft is in a person's own words: the letter of the desk that he has typed them over. */
  typedOver: z.string().optional(),
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
    /** The words a person has typed stand in the new version too, or do not any more. */
    'kept_words',
    'dropped_words',
    /** A person has set the class or a fact; `by` is his name. */
    'class',
    'quantity',
    'product',
    'country',
    'destination',
    'company',
    'name',
  ]),
  about: z.string(),
  from: z.string(),
  to: z.string(),
  by: z.string().optional(),
});
export type DraftNote = z.infer<typeof DraftNote>;
