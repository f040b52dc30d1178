/** Decides what a message is: ordered rules, the first that fits wins, and every message ends with exactly one answer. */
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { AutoReplyWords } from '../model/auto-reply-words.ts';
import type { BouncePhrases, BounceReason } from '../model/bounce-phrases.ts';
import type { ChannelSettings } from '../model/channel.ts';
import type { Company } from '../model/company.ts';
import type { Signal } from '../model/inquiry.ts';
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import type { Risk } from '../model/risk.ts';
import type { RiskSettings } from '../model/risk-settings.ts';
import { readAutoReply } from './auto-reply.ts';
import { isDeliveryReceipt, readBounce } from './bounce.ts';
import { recogniseForm, recogniseSender } from './channel/recognize.ts';
import { answeredBySubject, type EarlierInquiry, isNewWish } from './conversation.ts';
import { readComplaintReport } from './feedback-report.ts';
import { type BuyersMail, findCustomer, isOurs, memberAt, replyToPerson } from './find-customer.ts';
import { authenticate, routeNewMail } from './new-mail.ts';
import type { NotInquiryCategory, OurMentions } from './not-inquiry.ts';
import { belongsTo } from './organisation.ts';
import { isReadReceipt } from './read-receipt.ts';
import { threadKeys } from './thread.ts';

/** A mail of ours that the message answers or quotes. */
export type AnsweredMail = {
  outgoingId: number;
  /** `customer` for mail to a customer, else the purpose of the mail to the team, e.g. `approval`. */
  kind: string;
  inquiryId: number | null;
  recipient: string;
  draftId: number | null;
};

/** Whose mail it is and what he says: the buyer of an inquiry, the writer of a complaint. */
type BuyersWords = Omit<BuyersMail, 'kind'>;

export type RouteContext = {
  mailboxAddress: string;
  company: Company;
  clients: MailClients;
  vocabulary: Vocabulary;
  readingWords: ReadingWords;
  bouncePhrases: BouncePhrases;
  autoReplyWords: AutoReplyWords;
  language: string;
  mentions: OurMentions;
  /** Found by the worker from `threadKeys().messageIds`. */
  answered: AnsweredMail[];
  /** The approval that the token opens, whatever its state; `approver` is his configured address. */
  approval: { approvalId: number; approver: string } | null;
  /** Addresses and organisational domain of the customer of the answered inquiry; `domain` is null for free mail. */
  customer: { addresses: string[]; domain: string | null } | null;
  /** Forms and platforms; without them only what is general about them is read. */
  channels?: ChannelSettings | undefined;
  riskSettings?: RiskSettings | undefined;
  /** Domains of known customers, without those of free mail. */
  customerDomains?: readonly string[];
  /** The sender, or the person found in a forward, has bought from us. */
  knownCustomer?: boolean;
  /** The inquiry of the answered mail. */
  conversation?: EarlierInquiry | null;
  /** Inquiries whose customer has exactly the address in From. */
  ofSender?: readonly EarlierInquiry[];
  /** A person has released it from quarantine: its risk is shown and holds nothing back. */
  released?: boolean;
  /** SKUs and category ids that the new words of the mail name. */
  named?: readonly string[];
};

export type Route =
  | {
      kind: 'bounce';
      recipients: string[];
      bounce: 'hard' | 'soft';
      status: string | null;
      reason: BounceReason;
      /** The server keeps trying: nothing has failed yet. */
      delayed: boolean;
      originalMessageIds: string[];
    }
  /** A mail provider passes on that somebody called our mail spam (RFC 5965). */
  | { kind: 'spam_report'; recipients: string[]; unsubscribe: boolean }
  | { kind: 'auto_reply' }
  | { kind: 'read_receipt' }
  | { kind: 'own_mail' }
  | { kind: 'decision'; approvalId: number }
  /** An answer to a mail of the desk to the team that cannot be a decision: asked back, nothing sent. */
  | { kind: 'stray_answer'; reason: 'no_token' | 'not_the_approver' }
  | { kind: 'customer_reply'; inquiryId: number }
  | { kind: 'suspicious'; score: number; signals: Signal[] }
  | { kind: 'not_inquiry'; category: NotInquiryCategory; signals: Signal[] }
  /** Nobody can tell who the customer is: `forwardedBy` is asked. */
  | { kind: 'needs_sender'; forwardedBy: string }
  /** Of goods delivered or a service: a person answers on the same day. */
  | (BuyersWords & { kind: 'complaint'; signals: Signal[] })
  | (BuyersWords & {
      kind: 'inquiry';
      /** From `cautionScore` on: shown with the approval. */
      risk?: Risk;
      /** The earlier inquiry in whose thread the customer came with a new wish. */
      linkedInquiryId?: number;
    });

/** Mails of the desk whose answer is a customer's name and no decision. */
const WHO_IS_IT = 'who_is_it';

/**
 * Order (design 5.2): machine mail, our own mail, decisions, replies of known customers, stray answers, then what is
 * new: risk, not an inquiry, inquiry. Addresses in `message` are lower-case; nothing in it is trusted beyond that.
 */
