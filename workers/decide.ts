/** Stage decide: what the approver's answer means, and what follows from it. What is not clear sends nothing. */
import { DateTime } from 'luxon';
import type { App } from '../src/app.ts';
import { forgetAbsence } from '../src/db/absences.ts';
import { approvalById, approvalsOf } from '../src/db/approvals.ts';
import type { Db } from '../src/db/connect.ts';
import { draftById, planStep } from '../src/db/drafts.ts';
import { addEvent } from '../src/db/events.ts';
import { loadInquiry } from '../src/db/inquiry-view.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { disposeMessage, failMessage, messageById } from '../src/db/messages.ts';
import { approvalRequests } from '../src/db/outgoing.ts';
import type { Row } from '../src/db/schema.ts';
import { asDraftAttachments, filesRefused } from '../src/desk/answer-files.ts';
import { approveDraft, rejectDraft } from '../src/desk/apply-decision.ts';
import { presenceOf } from '../src/desk/approval-request.ts';
import type { Presence } from '../src/desk/approver.ts';
import { askBack } from '../src/desk/ask-back.ts';
import { currentFiles } from '../src/desk/attachments.ts';
import { type Answered, close, help, revise, snooze } from '../src/desk/carry-out.ts';
import { figuresToConfirm } from '../src/desk/confirm-figures.ts';
import { renames } from '../src/desk/correct-inquiry.ts';
import { alarmAboutMessage } from '../src/desk/needs-person.ts';
import { planHandOver, planRevision } from '../src/desk/plan-revision.ts';
import type { Redraft } from '../src/desk/redraft.ts';
import { maySettle, ruleOut, screenInquiry } from '../src/desk/screening.ts';
import { ownerOf, signatureOf } from '../src/desk/team.ts';
import { type TooLate, tooLate, whoDecided } from '../src/desk/too-late.ts';
import { parseMail } from '../src/mail/parse.ts';
import type { Decision } from '../src/model/draft.ts';
import { folderFor } from '../src/model/filing.ts';
import type { Attachment, MailMessage } from '../src/model/message.ts';
import type { Screening } from '../src/model/sanctions.ts';
import type { Handoff } from '../src/queues.ts';
import { threadKeys } from '../src/receive/thread.ts';
import type { AskBack } from '../src/reply/compose-ask-back.ts';
import { addedFiles, answerOf } from '../src/reply/decision/answer.ts';
import { readDecision } from '../src/reply/decision/read-decision.ts';
import type { Stage } from './run-stage.ts';

type Subject = Answered & {
  mail: { mailbox: string; message: MailMessage };
  /** The mail that asked him. */
  request: MailMessage | null;
  /** Files he has added. */
  added: Attachment[];
  /** All requests for this draft. */
  requests: Row<'approvals'>[];
  presence: Presence;
  screening: Screening;
};
type Typed = Extract<Decision, { kind: 'edit' }> & { confirm?: string[] };
type Outcome = Decision | Typed | TooLate | Redraft | ({ kind: 'refused' } & Pick<AskBack, 'reason' | 'impossible'>);

/** Nobody puts a draft off for longer. */
const MOST_DAYS_OFF = 366;

