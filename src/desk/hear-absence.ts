/** What follows when the mail program of an approver answers our request: somebody else is asked at once. */
import type { App } from '../app.ts';
import { recordAbsence } from '../db/absences.ts';
import { draftsWaitingFor } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { draftById, planStep } from '../db/drafts.ts';
import { addEvent } from '../db/events.ts';
import { outgoingByMessageIds } from '../db/outgoing.ts';
import type { TeamMember } from '../model/company.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import type { Route } from '../receive/route.ts';
import { threadKeys } from '../receive/thread.ts';

/**
 * Counts only when it answers a request that went to this person: everybody can write in his name, but not name our
 * mail. With a day all drafts that wait for him are handed over, and those that come until then; without one this one.
 */
export async function hearAbsence(
  trx: Db,
  app: App,
  member: TeamMember,
  { deferUntil, challenge }: Pick<Extract<Route, { kind: 'auto_reply' }>, 'deferUntil' | 'challenge'>,
  { messageId, message }: { messageId: number; message: MailMessage },
): Promise<Handoff[]> {
  const ours = await outgoingByMessageIds(trx, threadKeys(message).messageIds);
  const request = ours.find(({ approval_id: id, recipient }) => id !== null && recipient === member.email);
  if (!request?.draft_id || challenge) return [];
  const at = app.clock.now();
  const detail = { until: deferUntil, draftId: request.draft_id };
  await addEvent(trx, { kind: 'approver_away', at, inquiryId: request.inquiry_id, messageId, detail });
  if (deferUntil !== null) await recordAbsence(trx, member.email, deferUntil, at);
  const waiting = await draftsWaitingFor(trx, member.email);
  const handoffs: Handoff[] = [];
  for (const id of deferUntil === null ? waiting.filter((one) => one === request.draft_id) : waiting) {
    const draft = await draftById(trx, id);
    // Where the deputy has been asked before, the manager's turn comes as planned.
    if (!draft || (draft.next_step !== 'remind' && draft.next_step !== 'deputy')) continue;
    if (await planStep(trx, id, draft.next_step, { step: 'deputy', at })) handoffs.push({ queue: 'escalate', id });
  }
  return handoffs;
}
