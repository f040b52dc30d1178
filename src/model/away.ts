/** What an automatic answer has told of a customer's absence. */
import { z } from 'zod';

export const Away = z.object({
  /** Day of return or last day of absence; null when it names none. */
  until: z.iso.date().nullable(),
  /** The address to write to instead. */
  successor: z.string().nullable(),
  /** He does not work there any more. */
  left: z.boolean(),
});
export type Away = z.infer<typeof Away>;
