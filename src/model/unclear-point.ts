/** What a buyer has left open and has to be asked (domain 1.2). */
import { z } from 'zod';

/** Something the buyer did not say and that changes price, feasibility or lead time; `field` names the template text. */
export const UnclearPoint = z.object({
  field: z.enum([
    'product',
    'quantity',
    'destination',
    'company',
    'incoterm',
    'specification',
    'delivery_date',
    'attachment',
  ]),
  /** A key of `unclearReasons` in templates/words.yaml. */
  reason: z.string(),
  /** The file or the rule that the reason speaks of. */
  detail: z.string().optional(),
  /** The file that is to be sent again. */
  about: z.string().optional(),
});
export type UnclearPoint = z.infer<typeof UnclearPoint>;
