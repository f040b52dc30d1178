/** What a salesperson may say without asking: selling points, samples, standard answers, concessions, news. */
import { z } from 'zod';
import { Ask, DecimalText } from './inquiry.ts';
import { Country, Currency } from './settings-number.ts';

/** Text by language (key of templates/words.yaml); a reader in whose language it is missing does not get it. */
const Said = z.record(z.string(), z.string().min(1));

/** What a buyer shows to care about; found in the facts of his inquiry (src/reply/needs.ts). */
export const Need = z.enum(['price', 'certificate', 'delivery', 'customisation', 'sample', 'quality', 'reliability']);
export type Need = z.infer<typeof Need>;

const SellingPoint = z.strictObject({
  text: Said,
  /** It is told to a buyer who shows one of these needs, ships to one of these countries or uses one of these words. */
  needs: z.array(Need).default([]),
  countries: z.array(Country).default([]),
  words: z.array(z.string().min(2)).default([]),
  /** Only for these products and categories; empty = for all. */
  products: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
});
export type SellingPoint = z.infer<typeof SellingPoint>;

/** `fee` is for one sample; without it samples are free. */
const SamplePolicy = z.strictObject({
  fee: z.strictObject({ amount: DecimalText, currency: Currency }).optional(),
  refundedOnOrder: z.boolean().default(false),
  courier: z.enum(['buyer', 'seller']),
});
export type SamplePolicy = z.infer<typeof SamplePolicy>;

/**
 * What we may offer a buyer who finds the price too high. The first four take something in return (domain 5.6: trade,
 * never give); the other three cost us money and are only named when they stand in the settings.
 */
export const Concession = z.enum([
  'larger_quantity',
  'simpler_specification',
  'better_payment',
  'combined_shipment',
  'free_sample',
  'spare_parts',
  'longer_validity',
]);
export type Concession = z.infer<typeof Concession>;

export const SalesPolicy = z.strictObject({
  sellingPoints: z.array(SellingPoint).default([]),
  samples: SamplePolicy.optional(),
  /** Approved answers to what buyers ask again and again, instead of "we will confirm". */
  answers: z.partialRecord(Ask, Said).default({}),
  /** Our own sentences, as the payment terms of pricing.yaml, in other languages, by the very words that stand there. */
  phrases: z.record(z.string(), Said).default({}),
  concessions: z
    .array(Concession)
    .default(['larger_quantity', 'simpler_specification', 'better_payment', 'combined_shipment']),
  /** For the follow-up that tells news; after its last day nothing is told. */
  news: z.array(z.strictObject({ text: Said, until: z.iso.date() })).default([]),
});
export type SalesPolicy = z.infer<typeof SalesPolicy>;
