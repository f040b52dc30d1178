/** Writes the notices to our own people that ask no question: a customer is away, a form or platform is not known. */
import { oneLine, quoted } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

type Notice = { subject: string; text: string };

/** `challenge`: a filter at the customer's holds our mail until a person confirms it. */
export type AwayKind = 'successor' | 'left' | 'challenge';

const MOST_QUOTED = 3000;

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
