/** What an approver's answer means as things stand: what he says, whether it comes in time, whether it can be done. */
import { DateTime } from 'luxon';
import type { App } from '../app.ts';
import type { Row } from '../db/schema.ts';
import type { Decision } from '../model/draft.ts';
import type { Attachment, MailMessage } from '../model/message.ts';
import type { Screening } from '../model/sanctions.ts';
import type { AskBack, Impossible } from '../reply/compose-ask-back.ts';
import { answerOf } from '../reply/decision/answer.ts';
import { readDecision } from '../reply/decision/read-decision.ts';
import { filesRefused } from './answer-files.ts';
import type { Presence } from './approver.ts';
import type { Answered } from './carry-out.ts';
import { renames } from './correct-inquiry.ts';
import type { Redraft } from './redraft.ts';
import { maySettle } from './screening.ts';
import { signatureOf } from './team.ts';
import { type TooLate, tooLate } from './too-late.ts';

export type AnswerToJudge = Answered & {
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
/** `confirm`: figures of his own words that he is asked about first. */
export type TypedText = Extract<Decision, { kind: 'edit' }> & { confirm?: string[] };
type Refusal = { kind: 'refused' } & Pick<AskBack, 'reason' | 'impossible'>;
export type Judgement = Decision | TypedText | TooLate | Redraft | Refusal;

/** Nobody puts a draft off for longer. */
const MOST_DAYS_OFF = 366;

/** What is not clear, comes too late or cannot be done sends nothing; the reason is told to him. */
export function judgeAnswer(app: App, subject: AnswerToJudge): Judgement {
  const late = tooLate(app, subject);
  if (late && late.reason !== 'price_expired') return late;
  const today = DateTime.fromJSDate(subject.presence.now, { zone: app.config.company.timeZone });
  const read = readAnswer(app, subject, today);
  // A price that has run out holds back the draft and nothing else.
  return (late && sends(read) ? late : null) ?? whyNot(app, subject, read, today) ?? read;
}

function readAnswer(app: App, subject: AnswerToJudge, today: DateTime): Decision {
  const { draft, mail, request, person, screening } = subject;
  const { company, mailClients, decisionWords } = app.config;
  const known = {
    today: today.toISODate() ?? '',
    request: request?.text ?? '',
    signature: signatureOf(company, person),
    language: person.language,
    likeness: isLike(screening),
  };
  return readDecision(answerOf(mail.message, known), draft.text, mailClients, decisionWords);
}

/** Why what he says cannot be done; null when it can. */
function whyNot(app: App, subject: AnswerToJudge, read: Decision, today: DateTime): Refusal | null {
  const { draft, person, added, screening } = subject;
  if (isLike(screening)) {
    const evades = read.kind === 'not_the_same' || (read.kind === 'revise' && renames(read.commands));
    const isManagers = evades && !maySettle(person, app.config.company);
    if (sends(read) || isManagers) return { kind: 'refused', reason: 'possible_match' };
  }
  if (read.kind === 'approve' && added.length > 0) return { kind: 'refused', reason: 'file_beside_approval' };
  const impossible =
    read.kind === 'edit'
      ? filesRefused(app, added, draft.attachments)
      : read.kind === 'snooze'
        ? dayRefused(read.until, today)
        : [];
  return impossible.length > 0 ? { kind: 'refused', reason: 'impossible', impossible } : null;
}

function dayRefused(until: string, today: DateTime): Impossible[] {
  const latest = today.plus({ days: MOST_DAYS_OFF }).toISODate() ?? '';
  const isPast = until <= (today.toISODate() ?? '');
  return isPast || until > latest ? [{ kind: 'past_day', about: until, known: '' }] : [];
}

function sends({ kind }: Decision): boolean {
  return kind === 'approve' || kind === 'edit';
}

function isLike({ status }: Screening): boolean {
  return status === 'possible_match';
}