export function routeMessage(message: MailMessage, context: RouteContext): Route {
  return (
    machineMail(message, context) ??
    decision(message, context) ??
    customerReply(message, context) ??
    newMail(message, context)
  );
}

function machineMail(message: MailMessage, context: RouteContext): Route | null {
  const report = readComplaintReport(message);
  if (report) return { kind: 'spam_report', recipients: report.recipients, unsubscribe: report.unsubscribe };
  const bounce = readBounce(message, context.bouncePhrases);
  // A stranger who hands a bounce on wanted to reach us: his mail is read as any other.
  const isBounce = bounce && (!bounce.forwarded || isOurs(message.from?.address ?? '', context));
  if (isBounce) return { ...bounce, kind: 'bounce', bounce: bounce.kind };
  const isReceipt = isReadReceipt(message, context.autoReplyWords) || isDeliveryReceipt(message);
  if (isReceipt) return { kind: 'read_receipt' };
  if (isDesk(message.from, context.mailboxAddress) && !isOwnForm(message, context)) return { kind: 'own_mail' };
  // Genuine notifications are written by machines and often say so.
  if (comesFromPlatform(message, context)) return null;
  return readAutoReply(message, context) ? { kind: 'auto_reply' } : null;
}

/** Some forms write from the desk's own address, with the visitor in Reply-To or only in the text. */
function isOwnForm(message: MailMessage, context: RouteContext): boolean {
  if (replyToPerson(message, context)) return true;
  const { channels } = context;
  return channels !== undefined && message.references.length === 0 && recogniseForm(message, channels) !== null;
}

function comesFromPlatform(message: MailMessage, { channels, clients }: RouteContext): boolean {
  const address = message.from?.address ?? '';
  if (belongsTo(address, clients.platformDomains) || belongsTo(address, clients.formDomains)) return true;
  return channels !== undefined && recogniseSender(message, channels) !== null;
}

/**
 * The token alone proves nothing (it may have been forwarded), nor does the address: both are needed. Where our own
 * server has found the address forged, it is a stranger's.
 */
function decision(message: MailMessage, context: RouteContext): Route | null {
  const { approval, company } = context;
  if (!approval) return null;
  const member = memberAt(company, message.from?.address ?? '');
  const isForged = (company.authservIds ?? []).length > 0 && authenticate(message, context).verdict === 'fail';
  return member?.email === approval.approver && !isForged
    ? { kind: 'decision', approvalId: approval.approvalId }
    : { kind: 'stray_answer', reason: 'not_the_approver' };
}

/** Whoever quotes our Message-ID without being the customer opens a new inquiry and joins nothing. */
function customerReply(message: MailMessage, context: RouteContext): Route | null {
  const inquiryId = conversationOf(message, context);
  if (inquiryId === null || newWishIn(message, context, inquiryId)) return null;
  return { kind: 'customer_reply', inquiryId };
}

/** The inquiry that the sender, being its customer, goes on with. */
function conversationOf(message: MailMessage, context: RouteContext): number | null {
  const { answered, customer, ofSender = [], clients } = context;
  const address = message.from?.address;
  if (!address) return null;
  const mail = answered.find(({ kind, inquiryId }) => kind === 'customer' && inquiryId !== null);
  if (!mail) return comesFromPlatform(message, context) ? null : answeredBySubject(message, ofSender, clients);
  const known = [mail.recipient.toLowerCase(), ...(customer?.addresses ?? [])].includes(address);
  const colleague = customer?.domain ? belongsTo(address, [customer.domain]) : false;
  return known || colleague ? mail.inquiryId : null;
}

function newWishIn(
  message: MailMessage,
  { conversation, named = [], clients }: RouteContext,
  inquiryId: number,
): boolean {
  return conversation?.inquiryId === inquiryId && isNewWish(message, conversation, named, clients);
}

function newMail(message: MailMessage, context: RouteContext): Route {
  const found = findCustomer(message, context);
  const isInside = isOurs(message.from?.address ?? '', context);
  const stray = found.kind === 'found' && isInside ? null : strayAnswer(message, context, isInside);
  const earlier = conversationOf(message, context);
  return stray ?? routeNewMail(message, context, found, earlier);
}

/** A reply to a mail of the desk to the team, or under its number, from somebody who has nothing to forward. */
function strayAnswer(message: MailMessage, { answered }: RouteContext, isInside: boolean): Route | null {
  const internal = answered.find(({ kind }) => kind !== 'customer' && kind !== WHO_IS_IT);
  if (internal) return { kind: 'stray_answer', reason: isInside ? 'no_token' : 'not_the_approver' };
  const underNumber = isInside && threadKeys(message).inquiryNo !== null;
  return underNumber ? { kind: 'stray_answer', reason: 'no_token' } : null;
}

function isDesk(from: Mailbox | null, mailboxAddress: string): boolean {
  const untagged = from?.address.replace(/\+[^@]*@/, '@');
  return untagged === mailboxAddress.toLowerCase();
}
