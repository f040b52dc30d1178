/** Answers a team member whose decision was not clear, or came too late: what he wrote, and the exact words that work. */
import type { App } from '../app.ts';
import type { Db } from '../db/connect.ts';
import type { Row } from '../db/schema.ts';
import type { TeamMember } from '../model/company.ts';
import type { MailMessage } from '../model/message.ts';
import type { Handoff } from '../queues.ts';
import { newWords } from '../receive/reply-text.ts';
import { threadKeys } from '../receive/thread.ts';
import { type AskBack, composeAskBack } from '../reply/compose-ask-back.ts';
import { questionTag } from './mailboxes.ts';
import { queueTeamMail } from './outbox.ts';
import { replyContext } from './reply-context.ts';

/** Queues the question; the token he used stays good, so that he can answer the question itself. */
export async function askBack(
  trx: Db,
  app: App,
  ask: Pick<AskBack, 'reason' | 'changes' | 'suggestions' | 'impossible' | 'decided'> & {
    messageId: number;
    mailbox: string;
    message: MailMessage;
    to: TeamMember;
    inquiry: Pick<Row<'inquiries'>, 'id' | 'inquiry_no'> | null;
  },
): Promise<Handoff[]> {
  const { messageId, mailbox, message, to, inquiry, ...why } = ask;
  const { token, inquiryNo: quotedNo } = threadKeys(message);
  const inquiryNo = inquiry?.inquiry_no ?? quotedNo;
  const tag = token && inquiryNo ? questionTag(app, mailbox, inquiryNo, token) : null;
  const { mailClients, decisionWords } = app.config;
  const answered = newWords(message.text, mailClients).text;
  const reading = { clients: mailClients, words: decisionWords };
  return queueTeamMail(trx, app, {
    purpose: 'ask_back',
    dedupeKey: `ask-back:${messageId}`,
    to,
    ...composeAskBack({ ...why, answered, inquiryNo, tag }, replyContext(app, to.email), reading),
    inquiryId: inquiry?.id ?? null,
    mailbox,
    aboutMessageId: messageId,
    inReplyTo: message.messageId,
    replyToken: token,
  });
}
