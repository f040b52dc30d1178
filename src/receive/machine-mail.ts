/** Tells what machines write: spam reports, bounces, receipts, our own mail coming back, answers of absence. */
import type { Mailbox, MailMessage } from '../model/message.ts';
import { type AutoReply, readAutoReply } from './auto-reply.ts';
import { isDeliveryReceipt, readBounce } from './bounce.ts';
import { recogniseForm, recogniseSender } from './channel/recognize.ts';
import { mentionedInquiry } from './conversation.ts';
import { type ComplaintReport, readComplaintReport } from './feedback-report.ts';
import { isOurs, replyToPerson } from './find-customer.ts';
import { authenticate } from './new-mail.ts';
import { belongsTo, organisationOf } from './organisation.ts';
import { isReadReceipt } from './read-receipt.ts';
import { quarantineScore } from './risk.ts';
import type { Route, RouteContext } from './route.ts';

/** Nobody gets such an address from a free mail provider. */
const ROLE =
  /^(?:staff|abuse|fbl|feedback-?(?:loop|report)?|complaints?|postmaster|mailer-daemon|no-?reply|donotreply|anti-?spam)[^@]{0,40}@/;

/** Null when a person wrote it, or a form or platform for one. */
export function machineMail(message: MailMessage, context: RouteContext): Route | null {
  const report = readComplaintReport(message);
  if (report) return spamReport(message, report, context);
  const bounce = readBounce(message, context.bouncePhrases);
  // A stranger who hands a bounce on wanted to reach us: his mail is read as any other.
  const isNotice = bounce && (!bounce.forwarded || isOurs(message.from?.address ?? '', context));
  // "Your mailbox is full" to the mailbox itself, by no mail of ours: bait, if anything.
  const isBounce = isNotice && !(bounce.originalMessageIds.length === 0 && namesOnlyUs(bounce.recipients, context));
  if (isBounce) {
    const addresses = bounce.failures.flatMap(({ recipient, original }) => [original ?? [], recipient].flat());
    const outgoingId = bouncedMail(addresses, context);
    return { ...bounce, kind: 'bounce', bounce: bounce.kind, addresses: [...new Set(addresses)], outgoingId };
  }
  const isReceipt = isReadReceipt(message, context.autoReplyWords) || isDeliveryReceipt(message);
  if (isReceipt) return { kind: 'read_receipt' };
  if (isDesk(message.from, context.mailboxAddress) && !isOwnForm(message, context)) return { kind: 'own_mail' };
  // Genuine notifications are written by machines and often say so.
  if (comesFromPlatform(message, context)) return null;
  const automatic = readAutoReply(message, context);
  return automatic && autoReply(message, automatic, context);
}

function namesOnlyUs(recipients: readonly string[], context: RouteContext): boolean {
  return recipients.length > 0 && recipients.every((recipient) => isOurs(recipient, context));
}

export function comesFromPlatform(message: MailMessage, { channels, clients }: RouteContext): boolean {
  const address = message.from?.address ?? '';
  if (belongsTo(address, clients.platformDomains) || belongsTo(address, clients.formDomains)) return true;
  return channels !== undefined && recogniseSender(message, channels) !== null;
}

/**
 * Everybody can write a report that names a customer, and it would end our mail to him. It counts when it names a mail
 * of ours by its Message-ID, for the recipient of that mail; or when a provider that we know, or the recipient's own,
 * has sent it, as our own server confirms.
 */
function spamReport(message: MailMessage, report: ComplaintReport, context: RouteContext): Route {
  const { returned = [], released } = context;
  const ours = returned.filter(({ kind }) => kind === 'customer').map(({ recipient }) => recipient.toLowerCase());
  const proven =
    ours.length > 0 ? [...new Set(ours)] : released ? report.recipients : vouchedFor(message, report, context);
  if (proven.length > 0) return { kind: 'spam_report', recipients: proven, unsubscribe: report.unsubscribe };
  const evidence = `${message.from?.address ?? ''}: ${report.recipients.join(', ')}`.slice(0, 200);
  if (!report.unsubscribe || released) return { kind: 'spam_report', recipients: [], unsubscribe: false };
  return {
    kind: 'suspicious',
    score: quarantineScore,
    signals: [{ id: 'unproven_report', weight: quarantineScore, evidence }],
  };
}

function vouchedFor(message: MailMessage, report: ComplaintReport, context: RouteContext): string[] {
  const address = message.from?.address ?? '';
  if (authenticate(message, context).verdict !== 'pass') return [];
  if (belongsTo(address, context.riskSettings?.feedbackProviders ?? [])) return report.recipients;
  if (!ROLE.test(address)) return [];
  const home = organisationOf(address);
  return report.recipients.filter((recipient) => organisationOf(recipient) === home);
}

/** The customer's mail that has come back, by a Message-ID that only its recipient and mail servers know. */
function bouncedMail(addresses: readonly string[], { returned = [] }: RouteContext): number | null {
  const mails = returned.filter(({ kind }) => kind === 'customer');
  const mail = mails.find(({ recipient }) => addresses.includes(recipient.toLowerCase())) ?? mails[0];
  return mail?.outgoingId ?? null;
}

/** The absence of a colleague, who answers our mails to the team by a machine, concerns no inquiry. */
function autoReply(message: MailMessage, automatic: AutoReply, context: RouteContext): Route {
  const { until, successor, left, challenge } = automatic;
  const { answered, ofSender = [], clients } = context;
  const isInside = isOurs(message.from?.address ?? '', context);
  const mail = answered.find(({ kind, inquiryId }) => kind === 'customer' && inquiryId !== null);
  const inquiryId = isInside ? null : (mail?.inquiryId ?? mentionedInquiry(message, ofSender, clients));
  return { kind: 'auto_reply', inquiryId, deferUntil: until, successor, left, challenge };
}

/** Some forms write from the desk's own address, with the visitor in Reply-To or only in the text. */
function isOwnForm(message: MailMessage, context: RouteContext): boolean {
  if (replyToPerson(message, context)) return true;
  const { channels } = context;
  return channels !== undefined && message.references.length === 0 && recogniseForm(message, channels) !== null;
}

function isDesk(from: Mailbox | null, mailboxAddress: string): boolean {
  const untagged = from?.address.replace(/^([^+@]*)\+[^@]*@/, '$1@');
  return untagged === mailboxAddress.toLowerCase();
}
