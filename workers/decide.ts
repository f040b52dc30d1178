/** Stage decide: what the approver's answer means, and what follows from it. What is not clear sends nothing. */

import { DateTime } from 'luxon';
import type { App } from '../src/app.ts';
import { approvalById } from '../src/db/approvals.ts';
import type { Db } from '../src/db/connect.ts';
import { draftById } from '../src/db/drafts.ts';
import { addEvent } from '../src/db/events.ts';
import { type LoadedInquiry, loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { disposeMessage, failMessage, messageById } from '../src/db/messages.ts';
import { approvalRequest } from '../src/db/outgoing.ts';
import type { Row } from '../src/db/schema.ts';
import { approveDraft, rejectDraft } from '../src/desk/apply-decision.ts';
import { askBack } from '../src/desk/ask-back.ts';
import { alarmAboutMessage } from '../src/desk/needs-person.ts';
import { ownerOf } from '../src/desk/team.ts';
import { parseMail } from '../src/mail/parse.ts';
import type { Company, TeamMember } from '../src/model/company.ts';
import type { Decision } from '../src/model/draft.ts';
import { folderFor } from '../src/model/filing.ts';
import type { MailMessage } from '../src/model/message.ts';
import type { Handoff } from '../src/queues.ts';
import { answerOf } from '../src/reply/decision/answer.ts';
import { readDecision } from '../src/reply/decision/read-decision.ts';
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
    const person = ownerOf(config.company, approval.approver);
    const today = DateTime.fromJSDate(now, { zone: config.company.timeZone }).toISODate() ?? '';
    const known = { today, request, signature: signatureOf(config.company, person), language: person.language };
    const read = answerOf(answer.message, known);
    return readDecision(read, draft.text, config.mailClients, config.decisionWords);
  },

  async save(trx, subject, outcome, app) {
    const { answer, approval, row } = subject;
    const at = app.clock.now();
    const done = { from: 'deciding', to: 'done', disposition: 'decision', inquiryId: row.id } as const;
    const detail = { approvalId: approval.id, decision: outcome.kind };
    mustHold(await disposeMessage(trx, answer.id, { ...done, detail }));
    const asksBack = outcome.kind === 'unclear' || outcome.kind === 'too_late';
    const said = { ...detail, ...(asksBack ? { reason: outcome.reason } : {}) };
    await addEvent(trx, { kind: `decision_${outcome.kind}`, at, inquiryId: row.id, messageId: answer.id, detail: said });
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
      return approveDraft(trx, app, subject, { status: 'approved', text: subject.draft.text, messageId: answer.id });
    case 'edit':
      return approveDraft(trx, app, subject, { status: 'edited', text: outcome.text, messageId: answer.id });
    case 'reject':
      return rejectDraft(trx, app, subject, { reason: outcome.reason, messageId: answer.id });
    // Understood, but not carried out yet: asked back like what is unclear.
    case 'revise':
    case 'assign':
    case 'snooze':
    case 'close':
    case 'help':
    case 'unclear':
    case 'too_late': {
      const person = ownerOf(app.config.company, approval.approver);
      return askBack(trx, app, {
        messageId: answer.id,
        mailbox: answer.mailbox,
        message: answer.message,
        to: person,
        reason: outcome.kind === 'unclear' || outcome.kind === 'too_late' ? outcome.reason : 'not_understood',
        inquiry: row,
      });
    }
  }
}

function signatureOf(company: Company, person: TeamMember): string[] {
  const own = [person.name, person.email, ...person.aliases, person.phone ?? ''];
  return [...own, company.name, company.address, company.phone ?? '', company.website].filter((line) => line !== '');
}
