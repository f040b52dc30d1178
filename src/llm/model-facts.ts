/** What a language model may say about a mail: one value for each fact it was asked for, with the words it read. */
import { z } from 'zod';
import type { InquiryFacts } from '../model/inquiry.ts';

const FactField = z.enum([
  'product',
  'quantity',
  'incoterm',
  'place',
  'destination_country',
  'delivery_date',
  'payment_terms',
  'target_price',
]);
export type FactField = z.infer<typeof FactField>;

/** `unit`: of a quantity, the currency of a price, the kind of a date; `item`: which of the products, from 0. */
const ModelFact = z.strictObject({
  field: FactField,
  item: z.number().nullable(),
  value: z.string(),
  unit: z.string().nullable(),
  quote: z.string(),
  confidence: z.number(),
});
export type ModelFact = z.infer<typeof ModelFact>;

export const ModelFacts = z.strictObject({ facts: z.array(ModelFact) });
export type ModelFacts = z.infer<typeof ModelFacts>;

/** A fact to ask for; `item` only with a quantity. */
export type WantedFact = { field: FactField; item: number | null };

/** Below this the rules themselves were not sure. */
const SURE = 0.6;
type Known = { confidence: number; confirmedBy: string | null } | null;

/** What the rules left open or unsure and nobody has confirmed. */
export function wantedFacts(facts: InquiryFacts): WantedFact[] {
  const single: [FactField, Known][] = [
    ['incoterm', facts.incoterm],
    ['place', facts.place],
    ['destination_country', facts.destinationCountry],
    ['delivery_date', facts.deliveryDate],
    ['payment_terms', facts.paymentTerms],
    ['target_price', facts.targetPrice],
  ];
  return [
    ...(facts.items.length === 0 ? [{ field: 'product' as const, item: null }] : []),
    ...facts.items.flatMap(({ quantity }, item) => (isOpen(quantity) ? [{ field: 'quantity' as const, item }] : [])),
    ...single.flatMap(([field, known]) => (isOpen(known) ? [{ field, item: null }] : [])),
  ];
}

function isOpen(known: Known): boolean {
  return known === null || (known.confirmedBy === null && known.confidence < SURE);
}
