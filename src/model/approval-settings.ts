/** How long a draft waits for a person before somebody else is asked, as written in config/approvals.yaml. */
import { z } from 'zod';
import { InquiryClass } from './inquiry.ts';

const ClockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 09:00');

/** Business hours of the approver from the first request on; null = this step is left out. */
const Patience = z
  .strictObject({
    remind: z.number().positive().max(500).nullable(),
    deputy: z.number().positive().max(500).nullable(),
    manager: z.number().positive().max(500).nullable(),
  })
  .refine(
    ({ remind, deputy, manager }) => {
      const steps = [remind, deputy, manager].filter((hours) => hours !== null);
      return steps.every((hours, index) => index === 0 || hours > (steps[index - 1] ?? 0));
    },
    { message: 'each step must come later than the one before it (remind, deputy, manager)' },
  );

export const ApprovalSettings = z
  .strictObject({
    /** The working day of the team, local time of the approver. */
    hours: z.strictObject({ from: ClockTime, until: ClockTime }),
    patience: z.record(InquiryClass, Patience),
    /** When the daily list of waiting drafts goes out, local time of the company. */
    digestAt: ClockTime,
    /** Who sees cost, margin and floor in the request for approval. */
    showMarginTo: z.enum(['manager', 'everyone', 'nobody']),
  })
  .refine(({ hours }) => hours.from < hours.until, { message: 'hours: from must be before until' });
export type ApprovalSettings = z.infer<typeof ApprovalSettings>;
