/** What a form or platform says of a buyer in labelled fields, beside his own words. */
import { z } from 'zod';

const Field = z.string().nullable();

/** As written there, but for the country; null when the notification does not say it. */
export const Stated = z.object({
  name: Field,
  company: Field,
  /** ISO 3166-1 alpha-2. */
  country: z.string().length(2).nullable(),
  phone: Field,
  website: Field,
  product: Field,
  quantity: Field,
});
export type Stated = z.infer<typeof Stated>;
