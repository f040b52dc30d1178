/** Stage decide: what the approver's answer means, and what follows from it. What is not clear sends nothing. */

import type { App } from '../src/app.ts';
import { approvalById, closeApproval } from '../src/db/approvals.ts';
import type { Db } from '../src/db/connect.ts';
import { draftById, moveDraft } from '../src/db/drafts.ts';
import { addEvent } from '../src/db/events.ts';
import { followUpById, moveFollowUp } from '../src/db/follow-ups.ts';
import { moveInquiry } from '../src/db/inquiries.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { disposeMessage, failMessage, messageById } from '../src/db/messages.ts';
import { approvalRequest } from '../src/db/outgoing.ts';
import type { Row } from '../src/db/schema.ts';
import { askBack } from '../src/desk/ask-back.ts';
import { alarmAboutMessage, askPerson } from '../src/desk/needs-person.ts';
import { queueCustomerMail } from '../src/desk/outbox.ts';
import { planNext } from '../src/desk/plan-next.ts';
import { ownerOf } from '../src/desk/team.ts';
import { parseMail } from '../src/mail/parse.ts';
import type { Company, TeamMember } from '../src/model/company.ts';
import type { Decision } from '../src/model/draft.ts';
import { folderFor } from '../src/model/filing.ts';
import type { MailMessage } from '../src/model/message.ts';
import type { Handoff } from '../src/queues.ts';
import { readDecision } from '../src/reply/decision.ts';
import type { Stage } from './run-stage.ts';

type Subject = LoadedInquiry & {
  answer: { id: number; mailbox: string; message: MailMessage };
  approval: Row<'approvals'>;
  draft: Row<'drafts'>;
  /** The text of the mail that asked him. */
  request: string;
  now: Date;
};
type Outcome = Decision | { kind: 'too_late'; reason: 'already_decided' | 'superseded' | 'expired' };

export const decide: Stage<Subject, Outcome> = {
  name: 'decide',

  async load(app, id) {
    const message = await messageById(app.db, id);
    if (message?.status !== 'deciding' || !message.mail) return null;
    const approval = await approvalById(app.db, Number(message.detail.approvalId));
    const draft = approval && (await draftById(app.db, approval.draft_id));
    const inquiry = approval && (await loadInquiry(app.db, approval.inquiry_id));
    if (!draft || !inquiry) return null;
    const asked = await approvalRequest(app.db, approval.id);
    const request = asked ? (await parseMail(asked.raw)).text : '';
    return {
      ...inquiry,
      answer: { id, mailbox: message.mailbox, message: message.mail },
      approval,
      draft,
      request,
      now: app.clock.now(),
    };
  },

  decide({ answer, approval, draft, request, now }, { config }) {
    if (approval.status === 'superseded') return { kind: 'too_late', reason: 'superseded' };
    if (approval.status !== 'open') return { kind: 'too_late', reason: 'already_decided' };
    if (approval.expires_at <= now) return { kind: 'too_late', reason: 'expired' };
    const displayName = answer.message.from?.name ?? '';
    const signature = [displayName, ...signatureOf(config.company, ownerOf(config.company, approval.approver))];
    const read = { text: answer.message.text, signature, request };
    return readDecision(read, draft.text, config.mailClients, config.decisionWords);
  },

  async save(trx, subject, outcome, app) {
    const { answer, approval, row } = subject;
    const at = app.clock.now();
    const done = { from: 'deciding', to: 'done', disposition: 'decision', inquiryId: row.id } as const;
    const detail = { approvalId: approval.id, decision: outcome.kind };
    mustHold(await disposeMessage(trx, answer.id, { ...done, detail }));
    await addEvent(trx, { kind: `decision_${outcome.kind}`, at, inquiryId: row.id, messageId: answer.id });
    const filed: Handoff[] = folderFor('decision', app.config.filing) ? [{ queue: 'file', id: answer.id }] : [];
    return [...filed, ...(await apply(trx, app, subject, outcome))];
  },

  async fail(app, id, reason) {
    await failMessage(app.db, id, reason);
    return alarmAboutMessage(app, id, reason);
  },
};

/** What follows from the decision. */
async function apply(trx: Db, app: App, subject: Subject, outcome: Outcome): Promise<Handoff[]> {
  const { answer, approval, row } = subject;
  switch (outcome.kind) {
    case 'approve':
      return approve(trx, app, subject, { status: 'approved', text: subject.draft.text });
    case 'edit':
      return approve(trx, app, subject, { status: 'edited', text: outcome.text });
    case 'reject':
      return reject(trx, app, subject, outcome.reason);
    case 'unclear':
    case 'too_late': {
      const person = ownerOf(app.config.company, approval.approver);
      return askBack(trx, app, {
        messageId: answer.id,
        mailbox: answer.mailbox,
        message: answer.message,
        to: person,
        reason: outcome.reason,
        inquiry: row,
      });
    }
  }
}

function signatureOf(company: Company, person: TeamMember): string[] {
  const own = [person.name, person.email, ...person.aliases, person.phone ?? ''];
  return [...own, company.name, company.address, company.phone ?? '', company.website].filter((line) => line !== '');
}

async function approve(
  trx: Db,
  app: App,
  { row, view, draft, approval, answer }: Subject,
  yes: { status: 'approved' | 'edited'; text: string },
): Promise<Handoff[]> {
  const at = app.clock.now();
  const closed = { status: yes.status, at, messageId: answer.id, finalText: yes.text };
  mustHold(await closeApproval(trx, approval.id, closed));
  mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'approved', at));
  mustHold(await moveInquiry(trx, row.id, { from: ['awaiting_approval'], to: 'approved', at }));
  return queueCustomerMail(trx, app, {
    draft,
    approvalId: approval.id,
    text: yes.text,
    inquiryNo: row.inquiry_no,
    mailbox: row.mailbox,
    recipientName: view.customer.name ?? '',
    senderName: ownerOf(app.config.company, row.owner).name,
    thread: row.thread,
  });
}

async function reject(
  trx: Db,
  app: App,
  { row, draft, approval, answer, suppressed }: Subject,
  reason: string,
): Promise<Handoff[]> {
  const at = app.clock.now();
  mustHold(await closeApproval(trx, approval.id, { status: 'rejected', at, messageId: answer.id, reason }));
  mustHold(await moveDraft(trx, draft.id, 'awaiting_approval', 'rejected', at));
  const followUp = draft.follow_up_id === null ? undefined : await followUpById(trx, draft.follow_up_id);
  if (!followUp) {
    return askPerson(trx, app, { inquiry: row, from: ['awaiting_approval'], reason: 'rejected', quietly: true });
  }
  await moveFollowUp(trx, followUp.id, 'drafted', 'skipped', reason);
  const plan = { inquiry: row, from: ['awaiting_approval'] as const, step: followUp.step + 1, sentAt: at, suppressed };
  mustHold(await planNext(trx, app, plan));
  return [];
}
