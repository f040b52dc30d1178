/** What a careful person concludes from a mail, and what the desk concluded, in the same words (docs/evaluating.md). */
import { z } from 'zod';

const Text = z.string().nullable();

const LabelItem = z.object({
  sku: Text.optional(),
  product: z.string().optional(),
  quantity: z.number().nullable().optional(),
  unit: Text.optional(),
  quantityKind: z.string().optional(),
});
export type LabelItem = z.infer<typeof LabelItem>;

/** A label file: only the keys that are present are scored. Words are spelled with dashes: `customer-reply`. */
export const Labels = z.object({
  /** When the mail arrived: "now" for everything relative in it. */
  received: z.iso.datetime({ offset: true }),
  kind: z.string().optional(),
  notInquiry: z.string().optional(),
  channel: z.string().optional(),
  forwardedBy: Text.optional(),
  customer: z
    .object({
      email: Text.optional(),
      name: Text.optional(),
      company: Text.optional(),
      country: Text.optional(),
      phone: Text.optional(),
    })
    .optional(),
  language: z.string().optional(),
  class: z.string().optional(),
  urgency: z.string().optional(),
  intent: z.string().optional(),
  items: z.array(LabelItem).optional(),
  incoterm: Text.optional(),
  place: Text.optional(),
  destinationCountry: Text.optional(),
  deliveryDate: Text.optional(),
  targetPrice: z.object({ amount: z.string(), currency: z.string() }).nullable().optional(),
  paymentTerms: Text.optional(),
  certificates: z.array(z.string()).optional(),
  asks: z.array(z.string()).optional(),
  feedback: z.string().optional(),
  deferUntil: Text.optional(),
  bounce: z.object({ recipient: Text, type: z.string() }).optional(),
  decision: z.string().optional(),
  editedText: z.string().optional(),
  argument: z.string().optional(),
  /** Not scored: the draft that a decision answers. */
  draftText: z.string().optional(),
});
export type Labels = z.infer<typeof Labels>;

/** What the desk found; a key is absent where the reading of such a mail does not ask for it. */
export type Found = Omit<Labels, 'received' | 'draftText'> & { kind: string };
