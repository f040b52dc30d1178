/** Writes to our own people what needs a person: an inquiry, a forward without a sender, a mail that did not go out. */
import type { Feedback } from '../model/inquiry.ts';
import { oneLine, quoted } from './plain.ts';
import { renderMail, type Values } from './render.ts';
import { bareSubject } from './subject.ts';
import type { TeamContext } from './view.ts';

export type TeamMail = { subject: string; text: string };

/** Why a person has to take over: what the customer's answer means, or what has happened to the work. */
export type PersonReason = Feedback | 'rejected' | 'stage_failed' | 'unreadable' | 'no_address';

/** The mail a person has to look at; `inquiryNo` is null when it has not become an inquiry. */
export type LetterInHand = {
  inquiryNo: string | null;
  subject: string;
  text: string;
  /** Where it stands on a platform. */
  url?: string | null;
};

/** `unfiled`: the customer has it, the Sent folder has not. `stopped`: the check before sending has kept it back. */
export type UnsentKind = 'stopped' | 'refused' | 'uncertain' | 'bounced' | 'unfiled';
export type UnsentMail = { inquiryNo: string; recipient: string; subject: string; response: string };

const MOST_ORIGINAL = 8000;

/** Hands a mail to a person, with the reason and the customer's words. */
export function composeNeedsPerson(reason: PersonReason, letter: LetterInHand, context: TeamContext): TeamMail {
  return render('team-needs-person', context, {
    tag: numberTag(letter.inquiryNo),
    reason,
    subject: subjectOf(letter.subject),
    url: letter.url ? oneLine(letter.url, 500) : null,
    original: quoted(letter.text, MOST_ORIGINAL),
  });
}

/** Asks the person who forwarded a mail for its sender, whom the forward does not show. */
export function composeWhoIsIt(letter: { subject: string; text: string }, context: TeamContext): TeamMail {
  return render('team-who-is-it', context, {
    subject: bareSubject(subjectOf(letter.subject), context.words.subjectPrefixes),
    original: quoted(letter.text, MOST_ORIGINAL),
  });
}

/** Tells the owner that a mail to the customer did not go out, came back, perhaps went out, or has no copy in Sent. */
export function composeNotSent(kind: UnsentKind, mail: UnsentMail, context: TeamContext): TeamMail {
  return render('team-not-sent', context, {
    tag: numberTag(mail.inquiryNo),
    kind,
    recipient: oneLine(mail.recipient, 254),
    subject: subjectOf(mail.subject),
    response: mail.response.trim() === '' ? null : oneLine(mail.response, 500),
  });
}

/** Tells the owner of the desk that mailbox and ledger differ; `count` findings, of which `lines` are named. */
export function composeAudit(lines: readonly string[], count: number, context: TeamContext): TeamMail {
  return render('team-audit', context, { lines: lines.map((line) => oneLine(line, 300)), count });
}

function render(name: string, context: TeamContext, values: Values): TeamMail {
  const { subject, text } = renderMail(context.templates, name, context.owner.language, values);
  return { subject, text };
}

function numberTag(inquiryNo: string | null): string {
  return inquiryNo === null ? '' : `[${inquiryNo}]`;
}

// Square brackets in a subject are ours: they hold the tag that an answer is recognised by.
function subjectOf(words: string): string {
  return oneLine(words, 200).replaceAll('[', '(').replaceAll(']', ')');
}
