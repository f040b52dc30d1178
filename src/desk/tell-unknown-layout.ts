/** Alarms the owner of the desk when a form or platform writes in a way that no layout describes. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import { addEvent } from '../db/events.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import type { Notification } from '../receive/channel/notification.ts';
import { organisationOf } from '../receive/organisation.ts';
import { composeUnknownLayout } from '../reply/compose-notice.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';
import { managerOf } from './team.ts';

/** One mail a day for a sender and what his mail looks like, however many come; every one is in the journal. */
export async function tellUnknownLayout(
  trx: Db,
  app: App,
  mail: { messageId: number; mailbox: string; message: MailMessage; inquiryId: number | null },
  { channel, layoutId }: Notification,
): Promise<Handoff[]> {
  const { messageId, mailbox, message, inquiryId } = mail;
  const at = app.clock.now();
  app.log.warn({ message: messageId, channel }, 'a notification of an unknown layout: teach it with channel learn');
  await addEvent(trx, { kind: 'layout_unknown', at, messageId, inquiryId });
  const sender = message.from?.address ?? '';
  const context = replyContext(app, managerOf(app.config.company).email);
  const content = composeUnknownLayout({ sender, subject: message.subject, channel, layoutId }, context);
  const fingerprint = [channel, organisationOf(sender) ?? '', layoutId ?? ''].join(':');
  return queueTeamMail(trx, app, {
    purpose: 'unknown_layout',
    dedupeKey: `unknown-layout:${fingerprint}:${context.today}`,
    to: context.owner,
    ...content,
    inquiryId,
    mailbox,
    aboutMessageId: messageId,
  });
}
