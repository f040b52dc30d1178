/** Decides what a message is: ordered rules, the first that fits wins, and every message ends with exactly one answer. */
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { Company } from '../model/company.ts';
import type { ChannelKind, Signal } from '../model/inquiry.ts';
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import { isReadReceipt, readAutoReply } from './auto-reply.ts';
import { readBounce } from './bounce.ts';
import { type FoundCustomer, findCustomer, isOurs, memberAt, replyToPerson } from './find-customer.ts';
import { type NotInquiryCategory, type OurMentions, readNotInquiry } from './not-inquiry.ts';
import { belongsTo } from './organisation.ts';
import { newWords } from './reply-text.ts';
import { quarantineScore, readRisk } from './risk.ts';
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

export type RouteContext = {
  mailboxAddress: string;
  company: Company;
  clients: MailClients;
  vocabulary: Vocabulary;
  language: string;
  mentions: OurMentions;
  /** Found by the worker from `threadKeys().messageIds`. */
  answered: AnsweredMail[];
  /** The approval that the token opens, whatever its state; `approver` is his configured address. */
  approval: { approvalId: number; approver: string } | null;
  /** Addresses and organisational domain of the customer of the answered inquiry; `domain` is null for free mail. */
  customer: { addresses: string[]; domain: string | null } | null;
};

export type Route =
  | {
      kind: 'bounce';
      recipients: string[];
      bounce: 'hard' | 'soft';
      status: string | null;
      originalMessageIds: string[];
    }
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
  | {
      kind: 'inquiry';
      customer: Mailbox;
      channel: ChannelKind;
      forwardedBy: string | null;
      note: string;
      subject: string;
      /** The buyer's own words; a `-- ` signature stays below such a line. */
      text: string;
    };

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
    newMail(message, context, findCustomer(message, context))
  );
}

function machineMail(message: MailMessage, context: RouteContext): Route | null {
  const bounce = readBounce(message);
  if (bounce) return { ...bounce, kind: 'bounce', bounce: bounce.kind };
  if (isReadReceipt(message)) return { kind: 'read_receipt' };
  // Some forms write from the desk's own address, with the visitor in Reply-To.
  if (isDesk(message.from, context.mailboxAddress) && !replyToPerson(message, context)) return { kind: 'own_mail' };
  return readAutoReply(message, context.vocabulary) ? { kind: 'auto_reply' } : null;
}

/** The token alone proves nothing (it may have been forwarded), nor does the address: both are needed. */
function decision(message: MailMessage, { approval, company }: RouteContext): Route | null {
  if (!approval) return null;
  const member = memberAt(company, message.from?.address ?? '');
  return member?.email === approval.approver
    ? { kind: 'decision', approvalId: approval.approvalId }
    : { kind: 'stray_answer', reason: 'not_the_approver' };
}

/** Whoever quotes our Message-ID without being the customer opens a new inquiry and joins nothing. */
function customerReply(message: MailMessage, { answered, customer }: RouteContext): Route | null {
  const address = message.from?.address;
  const mail = answered.find(({ kind, inquiryId }) => kind === 'customer' && inquiryId !== null);
  if (!address || !mail || mail.inquiryId === null) return null;
  const known = [mail.recipient.toLowerCase(), ...(customer?.addresses ?? [])].includes(address);
  const colleague = customer?.domain ? belongsTo(address, [customer.domain]) : false;
  return known || colleague ? { kind: 'customer_reply', inquiryId: mail.inquiryId } : null;
}

function newMail(message: MailMessage, context: RouteContext, found: FoundCustomer): Route {
  const { language, vocabulary, mentions, clients } = context;
  const isInside = isOurs(message.from?.address ?? '', context);
  const stray = found.kind === 'found' && isInside ? null : strayAnswer(message, context, isInside);
  if (stray) return stray;
  const isNotification = found.kind === 'found' && found.channel !== 'email';
  const risk = readRisk(message, language, vocabulary, isNotification);
  if (risk.score >= quarantineScore) return { kind: 'suspicious', ...risk };
  // What a colleague forwards he has judged already.
  if (!isInside) {
    const text = found.kind === 'found' ? found.text : newWords(message.text, clients).text;
    const other = readNotInquiry(message, text, language, vocabulary, mentions);
    if (other) return { kind: 'not_inquiry', category: other.category, signals: other.signals };
  }
  if (found.kind === 'unknown') return { kind: 'needs_sender', forwardedBy: found.askWhom };
  return { ...found, kind: 'inquiry' };
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
