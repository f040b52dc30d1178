/** Decides what a message is: ordered rules, the first that fits wins, and every message ends with exactly one answer. */
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { AutoReplyWords } from '../model/auto-reply-words.ts';
import type { BouncePhrases, BounceReason } from '../model/bounce-phrases.ts';
import type { ChannelSettings } from '../model/channel.ts';
import type { Company } from '../model/company.ts';
import type { Signal } from '../model/inquiry.ts';
import type { MailClients } from '../model/mail-clients.ts';
import type { MailMessage } from '../model/message.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import type { Risk } from '../model/risk.ts';
import type { RiskSettings } from '../model/risk-settings.ts';
import type { Authentication } from './authenticated.ts';
import { type PlatformThread, platformThread } from './channel/platform-thread.ts';
import { answeredBySubject, type EarlierInquiry, isNewWish } from './conversation.ts';
import { type BuyersMail, type FoundCustomer, findCustomer, isOurs, memberAt } from './find-customer.ts';
import { comesFromPlatform, machineMail } from './machine-mail.ts';
import { authenticate, routeNewMail } from './new-mail.ts';
import type { NotInquiryCategory, OurMentions } from './not-inquiry.ts';
import { belongsTo } from './organisation.ts';
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
  /** Asked of new mail alone, and of the buyer's own words: they are read whole, as the analysis will read them. */
  mentions: (words: { subject: string; text: string }) => OurMentions;
  /** Found by the worker from `threadKeys().messageIds`. */
  answered: AnsweredMail[];
  /** The same for the mails that a bounce or spam report returns. */
  returned?: readonly AnsweredMail[];
  /** The approval that the token opens, whatever its state; `approver` is his configured address. */
  approval: { approvalId: number; approver: string } | null;
  /** What the signature of an answer with a token proves, where our own server has said nothing. */
  proof?: Authentication | undefined;
  /** Addresses and organisational domain of the customer of the answered inquiry; `domain` is null for free mail. */
  customer: { addresses: string[]; domain: string | null } | null;
  /** Forms and platforms; without them only what is general about them is read. */
  channels?: ChannelSettings | undefined;
  riskSettings?: RiskSettings | undefined;
  /** Domains of known customers, without those of free mail. */
  customerDomains?: readonly string[];
  /** The buyer or his company, found in a forward as well, has had an answer of ours or has bought. */
  knownCustomer?: boolean;
  /** The inquiry of the answered mail. */
  conversation?: EarlierInquiry | null;
  /** Inquiries whose customer has exactly the address in From. */
  ofSender?: readonly EarlierInquiry[];
  /** Inquiries of the same platform's buyer, who shows no address; newest first. */
  onPlatform?: readonly EarlierInquiry[];
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
      /** The addresses that were not reached, as the reporting server and as we know them. */
      addresses: string[];
      /** Our mail that has come back, where the notice proves it. */
      outgoingId: number | null;
    }
  /** A mail provider passes on that somebody called our mail spam (RFC 5965). */
  | { kind: 'spam_report'; recipients: string[]; unsubscribe: boolean }
  | {
      kind: 'auto_reply';
      /** Of the customer whose machine answers; null when it cannot be told. */
      inquiryId: number | null;
      /** Until when (ISO date) he reads nothing. */
      deferUntil: string | null;
      successor: string | null;
      left: boolean;
      /** A filter holds our mail until a person confirms it. */
      challenge: boolean;
    }
  | { kind: 'read_receipt' }
  | { kind: 'own_mail' }
  | { kind: 'decision'; approvalId: number }
  /** An answer to a mail of the desk to the team that cannot be a decision: asked back, nothing sent. */
  | { kind: 'stray_answer'; reason: 'no_token' | 'not_the_approver' | 'forged' | 'unproven' }
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

/**
 * The token alone proves nothing (it may have been forwarded), nor does the address, which anybody can write: both are
 * needed, and that the mail comes from there (Company.answers).
 */
function decision(message: MailMessage, context: RouteContext): Route | null {
  const { approval, company } = context;
  if (!approval) return null;
  const member = memberAt(company, message.from?.address ?? '');
  if (member?.email !== approval.approver) return { kind: 'stray_answer', reason: 'not_the_approver' };
  const { verdict } = context.proof ?? authenticate(message, context);
  if (verdict === 'fail') return { kind: 'stray_answer', reason: 'forged' };
  if (verdict === 'unknown' && company.answers?.proof !== 'lenient')
    return { kind: 'stray_answer', reason: 'unproven' };
  return { kind: 'decision', approvalId: approval.approvalId };
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
  const found = provenRelay(findCustomer(message, context), message, context);
  const isInside = isOurs(message.from?.address ?? '', context);
  const stray = found.kind === 'found' && isInside ? null : strayAnswer(message, context, isInside);
  const thread = onPlatform(message, context, found);
  const earlier = thread?.inquiryId ?? conversationOf(message, context);
  const route = stray ?? routeNewMail(message, context, found, earlier);
  const joins = thread?.joins === true && route.kind === 'inquiry';
  return joins ? { kind: 'customer_reply', inquiryId: thread.inquiryId } : route;
}

function onPlatform(message: MailMessage, context: RouteContext, found: FoundCustomer): PlatformThread | null {
  const isAuthentic = authenticate(message, context).verdict === 'pass';
  return platformThread(found, context.onPlatform ?? [], context.named ?? [], isAuthentic);
}

/** Only the platform itself says where it passes answers on: anybody else's word sends our offer to a stranger. */
function provenRelay(found: FoundCustomer, message: MailMessage, context: RouteContext): FoundCustomer {
  if (found.kind !== 'found' || found.notification?.replyPolicy !== 'relay_by_mail') return found;
  if (found.forwardedBy === null && authenticate(message, context).verdict === 'pass') return found;
  return { ...found, notification: { ...found.notification, replyPolicy: 'copy_to_platform', relayAddress: null } };
}

/** A reply to a mail of the desk to the team, or under its number, from somebody who has nothing to forward. */
function strayAnswer(message: MailMessage, { answered }: RouteContext, isInside: boolean): Route | null {
  const internal = answered.find(({ kind }) => kind !== 'customer' && kind !== WHO_IS_IT);
  if (internal) return { kind: 'stray_answer', reason: isInside ? 'no_token' : 'not_the_approver' };
  const underNumber = isInside && threadKeys(message).inquiryNo !== null;
  return underNumber ? { kind: 'stray_answer', reason: 'no_token' } : null;
}
