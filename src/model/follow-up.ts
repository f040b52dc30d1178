/** When and with what words a customer who has not answered is asked again (domain 5.7), as in config/follow-up.yaml. */
import { z } from 'zod';
import { InquiryClass } from './inquiry.ts';

/**
 * One step of a sequence. Days count from the reply in the buyer's calendar. The first step is a window: the last
 * business day inside it, or the next one after it; later steps are a day, rolled forward to a business day.
 */
export const FollowUpStep = z.object({
  template: z.string(),
  fromDay: z.int().positive(),
  toDay: z.int().positive(),
});
export type FollowUpStep = z.infer<typeof FollowUpStep>;

export const FollowUpSettings = z.object({
  sequences: z.record(InquiryClass, z.array(FollowUpStep)),
  /** Business days that must lie between two mails to the same customer. */
  minBusinessDaysBetween: z.int().min(0),
  /** Local time window of the buyer, `HH:MM`. */
  sendFrom: z.string(),
  sendUntil: z.string(),
});
export type FollowUpSettings = z.infer<typeof FollowUpSettings>;
