/** Decides what a mail is that continues nothing: fraud, no inquiry, a complaint, an inquiry, or a question to somebody. */
import { detectLanguage } from '../analyze/language.ts';
import type { MailMessage } from '../model/message.ts';
import type { Risk } from '../model/risk.ts';
import { type Authentication, readAuthentication } from './authenticated.ts';
import { readComplaint } from './complaint.ts';
import { type BuyersMail, type FoundCustomer, isOurs, memberAt } from './find-customer.ts';
import { type OurMentions, readNotInquiry } from './not-inquiry.ts';
import { findPhrases } from './phrases.ts';
import { newWords } from './reply-text.ts';
import { cautionScore, quarantineScore, readRisk } from './risk.ts';
import type { Route, RouteContext } from './route.ts';

/** What our own receiving server says of the sender. */
export function authenticate(message: MailMessage, { company }: RouteContext): Authentication {
  return readAuthentication(message, company);
}

/**
 * Gates in the order of domain 2: risk, complaint, not an inquiry; then the inquiry itself, or the question who wrote.
 *
 * @param linkedInquiryId the earlier inquiry of the customer in whose thread this new wish came
 */
export function routeNewMail(
  message: MailMessage,
  context: RouteContext,
  found: FoundCustomer,
  linkedInquiryId: number | null,
): Route {
  const mentions = context.mentions(found.kind === 'found' ? found : ownWords(message, context));
  const risk = riskOf(message, context, found, mentions.product);
  if (risk.score >= quarantineScore && !context.released) return { kind: 'suspicious', ...risk };
  if (found.kind === 'platform_admin' || found.kind === 'internal') {
    return { kind: 'not_inquiry', category: found.kind, signals: found.signals };
  }
  const gate = wordsGate(message, context, found, mentions);
  if (gate) return gate;
  if (found.kind === 'unknown') return { kind: 'needs_sender', forwardedBy: found.askWhom };
  return {
    ...found,
    kind: 'inquiry',
    ...(risk.score >= cautionScore ? { risk } : {}),
    ...(linkedInquiryId === null ? {} : { linkedInquiryId }),
  };
}

/** Of a notification only the buyer's words are judged: templates warn of fraud in the words of fraud. */
function riskOf(message: MailMessage, context: RouteContext, found: FoundCustomer, namesProduct: boolean): Risk {
  const { company, vocabulary, language } = context;
  const authentication = authenticate(message, context);
  const fromTeam = memberAt(company, message.from?.address ?? '') !== null;
  const isNotification = found.kind === 'platform_admin' || (found.kind === 'found' && found.channel !== 'email');
  const words = found.kind === 'found' && found.notification ? buyersOnly(message, found) : message;
  const isTemplate = found.kind === 'platform_admin';
  return readRisk(isTemplate ? { ...message, text: '', links: [] } : words, languageOf(found, language), vocabulary, {
    isNotification,
    isInside: fromTeam && authentication.verdict !== 'fail',
    authentication,
    channels: context.channels,
    settings: context.riskSettings,
    ownDomains: company.domains,
    customerDomains: context.customerDomains ?? [],
    namesProduct,
  });
}

function buyersOnly(message: MailMessage, found: BuyersMail): MailMessage {
  const { hiddenText: _hidden, links: _links, ...rest } = message;
  return { ...rest, text: found.text };
}

/** Complaint and noise by the sender's own words; what a colleague forwards he has judged to be no noise. */
function wordsGate(
  message: MailMessage,
  context: RouteContext,
  found: FoundCustomer,
  mentions: OurMentions,
): Route | null {
  const { vocabulary, riskSettings: settings, company } = context;
  const { text } = found.kind === 'found' ? found : ownWords(message, context);
  const language = languageOf(found, context.language);
  const isForwarded = found.kind === 'found' && found.forwardedBy !== null;
  const isInside = isOurs(message.from?.address ?? '', context);
  const ownDomains = company.domains;
  const isNotification = found.kind === 'found' && found.notification !== undefined;
  const spoken = isNotification ? { ...message, subject: found.subject } : message;
  if (found.kind === 'found') {
    const words = `${found.subject}\n${text}`;
    const phrases = findPhrases(words, language, vocabulary, settings);
    const asksToBuy = mentions.quantity && mentions.asked === true;
    const signals = settings && readComplaint(words, phrases, context.knownCustomer ?? false, asksToBuy);
    if (signals) return { kind: 'complaint', ...complainant(found), signals };
  }
  if (isForwarded || (isInside && !isNotification)) return null;
  const knowledge = { settings, isNotification, ownDomains };
  const other = readNotInquiry(spoken, text, language, vocabulary, mentions, knowledge);
  return other ? { kind: 'not_inquiry', category: other.category, signals: other.signals } : null;
}

function ownWords({ subject, text }: MailMessage, { clients }: RouteContext): { subject: string; text: string } {
  return { subject, text: newWords(text, clients).text };
}

function complainant({ customer, channel, forwardedBy, note, subject, text, notification }: BuyersMail) {
  const base = { customer, channel, forwardedBy, note, subject, text };
  return notification ? { ...base, notification } : base;
}

/** The template of a notification speaks the platform's language, the note above a forward the colleague's. */
function languageOf(found: FoundCustomer, fallback: string): string {
  if (found.kind !== 'found' || (!found.notification && found.forwardedBy === null)) return fallback;
  return detectLanguage(found.notification?.fields.message ?? found.text, fallback).language;
}