export const decide: Stage<Subject, Outcome> = {
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

  decide(subject, app) {
    const { draft, mail, request, person, presence, added, screening } = subject;
    const likeness = screening.status === 'possible_match';
    const { config } = app;
    const late = tooLate(app, subject);
    if (late && late.reason !== 'price_expired') return late;
    const today = DateTime.fromJSDate(presence.now, { zone: config.company.timeZone });
    const signature = signatureOf(config.company, person);
    const known = {
      today: today.toISODate() ?? '',
      request: request?.text ?? '',
      signature,
      language: person.language,
      likeness,
    };
    const read = readDecision(answerOf(mail.message, known), draft.text, config.mailClients, config.decisionWords);
    if (late && (read.kind === 'approve' || read.kind === 'edit')) return late;
    const settles = read.kind === 'not_the_same';
    const sends = read.kind === 'approve' || read.kind === 'edit';
    const evades = read.kind === 'revise' && renames(read.commands);
    if (likeness && (sends || ((settles || evades) && !maySettle(person, config.company))))
      return { kind: 'refused', reason: 'possible_match' };
    if (read.kind === 'approve' && added.length > 0) return { kind: 'refused', reason: 'file_beside_approval' };
    if (read.kind === 'edit') {
      const impossible = filesRefused(app, added, draft.attachments);
      if (impossible.length > 0) return { kind: 'refused', reason: 'impossible', impossible };
    }
    const latest = today.plus({ days: MOST_DAYS_OFF }).toISODate() ?? '';
    if (read.kind === 'snooze' && (read.until <= known.today || read.until > latest)) {
      return {
        kind: 'refused',
        reason: 'impossible',
        impossible: [{ kind: 'past_day', about: read.until, known: '' }],
      };
    }
    return read;
  },

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
    return [...filed, ...(await apply(trx, app, subject, outcome))];
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

/** What follows from the decision. */
async function apply(trx: Db, app: App, subject: Subject, outcome: Outcome): Promise<Handoff[]> {
  const { answer, draft, added } = subject;
  const messageId = answer.id;
  switch (outcome.kind) {
    case 'approve':
      return approveDraft(trx, app, subject, { status: 'approved', text: draft.text, messageId });
    case 'edit': {
      const files = asDraftAttachments(added, messageId);
      return approveDraft(trx, app, subject, {
        status: 'edited',
        text: outcome.text,
        messageId,
        added: files,
        ...confirmOf(outcome),
      });
    }
    case 'reject':
      return rejectDraft(trx, app, subject, { reason: outcome.reason, messageId });
    case 'redraft':
      return revise(trx, app, subject, outcome, subject.presence);
    case 'snooze':
      return snooze(trx, app, subject, outcome);
    case 'close':
      return close(trx, app, subject, outcome);
    case 'help':
      return help(trx, app, subject);
    case 'not_the_same':
      await ruleOut(trx, app, subject, { reason: outcome.reason, messageId });
      return showSoon(trx, app, draft);
    case 'refused': {
      const told = await explain(trx, app, subject, outcome);
      // Asked before the list was loaded: now a manager is.
      const isManagers = outcome.reason === 'possible_match' && !maySettle(subject.person, app.config.company);
      return [...told, ...(isManagers ? await showSoon(trx, app, draft) : [])];
    }
    case 'unclear':
      return explain(trx, app, subject, outcome);
    case 'too_late': {
      const told = await explain(trx, app, subject, { ...outcome, decided: whoDecided(app, subject.requests) ?? null });
      const isOld = outcome.reason === 'expired' || outcome.reason === 'price_expired';
      return [...told, ...(isOld ? await showSoon(trx, app, draft) : [])];
    }
    case 'revise':
    case 'assign':
      throw new Error(`${outcome.kind} has not been worked out`); // refine has
  }
}

/** What he is to look at once more before his own words leave. */
function confirmOf(outcome: Typed): { confirm?: string[] } {
  return outcome.confirm ? { confirm: outcome.confirm } : {};
}

function explain(
  trx: Db,
  app: App,
  { answer, mail, person, row }: Subject,
  { reason, changes, suggestions, impossible, decided }: Omit<AskBack, 'answered' | 'inquiryNo' | 'tag'>,
): Promise<Handoff[]> {
  const why = {
    reason,
    ...(changes ? { changes } : {}),
    ...(suggestions ? { suggestions } : {}),
    ...(impossible ? { impossible } : {}),
    ...(decided ? { decided } : {}),
  };
  return askBack(trx, app, { messageId: answer.id, ...mail, to: person, inquiry: row, ...why });
}

/** The draft is looked over at once: priced anew where that is needed, and put before its approver again. */
async function showSoon(trx: Db, app: App, { id, next_step: planned }: Row<'drafts'>): Promise<Handoff[]> {
  const isPlanned = await planStep(trx, id, planned, { step: 'show_again', at: app.clock.now() });
  return isPlanned ? [{ queue: 'escalate', id }] : [];
}
