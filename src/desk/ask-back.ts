/** Answers a team member whose decision was not clear, or came too late: what he wrote, and the exact words that work. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import type { Row } from '../db/schema.ts';
import type { TeamMember } from '../model/company.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import { newWords } from '../receive/reply-text.ts';
import { threadKeys } from '../receive/thread.ts';
import { subjectTag } from '../reply/approval-token.ts';
import { type AskBackReason, composeAskBack } from '../reply/compose-team.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';

/** Queues the question; the token he used stays good, so that he can answer the question itself. */
export async function askBack(
  trx: Db,
  app: App,
  ask: {
    messageId: number;
    mailbox: string;
    message: MailMessage;
    to: TeamMember;
    reason: AskBackReason;
    inquiry: Pick<Row<'inquiries'>, 'id' | 'inquiry_no'> | null;
  },
): Promise<Handoff[]> {
  const { messageId, message, to, reason, inquiry } = ask;
  const { token, inquiryNo: quotedNo } = threadKeys(message);
  const inquiryNo = inquiry?.inquiry_no ?? quotedNo;
  const tag = token && inquiryNo ? subjectTag(inquiryNo, token) : null;
  const answered = newWords(message.text, app.config.mailClients).text;
  const content = composeAskBack(reason, answered, inquiryNo, tag, replyContext(app, to.email));
  return queueTeamMail(trx, app, {
    purpose: 'ask_back',
    dedupeKey: `ask-back:${messageId}`,
    to,
    ...content,
    inquiryId: inquiry?.id ?? null,
    mailbox: ask.mailbox,
    aboutMessageId: messageId,
    inReplyTo: message.messageId,
  });
}
