/** Asks the person who forwarded a mail whose inquiry it is, and finds the mail again when he answers. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { messageById } from '../db/messages.ts';
import { outgoingById } from '../db/outgoing.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import { composeWhoIsIt } from '../reply/compose-team.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { memberByAddress, ownerOf } from './team.ts';

export async function askWho(
  trx: Db,
  app: App,
  forward: { messageId: number; mailbox: string; message: MailMessage; forwardedBy: string },
): Promise<Handoff[]> {
  const { messageId, message } = forward;
  const to = ownerOf(app.config.company, forward.forwardedBy);
  const content = composeWhoIsIt({ subject: message.subject, text: message.text }, replyContext(app, to.email));
  return queueTeamMail(trx, app, {
    purpose: 'who_is_it',
    dedupeKey: `who-is-it:${messageId}`,
    to,
    ...content,
    inquiryId: null,
    mailbox: forward.mailbox,
    aboutMessageId: messageId,
    inReplyTo: message.messageId,
  });
}

/** A mail that waits for its customer's name, and who has to tell it. */
export type UnknownMail = { messageId: number; mailbox: string; message: MailMessage; receivedAt: Date; asked: string };

/**
 * The mail that an answer is about; null unless the person asked is the one who answers, and nobody has before.
 * @param outgoingId our question
 */
export async function unknownMailOf(app: App, outgoingId: number, answer: MailMessage): Promise<UnknownMail | null> {
  const question = await outgoingById(app.db, outgoingId);
  const member = memberByAddress(app.config.company, answer.from?.address ?? '');
  if (!question?.about_message_id || member?.email !== question.recipient) return null;
  const about = await messageById(app.db, question.about_message_id);
  if (!about?.mail || about.disposition !== 'needs_sender') return null;
  return {
    messageId: about.id,
    mailbox: about.mailbox,
    message: about.mail,
    receivedAt: about.received_at,
    asked: member.email,
  };
}
