/** Rules of the owner by which a draft goes out without a person, as in config/auto-send.yaml. */
import { z } from 'zod';
import { InquiryClass } from './inquiry.ts';
import { Amount, Currency } from './settings-number.ts';

export const AutoSendRule = z.strictObject({
  /** Stands in the record of every mail that went out by it. */
  name: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be small letters, digits and hyphens'),
  /** Names in templates/, e.g. `reply-ask-details`. */
  templates: z.array(z.string()).min(1),
  classes: z.array(InquiryClass).min(1),
  /** Mails by this rule on one day of the company. */
  maxPerDay: z.int().min(1).max(1000),
  /** No offer above it goes out; without it no draft of an inquiry that has been offered a price. */
  maxAmount: z.strictObject({ amount: Amount, currency: Currency }).optional(),
  /** Only to customers who have had a mail from us before. */
  onlyKnownCustomers: z.boolean().default(true),
});
export type AutoSendRule = z.infer<typeof AutoSendRule>;

export const AutoSendSettings = z.strictObject({ rules: z.array(AutoSendRule).default([]) });
