/** Writes the daily list of what waits for a member of the team: drafts, follow-ups, platforms, and what was done. */
import { InquiryClass } from '../model/inquiry.ts';
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
    overdue: boolean;
  }[];
  followUps: readonly { inquiryNo: string; who: string | null; customer: string; at: string }[];
  /** Buyers who can only be answered where they wrote. */
  platforms: readonly {
    inquiryNo: string;
    who: string | null;
    customer: string;
    channel: string;
    url: string | null;
    since: string;
    hours: number;
  }[];
  /** Of the whole desk, from the day `since` to last midnight; `overdue` as of now. */
  figures: {
    since: string;
    isYesterday: boolean;
    received: number;
    inquiries: Partial<Record<InquiryClass | '', number>>;
    approved: number;
    rejected: number;
    sent: number;
    overdue: number;
  };
};

export function composeDigest(
  { day, waiting, followUps, platforms, figures }: Digest,
  context: TeamContext,
): { subject: string; text: string } {
  const { classes } = context.words.team[context.owner.language];
  const { inquiries } = figures;
  const { subject, text } = renderMail(context.templates, 'team-digest', context.owner.language, {
    day,
    waiting: waiting.map((draft) => ({
      ...draft,
      class: draft.class === null ? '' : classes[draft.class],
      customer: oneLine(draft.customer, 80),
      subject: oneLine(draft.subject, 80),
    })),
    followUps: followUps.map((one) => ({ ...one, customer: oneLine(one.customer, 80) })),
    platforms: platforms.map((one) => ({
      ...one,
      customer: oneLine(one.customer, 80),
      channel: one.channel.replaceAll('_', ' '),
      url: one.url === null ? '' : oneLine(one.url, 500),
    })),
    figures: {
      ...figures,
      inquiries: Object.values(inquiries).reduce((sum, count) => sum + count, 0),
      classes: InquiryClass.options.map((name) => ({ name: classes[name], count: inquiries[name] ?? 0 })),
    },
  });
  return { subject, text };
}
