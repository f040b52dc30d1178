/** A value read out of a mail together with the words it was read from. */
import { z } from 'zod';

/** A person of the team, by his address, and when he set something. */
export const SetBy = z.object({ by: z.string(), at: z.iso.datetime() });

/**
 * Domain section 1: every extracted value carries its provenance. `charStart`/`charEnd` are UTF-16 offsets into the
 * buyer's text of the message, or into the text of the file `attachment`; both are 0 when the value was inferred and not
 * written anywhere. A fact whose `confirmedBy` is set (a person's address) is never overwritten by a machine; its `rawText`
 * is what he typed in the mail `sourceMessageId`.
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
    confirmedAt: z.iso.datetime().optional(),
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
  confirmedAt?: string | undefined;
  attachment?: string | undefined;
};
