/** How a price came about, for the company's eyes only: the calculation line by line, margins, and what is missing. */
import { z } from 'zod';
import { DecimalText, Incoterm } from './inquiry.ts';
import { Offer } from './quotation.ts';
import { TransportMode } from './transport.ts';

/** One line of the calculation. */
export const TraceLine = z.object({
  /** Names the words of the line in config/quote-words.yaml. */
  step: z.string(),
  /** Amount with its unit, e.g. `5.404989 USD/pcs`. */
  value: z.string(),
  /** Where the figure comes from: the setting, with the source it names. */
  source: z.string(),
  /** Product or scheme it belongs to, e.g. `VB-500`, `CIF Hamburg`. */
  about: z.string().optional(),
  /** The arithmetic, e.g. `33.9 ÷ 1.13 × 0.13`. */
  calculation: z.string().optional(),
  /** Date of the figure, or the last day it may be used. */
  date: z.iso.date().optional(),
});
export type TraceLine = z.infer<typeof TraceLine>;

/** Something that could not be priced, or that the salesperson should know: `code` names the sentence. */
export const Gap = z.object({ code: z.string(), values: z.record(z.string(), z.string()) });
export type Gap = z.infer<typeof Gap>;

/** Profit share of one product under one scheme against the floor, both fractions. */
export const Margin = z.object({
  scheme: z.string(),
  sku: z.string(),
  effective: z.string(),
  floor: DecimalText,
  belowFloor: z.boolean(),
});
export type Margin = z.infer<typeof Margin>;

/** The result of the price engine. `missing` names what could not be priced and why; a gap is never filled by a guess. */
export const PriceResult = z.object({
  offer: Offer,
  /** The gaps as English sentences. */
  missing: z.array(z.string()),
  /** A manager has to agree. */
  belowFloor: z.boolean(),
  trace: z.array(TraceLine),
  gaps: z.array(Gap).optional(),
  hints: z.array(Gap).optional(),
  margins: z.array(Margin).optional(),
});
export type PriceResult = z.infer<typeof PriceResult>;

/** What a person wants otherwise than the settings say; the engine computes with it and reports the margin. */
export const PriceWishes = z.object({
  /** Price of one unit under the first scheme, in the currency of the quotation. */
  unitPrice: DecimalText.optional(),
  /** The same for several products, by SKU. */
  unitPrices: z.record(z.string(), DecimalText).optional(),
  /** Taken off the goods price besides the tier, e.g. `5` for 5 %. */
  discountPercent: DecimalText.optional(),
  incoterm: Incoterm.optional(),
  place: z.object({ name: z.string(), locode: z.string().nullable(), country: z.string().nullable() }).optional(),
  mode: TransportMode.optional(),
  currency: z.string().length(3).optional(),
  leadTimeDays: z.int().positive().max(730).optional(),
  validityDays: z.int().positive().max(365).optional(),
  /** Fraction of the price paid to an agent, e.g. `0.03` for CIFC3. */
  commission: DecimalText.optional(),
  /** Days of credit on open account. */
  creditDays: z.int().min(0).max(365).optional(),
});
export type PriceWishes = z.infer<typeof PriceWishes>;
