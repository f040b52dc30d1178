/** Tells a team member what has become of a draft that waited for him. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import type { Row } from '../db/schema.ts';
import type { TeamMember } from '../model/company.ts';
import type { Handoff } from '../queues.ts';
import { composeDecided, type Decided, type DecidedKind } from '../reply/compose-decided.ts';
import { questionTag } from './mailboxes.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';

/**
 * @param told `about` makes the mail the same if it is told again; `token` = the draft still waits, so that he can
 * answer this mail as well
 */
export function tellDecided(
  trx: Db,
  app: App,
  inquiry: Pick<Row<'inquiries'>, 'id' | 'inquiry_no' | 'mailbox'>,
  to: TeamMember,
  told: { kind: DecidedKind; about: string; token?: string | null; inReplyTo?: string | null } & Omit<Decided, 'tag'>,
): Promise<Handoff[]> {
  const { kind, about, token = null, inReplyTo = null, ...values } = told;
  const number = inquiry.inquiry_no;
  const tag = token === null ? `[${number}]` : questionTag(app, inquiry.mailbox, number, token);
  return queueTeamMail(trx, app, {
    purpose: 'decided',
    dedupeKey: `decided:${kind}:${about}:${to.email}`,
    to,
    ...composeDecided(kind, { tag, ...values }, replyContext(app, to.email)),
    inquiryId: inquiry.id,
    mailbox: inquiry.mailbox,
    replyToken: token,
    inReplyTo,
  });
}
