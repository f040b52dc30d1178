/** What is already known about a message before it is routed: the mails it answers, its sender's earlier inquiries. */
import { analyzeInquiry } from '../analyze/analyze.ts';
import type { App } from '../app.ts';
import { approvalByTokenHash } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { earlierInquiries, knownDomains } from '../db/conversations.ts';
import { customerOf } from '../db/inquiries.ts';
import { outgoingByMessageIds } from '../db/outgoing.ts';
import type { MailMessage } from '../model/message.ts';
import { newWords } from '../receive/reply-text.ts';
import type { RouteContext } from '../receive/route.ts';
import { threadKeys } from '../receive/thread.ts';
import { hashToken } from '../reply/approval-token.ts';

export type Known = Pick<
  RouteContext,
  'answered' | 'approval' | 'customer' | 'conversation' | 'ofSender' | 'customerDomains'
>;

/** What the database knows of the mails and tokens that a message refers to. */
export async function lookUp(db: Db, message: MailMessage): Promise<Known> {
  const keys = threadKeys(message);
  const [outgoing, approval] = await Promise.all([
    outgoingByMessageIds(db, keys.messageIds),
    keys.token ? approvalByTokenHash(db, hashToken(keys.token)) : undefined,
  ]);
  const answered = outgoing.map((mail) => ({
    outgoingId: mail.id,
    kind: mail.audience === 'customer' ? 'customer' : mail.purpose,
    inquiryId: mail.inquiry_id,
    recipient: mail.recipient,
    draftId: mail.draft_id,
  }));
  const inquiryId = answered.find((mail) => mail.kind === 'customer')?.inquiryId ?? null;
  return {
    answered,
    approval: approval ? { approvalId: approval.id, approver: approval.approver } : null,
    customer: inquiryId === null ? null : await customerOf(db, inquiryId),
    customerDomains: await knownDomains(db),
    ...(await earlierInquiries(db, inquiryId, message.from?.address ?? '')),
  };
}

/** SKUs and categories that the sender's new words name. */
export function productsIn(message: MailMessage, mailbox: string, { config, vocabulary, clock }: App): string[] {
  const { facts } = analyzeInquiry({
    messageId: 0,
    subject: message.subject,
    text: newWords(message.text, config.mailClients).text,
    from: message.from ?? { name: '', address: mailbox },
    receivedAt: clock.now(),
    catalogue: config.catalogue,
    company: config.company,
    vocabulary,
    settings: config.triage,
    words: config.readingWords,
    attachments: [],
    knownCustomer: null,
  });
  return facts.items.flatMap((item) => [item.productSku, item.categoryId]).filter((id) => id !== null);
}
