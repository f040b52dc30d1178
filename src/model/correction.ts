/** What a person has set of an inquiry against what was read of it: its class, or a fact. */
import { z } from 'zod';
import { DecimalText, InquiryClass, Unit } from './inquiry.ts';

/** Facts that a person can correct by a line of his answer. */
export const CorrectedFact = z.enum(['quantity', 'product', 'country', 'destination', 'company', 'name']);
export type CorrectedFact = z.infer<typeof CorrectedFact>;

/** `typed` as he typed it in the mail `messageId`; `by` is his address in the team. */
const Said = z.object({
  by: z.string(),
  name: z.string(),
  at: z.iso.datetime(),
  messageId: z.int(),
  typed: z.string(),
});
export type Said = z.infer<typeof Said>;

const Place = z.object({ name: z.string(), locode: z.string().nullable(), country: z.string().nullable() });

/** Kept with the inquiry in the order in which they were said; the later of two about the same thing counts. */
export const Correction = z.discriminatedUnion('kind', [
  Said.extend({ kind: z.literal('class'), class: InquiryClass }),
  /** Of the article named, else of the item at this place in the buyer's order. */
  Said.extend({
    kind: z.literal('quantity'),
    sku: z.string().nullable(),
    item: z.int(),
    amount: DecimalText,
    unit: Unit,
  }),
  /** Takes the place of the article `instead`, or of what was read and not known as one of ours. */
  Said.extend({
    kind: z.literal('product'),
    sku: z.string(),
    categoryId: z.string().nullable(),
    instead: z.string().nullable(),
  }),
  /** Where the customer sits, ISO 3166-1 alpha-2. */
  Said.extend({ kind: z.literal('country'), country: z.string().length(2) }),
  /** Where the goods go: a place, or only a country. */
  Said.extend({ kind: z.literal('destination'), country: z.string().length(2).nullable(), place: Place.nullable() }),
  Said.extend({ kind: z.literal('company'), company: z.string() }),
  Said.extend({ kind: z.literal('name'), contact: z.string() }),
]);
export type Correction = z.infer<typeof Correction>;
