/** Writes the notices to our own people that ask no question: a customer is away, a form or platform is not known. */
import { oneLine, quoted } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

type Notice = { subject: string; text: string };

/** `challenge`: a filter at the customer's holds our mail until a person confirms it. */
export type AwayKind = 'successor' | 'left' | 'challenge';

const MOST_QUOTED = 3000;
const MOST_LETTER = 20_000;

/** Tells the owner what a machine of the customer has answered and what is left for him to do. */
export function composeAway(
  kind: AwayKind,
  letter: { inquiryNo: string; customer: string; successor: string | null; until: string | null; text: string },
  context: TeamContext,
): Notice {
  return render('team-away', context, {
    kind,
    tag: `[${letter.inquiryNo}]`,
    customer: oneLine(letter.customer, 254),
    successor: letter.successor && oneLine(letter.successor, 254),
    until: letter.until,
    original: quoted(letter.text, MOST_QUOTED),
  });
}

/** The copy for the owner of an inquiry of a mail that went out by a rule. */
export function composeSentByRule(
  mail: { inquiryNo: string; rule: string; to: string; subject: string; text: string },
  context: TeamContext,
): Notice {
  return render('team-sent-by-rule', context, {
    tag: `[${mail.inquiryNo}]`,
    rule: mail.rule,
    to: oneLine(mail.to, 254),
    letterSubject: oneLine(mail.subject, 300),
    letter: quoted(mail.text, MOST_LETTER),
  });
}

/** Tells the owner of the desk that a form or platform writes in a way that nobody has described. */
export function composeUnknownLayout(
  mail: { sender: string; subject: string; channel: string; layoutId: string | null },
  context: TeamContext,
): Notice {
  return render('team-unknown-layout', context, {
    sender: oneLine(mail.sender, 254),
    subject: oneLine(mail.subject, 200).replaceAll('[', '(').replaceAll(']', ')'),
    channel: mail.channel,
    layout: mail.layoutId,
  });
}

function render(name: string, context: TeamContext, values: Record<string, unknown>): Notice {
  const { subject, text } = renderMail(context.templates, name, context.owner.language, values);
  return { subject, text };
}
