/** What follows when a machine of the customer answers: he is away, has left, or a filter holds our mail. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { contactById } from '../db/contacts.ts';
import { supersedeOpenDrafts } from '../db/drafts.ts';
import { cancelFollowUps, postpone, scheduledFollowUps } from '../db/follow-ups.ts';
import { inquiryById, moveInquiry, recordAway } from '../db/inquiries.ts';
import type { Row } from '../db/schema.ts';
import { postponeFollowUp } from '../follow-up/plan.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import type { Route } from '../receive/route.ts';
import { type AwayKind, composeAway } from '../reply/compose-notice.ts';
import { hearAbsence } from './hear-absence.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { memberByAddress } from './team.ts';

type AutoReply = Extract<Route, { kind: 'auto_reply' }>;

/** Nothing is answered to the machine. A mere acknowledgement changes nothing. */
export async function hearMachine(
  trx: Db,
  app: App,
  reply: AutoReply,
  { messageId, message }: { messageId: number; message: MailMessage },
): Promise<Handoff[]> {
  const member = memberByAddress(app.config.company, message.from?.address ?? '');
  if (member) return hearAbsence(trx, app, member, reply, { messageId, message });
  const inquiry = reply.inquiryId === null ? undefined : await inquiryById(trx, reply.inquiryId);
  if (!inquiry) return [];
  const { deferUntil: until, successor, left, challenge } = reply;
  if (!challenge && (until !== null || successor !== null || left)) {
    await recordAway(trx, inquiry.id, { until, successor, left });
  }
  if (left) await stop(trx, app, inquiry.id);
  else if (until !== null && !challenge) await wait(trx, app, inquiry, until);
  const kind: AwayKind | null = challenge ? 'challenge' : left ? 'left' : successor ? 'successor' : null;
  return kind ? tell(trx, app, inquiry, { kind, reply, messageId, message }) : [];
}

async function wait(trx: Db, app: App, inquiry: Row<'inquiries'>, until: string): Promise<void> {
  for (const followUp of await scheduledFollowUps(trx, inquiry.id)) {
    const dueAt = postponeFollowUp(followUp.due_at, until, {
      country: inquiry.background?.country ?? null,
      settings: app.config.followUp,
      random: (app.random(1)[0] ?? 0) / 256,
    });
    if (dueAt) await postpone(trx, followUp, dueAt, app.clock.now());
  }
}

/** A mail to somebody who is gone helps nobody: a person has to find out who is there now. */
async function stop(trx: Db, app: App, inquiryId: number): Promise<void> {
  const at = app.clock.now();
  await cancelFollowUps(trx, inquiryId, 'the customer has left his company', at);
  await supersedeOpenDrafts(trx, inquiryId, at, null);
  const from = ['replied', 'following_up', 'drafted', 'awaiting_approval'] as const;
  await moveInquiry(trx, inquiryId, { from, to: 'needs_review', at, reason: 'the customer has left his company' });
}

/** Once for each inquiry and what is said: a machine answers every mail alike. */
async function tell(
  trx: Db,
  app: App,
  inquiry: Row<'inquiries'>,
  { kind, reply, messageId, message }: { kind: AwayKind; reply: AutoReply; messageId: number; message: MailMessage },
): Promise<Handoff[]> {
  const context = replyContext(app, inquiry.owner);
  const contact = await contactById(trx, inquiry.contact_id);
  const customer = contact?.email ?? message.from?.address ?? '';
  const { successor, deferUntil: until } = reply;
  const letter = { inquiryNo: inquiry.inquiry_no, customer, successor, until, text: message.text };
  return queueTeamMail(trx, app, {
    purpose: 'away',
    dedupeKey: `away:${inquiry.id}:${kind}:${successor ?? ''}`,
    to: context.owner,
    ...composeAway(kind, letter, context),
    inquiryId: inquiry.id,
    mailbox: inquiry.mailbox,
    aboutMessageId: messageId,
  });
}
