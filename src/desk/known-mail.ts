/** What is already known about a message before it is routed: the mails it answers, its sender's earlier inquiries. */
import { analyzeInquiry } from '../analyze/analyze.ts';
import { isFreeMail } from '../analyze/free-mail.ts';
import type { App } from '../app.ts';
import { approvalByTokenHash } from '../db/approvals.ts';
import type { Db } from '../db/connect.ts';
import { earlierInquiries, isKnownCustomer, knownDomains } from '../db/conversations.ts';
import { customerOf } from '../db/inquiries.ts';
import { outgoingByMessageIds } from '../db/outgoing.ts';
import type { MailMessage } from '../model/message.ts';
import { readBounce } from '../receive/bounce.ts';
import { readComplaintReport } from '../receive/feedback-report.ts';
import { type BuyersMail, findCustomer } from '../receive/find-customer.ts';
import { organisationOf } from '../receive/organisation.ts';
import { newWords } from '../receive/reply-text.ts';
import type { AnsweredMail, RouteContext } from '../receive/route.ts';
import { threadKeys } from '../receive/thread.ts';
import { hashToken } from '../reply/approval-token.ts';

export type Known = Pick<
  RouteContext,
  | 'answered'
  | 'returned'
  | 'approval'
  | 'customer'
  | 'conversation'
  | 'ofSender'
  | 'onPlatform'
  | 'customerDomains'
  | 'knownCustomer'
>;

const mostReturned = 60;

/** What the database knows of the mails, tokens and people that a message refers to. */
export async function lookUp(app: App, message: MailMessage, mailbox: string): Promise<Known> {
  const { db } = app;
  const keys = threadKeys(message);
  const buyer = buyerOf(message, mailbox, app);
  const [answered, returned, approval] = await Promise.all([
    ourMails(db, keys.messageIds),
    ourMails(db, returnedIds(message, app)),
    keys.token ? approvalByTokenHash(db, hashToken(keys.token)) : undefined,
  ]);
  const inquiryId = answered.find((mail) => mail.kind === 'customer')?.inquiryId ?? null;
  const address = buyer?.customer.address ?? '';
  return {
    answered,
    returned,
    approval: approval ? { approvalId: approval.id, approver: approval.approver } : null,
    customer: inquiryId === null ? null : await customerOf(db, inquiryId),
    customerDomains: await knownDomains(db),
    knownCustomer: address !== '' && (await isKnownCustomer(db, address, companyDomain(address))),
    ...(await earlierInquiries(db, {
      inquiryId,
      address: message.from?.address ?? '',
      threadKey: buyer?.notification?.threadKey ?? null,
      now: app.clock.now(),
    })),
  };
}

/** The buyer of a message, when it names one. */
function buyerOf(message: MailMessage, mailboxAddress: string, { config }: App): BuyersMail | null {
  const { company, mailClients: clients, channels } = config;
  const found = findCustomer(message, { mailboxAddress, company, clients, channels });
  return found.kind === 'found' ? found : null;
}

/** The words the sender has added: of a notification the buyer's own. */
export function spokenWords(message: MailMessage, mailbox: string, app: App): string {
  const buyer = buyerOf(message, mailbox, app);
  return buyer?.notification ? buyer.text : newWords(message.text, app.config.mailClients).text;
}

async function ourMails(db: Db, messageIds: readonly string[]): Promise<AnsweredMail[]> {
  const rows = await outgoingByMessageIds(db, messageIds);
  return rows.map((mail) => ({
    outgoingId: mail.id,
    kind: mail.audience === 'customer' ? 'customer' : mail.purpose,
    inquiryId: mail.inquiry_id,
    recipient: mail.recipient,
    draftId: mail.draft_id,
  }));
}

/** Message-IDs of the mails that a bounce or spam report is about. */
function returnedIds(message: MailMessage, { config }: App): string[] {
  const bounced = readBounce(message, config.bouncePhrases)?.originalMessageIds ?? [];
  const reported = readComplaintReport(message)?.originalMessageIds ?? [];
  return [...new Set([...reported, ...bounced])].slice(0, mostReturned);
}

function companyDomain(address: string): string | null {
  return isFreeMail(address) ? null : organisationOf(address);
}

/** SKUs and categories that the sender's new words name. */
export function productsIn(message: MailMessage, mailbox: string, app: App): string[] {
  const { config, vocabulary, clock } = app;
  const { facts } = analyzeInquiry({
    messageId: 0,
    subject: message.subject,
    text: spokenWords(message, mailbox, app),
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
