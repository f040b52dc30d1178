/** Numbers as the settings write them: decimals in quotation marks, never floats, with faults that say what to write. */
import { z } from 'zod';

/** A decimal number of at least 0 as text. */
export const Amount = z
  .string({ error: "must be a number in quotation marks, e.g. '1850.00'" })
  .regex(/^\d{1,15}(\.\d{1,15})?$/, "must be a number with a decimal point, e.g. '1850.00'");

/** More than nothing, for what is divided by. */
export const Positive = Amount.refine((text) => Number(text) > 0, 'must be more than 0');

/** A share below 1, e.g. 0.25; guards against 25 written for 25 %. */
export const Fraction = Amount.refine((text) => Number(text) < 1, 'write 25 % as 0.25');

/** ISO 4217. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be the three capital letters of a currency, e.g. USD');

/** ISO 3166-1 alpha-2. */
export const Country = z.string().regex(/^[A-Z]{2}$/, 'must be the two capital letters of a country, e.g. DE');

/** First and last day on which a figure may be used, and where it comes from. */
export const validity = {
  validFrom: z.iso.date().optional(),
  validUntil: z.iso.date().optional(),
  source: z.string().optional(),
};

/** Anything that holds for a time only. */
export type Dated = { validFrom?: string | undefined; validUntil?: string | undefined; source?: string | undefined };
