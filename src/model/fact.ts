/** A value read out of a mail together with the words it was read from. */
import { z } from 'zod';

/**
 * Domain section 1: every extracted value carries its provenance. `charStart`/`charEnd` are UTF-16 offsets into the
 * buyer's text of the message, or into the text of the file `attachment`; both are 0 when the value was inferred and not
 * written anywhere. A fact whose `confirmedBy` is set is never overwritten by a machine.
 */
export const fact = <Value extends z.ZodType>(value: Value) =>
  z.object({
    value,
    rawText: z.string(),
    sourceMessageId: z.int(),
    charStart: z.int(),
    charEnd: z.int(),
    method: z.enum(['rule', 'model', 'human']),
    confidence: z.number().min(0).max(1),
    confirmedBy: z.string().nullable(),
    attachment: z.string().optional(),
  });

export type Fact<Value> = {
  value: Value;
  rawText: string;
  sourceMessageId: number;
  charStart: number;
  charEnd: number;
  method: 'rule' | 'model' | 'human';
  confidence: number;
  confirmedBy: string | null;
  attachment?: string | undefined;
};
