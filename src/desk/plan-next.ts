/** Plans what happens to an inquiry after a mail to the customer: the next follow-up, or none any more. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { scheduleFollowUp } from '../db/follow-ups.ts';
import { moveInquiry } from '../db/inquiries.ts';
import { lastReplyTo } from '../db/outgoing.ts';
import type { Row } from '../db/schema.ts';
import { planFollowUp } from '../follow-up/plan.ts';
import type { InquiryStatus } from '../model/inquiry.ts';

/**
 * Schedules step `step` (1 = the first after the reply) and moves the inquiry; without a further step it rests.
 * @param sentAt when our last mail to him went out, the reply or a follow-up; the days count from the reply
 * @returns whether the inquiry was still in one of the `from` states
 */
export async function planNext(
  trx: Db,
  app: App,
  plan: { inquiry: Row<'inquiries'>; from: readonly InquiryStatus[]; step: number; sentAt: Date; suppressed: boolean },
): Promise<boolean> {
  const { inquiry, from, step, sentAt } = plan;
  const at = app.clock.now();
  if (inquiry.feedback === 'not_interested') {
    return moveInquiry(trx, inquiry.id, { from, to: 'lost', at, reason: 'the customer is not interested' });
  }
  const repliedAt = step > 1 ? await lastReplyTo(trx, inquiry.id) : null;
  const next = plan.suppressed
    ? null
    : planFollowUp({
        class: inquiry.class ?? 'low',
        step,
        sentAt: repliedAt ?? sentAt,
        lastTouchAt: sentAt,
        country: inquiry.background?.country ?? null,
        settings: app.config.followUp,
        random: (app.random(1)[0] ?? 0) / 256,
      });
  if (!next) return moveInquiry(trx, inquiry.id, { from, to: step > 1 ? 'dormant' : 'replied', at });
  await scheduleFollowUp(trx, { inquiryId: inquiry.id, step, template: next.template, dueAt: next.dueAt, at });
  return moveInquiry(trx, inquiry.id, { from, to: 'following_up', at, detail: { step } });
}
