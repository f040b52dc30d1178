/** Writes the daily list of what waits for a member of the team: drafts to approve, follow-ups of the day. */
import type { InquiryClass } from '../model/inquiry.ts';
import { oneLine } from './plain.ts';
import { renderMail } from './render.ts';
import type { TeamContext } from './view.ts';

/** `who`: whose word it waits for, null = the reader's own; `since` and `at` as the company's clock says. */
export type Digest = {
  day: string;
  waiting: readonly {
    inquiryNo: string;
    who: string | null;
    class: InquiryClass | null;
    customer: string;
    subject: string;
    since: string;
    hours: number;
  }[];
  followUps: readonly { inquiryNo: string; who: string | null; customer: string; at: string }[];
};

export function composeDigest(
  { day, waiting, followUps }: Digest,
  context: TeamContext,
): { subject: string; text: string } {
  const { classes } = context.words.team[context.owner.language];
  const { subject, text } = renderMail(context.templates, 'team-digest', context.owner.language, {
    day,
    waiting: waiting.map((draft) => ({
      ...draft,
      class: draft.class === null ? '' : classes[draft.class],
      customer: oneLine(draft.customer, 80),
      subject: oneLine(draft.subject, 80),
    })),
    followUps: followUps.map((one) => ({ ...one, customer: oneLine(one.customer, 80) })),
  });
  return { subject, text };
}
