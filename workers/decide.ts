/** Stage decide: what the approver's answer means, and what follows from it. What is not clear sends nothing. */
import type { App } from '../src/app.ts';
import { forgetAbsence } from '../src/db/absences.ts';
import { approvalById, approvalsOf } from '../src/db/approvals.ts';
import { draftById } from '../src/db/drafts.ts';
import { addEvent } from '../src/db/events.ts';
import { loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { disposeMessage, failMessage, messageById } from '../src/db/messages.ts';
import { approvalRequests } from '../src/db/outgoing.ts';
import { presenceOf } from '../src/desk/approval-request.ts';
import { currentFiles } from '../src/desk/attachments.ts';
import { figuresToConfirm } from '../src/desk/confirm-figures.ts';
import { followAnswer } from '../src/desk/follow-answer.ts';
import { type AnswerToJudge, type Judgement, judgeAnswer } from '../src/desk/judge-answer.ts';
import { alarmAboutMessage } from '../src/desk/needs-person.ts';
import { planHandOver, planRevision } from '../src/desk/plan-revision.ts';
import { screenInquiry } from '../src/desk/screening.ts';
import { ownerOf } from '../src/desk/team.ts';
import { parseMail } from '../src/mail/parse.ts';
import { folderFor } from '../src/model/filing.ts';
import type { MailMessage } from '../src/model/message.ts';
import type { Handoff } from '../src/queues.ts';
import { threadKeys } from '../src/receive/thread.ts';
import { addedFiles } from '../src/reply/decision/answer.ts';
import type { Stage } from './run-stage.ts';

export const decide: Stage<AnswerToJudge, Judgement> = {
  name: 'decide',

  async load(app, id) {
    const row = await messageById(app.db, id);
    if (row?.status !== 'deciding' || !row.mail) return null;
    const approval = await approvalById(app.db, Number(row.detail.approvalId));
    const draft = approval && (await draftById(app.db, approval.draft_id));
    const inquiry = approval && (await loadInquiry(app.db, approval.inquiry_id));
    if (!draft || !inquiry) return null;
    const request = await loadRequest(app, approval.id, row.mail);
    const { token } = threadKeys(row.mail);
    return {
      ...inquiry,
      approval,
      draft,
      request,
      added: addedFiles(row.mail, request?.attachments),
      answer: { id, messageId: row.mail.messageId, token },
      mail: { mailbox: row.mailbox, message: row.mail },
      person: ownerOf(app.config.company, approval.approver),
      requests: await approvalsOf(app.db, draft.id),
      presence: await presenceOf(app),
      screening: await screenInquiry(app.db, app, inquiry),
    };
  },

  decide: (subject, app) => judgeAnswer(app, subject),

  async refine(outcome, { draft, person, ...inquiry }, app) {
    // Papers are drawn here and not while the transaction holds its rows.
    if (outcome.kind === 'approve' || outcome.kind === 'edit') await currentFiles(app.db, app, draft);
    if (outcome.kind === 'edit') {
      const typed = { text: outcome.text, person };
      return { ...outcome, confirm: await figuresToConfirm(app, inquiry, draft, typed) };
    }
    const waiting = { inquiry, draft };
    const planned =
      outcome.kind === 'revise'
        ? await planRevision(app, waiting, outcome, { person, messageId: inquiry.answer.id })
        : outcome.kind === 'assign'
          ? await planHandOver(app, waiting, outcome.address, person)
          : outcome;
    return planned.kind === 'impossible' ? { ...planned, kind: 'refused', reason: 'impossible' } : planned;
  },

  async save(trx, subject, outcome, app) {
    const { answer, approval, row, person } = subject;
    const at = app.clock.now();
    const done = { from: 'deciding', to: 'done', disposition: 'decision', inquiryId: row.id } as const;
    const detail = { approvalId: approval.id, decision: outcome.kind };
    mustHold(await disposeMessage(trx, answer.id, { ...done, detail }));
    const isRefusal = outcome.kind === 'unclear' || outcome.kind === 'too_late' || outcome.kind === 'refused';
    const said = { ...detail, ...(isRefusal ? { reason: outcome.reason } : {}) };
    await addEvent(trx, {
      kind: `decision_${outcome.kind}`,
      at,
      inquiryId: row.id,
      messageId: answer.id,
      detail: said,
    });
    const isMachine = outcome.kind === 'unclear' && outcome.reason === 'auto_reply';
    if (!isMachine) await forgetAbsence(trx, person.email);
    const filed: Handoff[] = folderFor('decision', app.config.filing) ? [{ queue: 'file', id: answer.id }] : [];
    return [...filed, ...(await followAnswer(trx, app, subject, outcome))];
  },

  async fail(app, id, reason) {
    await failMessage(app.db, id, reason);
    return alarmAboutMessage(app, id, reason);
  },
};

/** The request or the reminder that he answers. */
async function loadRequest(app: App, approvalId: number, answer: MailMessage): Promise<MailMessage | null> {
  const requests = await approvalRequests(app.db, approvalId);
  const { messageIds } = threadKeys(answer);
  const asked = requests.findLast((mail) => messageIds.includes(mail.message_id)) ?? requests[0];
  return asked ? parseMail(asked.raw) : null;
}
