/** Carries out what an approver's answer was judged to mean: the draft goes out, ends, waits, or he is asked back. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { planStep } from '../db/drafts.ts';
import type { Row } from '../db/schema.ts';
import type { Handoff } from '../queues.ts';
import type { AskBack } from '../reply/compose-ask-back.ts';
import { asDraftAttachments } from './answer-files.ts';
import { approveDraft, rejectDraft } from './apply-decision.ts';
import { askBack } from './ask-back.ts';
import { close, help, revise, snooze } from './carry-out.ts';
import type { AnswerToJudge, Judgement, TypedText } from './judge-answer.ts';
import { maySettle, ruleOut } from './screening.ts';
import { whoDecided } from './too-late.ts';

/** @throws Error when a revision or a hand-over has not been planned before */
export async function followAnswer(trx: Db, app: App, subject: AnswerToJudge, outcome: Judgement): Promise<Handoff[]> {
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
function confirmOf(outcome: TypedText): { confirm?: string[] } {
  return outcome.confirm ? { confirm: outcome.confirm } : {};
}

function explain(
  trx: Db,
  app: App,
  { answer, mail, person, row }: AnswerToJudge,
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
