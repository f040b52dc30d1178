/** Carries out what was decided about a draft, whichever way it was said: it goes out, or it does not. */
import type { App } from '../app.ts';
import { closeApproval, voidApprovals } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { moveDraft, setAttachments } from '../db/drafts.ts';
import { followUpById, moveFollowUp } from '../db/follow-ups.ts';
import { holdInquiry, moveInquiry } from '../db/inquiries.ts';
import type { LoadedInquiry } from '../db/inquiry-view.ts';
import { mustHold } from '../db/lost-race.ts';
import type { Row } from '../db/schema.ts';
import type { DraftAttachment } from '../model/documents.ts';
import type { Handoff } from '../queues.ts';
import { askAgain } from './ask-again.ts';
import { learnFromEdit } from './learn-from-edit.ts';
import { askPerson } from './needs-person.ts';
import { queueCustomerMail } from './outbox.ts';
import { planNext } from './plan-next.ts';
import { ownerOf } from './team.ts';

/** A draft that waits, with the question for it. */
export type WaitingDraft = Pick<LoadedInquiry, 'row' | 'view' | 'suppressed'> & {
  draft: Row<'drafts'>;
  approval: Row<'approvals'>;
};

/**
 * The mail to the customer, once: whoever comes second finds the question closed.
 * @param yes `text` is what the customer gets; `messageId` the mail that says so, null where none does; `added` go along
 * with the files of the draft
 * @throws LostRace
 */
export async function approveDraft(
  trx: Db,
  app: App,
  { row, view, draft, approval }: WaitingDraft,
  yes: {
    status: 'approved' | 'edited';
    text: string;
    messageId: number | null;
    added?: readonly DraftAttachment[];
    /** His own figures that nothing bears out: he is asked once more, and nothing is sent. */
    confirm?: readonly string[];
  },
): Promise<Handoff[]> {
  const at = app.clock.now();
  const { added = [] } = yes;
  await holdInquiry(trx, row.id);
  const closed = { status: yes.status, at, messageId: yes.messageId, finalText: yes.text };
  mustHold(await closeApproval(trx, approval.id, closed));
  await voidApprovals(trx, draft.id, at);
  const attachments = [...draft.attachments, ...added];
  if (added.length > 0) await setAttachments(trx, draft.id, attachments);
  mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'approved', at));
  mustHold(await moveInquiry(trx, row.id, { from: ['awaiting_approval'], to: 'approved', at }));
  if (yes.status === 'edited')
    await learnFromEdit(trx, app, view, draft, { text: yes.text, person: approval.approver });
  if (yes.confirm && yes.confirm.length > 0) {
    const typed = { draft, text: yes.text, bold: [] };
    return askAgain(trx, app, typed, { event: 'figures_to_confirm', attachments, warnings: yes.confirm });
  }
  return queueCustomerMail(trx, app, {
    draft: { ...draft, attachments },
    approvalId: approval.id,
    text: yes.text,
    bold: yes.status === 'approved' ? draft.bold : [],
    inquiryNo: row.inquiry_no,
    mailbox: row.mailbox,
    recipientName: view.customer.name ?? '',
    senderName: ownerOf(app.config.company, row.owner).name,
    thread: row.thread,
  });
}

/**
 * Nothing goes out. A first reply is left to the owner, after a follow-up the next one is planned.
 * @throws LostRace
 */
export async function rejectDraft(
  trx: Db,
  app: App,
  { row, draft, approval, suppressed }: WaitingDraft,
  no: { reason: string; messageId: number | null },
): Promise<Handoff[]> {
  const at = app.clock.now();
  await holdInquiry(trx, row.id);
  mustHold(await closeApproval(trx, approval.id, { status: 'rejected', at, ...no }));
  await voidApprovals(trx, draft.id, at);
  mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'rejected', at));
  const followUp = draft.follow_up_id === null ? undefined : await followUpById(trx, draft.follow_up_id);
  if (!followUp) {
    return askPerson(trx, app, { inquiry: row, from: ['awaiting_approval'], reason: 'rejected', quietly: true });
  }
  await moveFollowUp(trx, followUp.id, 'drafted', 'skipped', no.reason);
  const plan = { inquiry: row, from: ['awaiting_approval'] as const, step: followUp.step + 1, sentAt: at, suppressed };
  mustHold(await planNext(trx, app, plan));
  return [];
}
