/** Scores the signs of fraud, phishing and malware that the mail alone shows (domain 2.2). */

import { isFreeMail } from '../analyze/free-mail.ts';
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { ChannelSettings } from '../model/channel.ts';
import type { Signal } from '../model/inquiry.ts';
import type { MailMessage } from '../model/message.ts';
import type { Risk } from '../model/risk.ts';
import type { RiskSettings } from '../model/risk-settings.ts';
import { readAttachments } from './attachment-risk.ts';
import type { Authentication } from './authenticated.ts';
import { hasHeader } from './headers.ts';
import { readImpersonation } from './impersonation.ts';
import { readLinks } from './link-risk.ts';
import { imitatedDomain } from './look-alike.ts';
import { belongsTo, organisationOf } from './organisation.ts';
import { findPhrases, type Phrases } from './phrases.ts';

/** From this score on a mail is quarantined (domain 2.2). */
export const quarantineScore = 50;
/** From this score on a person is warned. */
export const cautionScore = 25;

/** What the service knows beside the mail; what is missing is not looked at. */
export type RiskKnowledge = {
  /** The mail comes from a form, a platform or a mailing list, where Reply-To differs by design. */
  isNotification?: boolean;
  /** A member of the team wrote it or handed it on: only what he attached and links can harm. */
  isInside?: boolean;
  authentication?: Authentication;
  channels?: ChannelSettings | undefined;
  settings?: RiskSettings | undefined;
  ownDomains?: readonly string[];
  /** Domains of known customers. */
  customerDomains?: readonly string[];
  /** The mail names a product of ours. */
  namesProduct?: boolean;
};

const WEIGHT = {
  impersonation: 60,
  failed: 25,
  failedCustomer: 15,
  replyTo: 25,
  phrase: 25,
  furtherPhrase: 15,
  bankChange: 40,
  netTerms: 30,
  lookAlike: 40,
  link: 25,
  shortLink: 15,
  credentials: 40,
  credentialsAlone: 25,
  huge: 15,
  agentFirst: 30,
  hidden: 10,
  injection: 40,
};
/** The preview line of a newsletter is hidden as well. */
const SHORT_HIDDEN = 200;
const UNKNOWN: Authentication = { verdict: 'unknown', evidence: '' };

/** The score is at most 100; every signal holds what it rests on. */
export function readRisk(
  message: MailMessage,
  language: string,
  vocabulary: Vocabulary,
  knowledge: RiskKnowledge = {},
): Risk {
  const { settings } = knowledge;
  const phrases = findPhrases(`${message.subject}\n${message.text}`, language, vocabulary, settings);
  const signals = [
    ...readAttachments(message.attachments, (phrases.get('password_given')?.length ?? 0) > 0),
    ...hiddenText(message, phrases, language, vocabulary, settings),
    ...(knowledge.isInside ? [] : outsiderSignals(message, knowledge, phrases)),
  ];
  const score = signals.reduce((sum, { weight }) => sum + weight, 0);
  return { score: Math.min(100, score), signals };
}

function outsiderSignals(message: MailMessage, knowledge: RiskKnowledge, phrases: Phrases): Signal[] {
  const { channels, settings, isNotification = false, authentication = UNKNOWN } = knowledge;
  const baited = ['login_bait', 'credentials'].some((group) => phrases.has(group));
  const posed = readImpersonation(message, authentication, baited, channels, settings);
  const link = readLinks(message, settings);
  return [
    ...one('R3', WEIGHT.impersonation, posed),
    ...failedAuthentication(message, knowledge),
    ...(isNotification ? [] : foreignReplyTo(message)),
    ...many('R6', phrases.get('scam') ?? [], WEIGHT.phrase, WEIGHT.furtherPhrase),
    ...many('R7', phrases.get('bank_change') ?? [], WEIGHT.bankChange, WEIGHT.furtherPhrase),
    ...netTerms(message, knowledge, phrases),
    ...one('R10', WEIGHT.lookAlike, isNotification ? null : imitation(message, knowledge)),
    ...(link ? one('R11', link.isShortened ? WEIGHT.shortLink : WEIGHT.link, link.evidence) : []),
    ...credentials(phrases, link !== null && !link.isShortened),
    ...hugeValue(knowledge, phrases),
    ...one('R15', WEIGHT.agentFirst, phrases.get('pay_their_agent')?.[0] ?? phrases.get('invitation')?.[0]),
  ];
}

/** R4: only what our own receiving server says. */
function failedAuthentication({ from }: MailMessage, knowledge: RiskKnowledge): Signal[] {
  const { authentication = UNKNOWN, customerDomains = [] } = knowledge;
  if (authentication.verdict !== 'fail') return [];
  const isCustomers = from !== null && belongsTo(from.address, customerDomains);
  return [
    { id: 'R4', weight: WEIGHT.failed + (isCustomers ? WEIGHT.failedCustomer : 0), evidence: authentication.evidence },
  ];
}

/** R5: Reply-To at another organisation than From. */
function foreignReplyTo(message: MailMessage): Signal[] {
  const { from, replyTo } = message;
  if (!from || hasHeader(message, 'list-id')) return [];
  const home = organisationOf(from.address);
  const foreign = replyTo.find(({ address }) => organisationOf(address) !== home);
  return foreign ? one('R5', WEIGHT.replyTo, `${from.address} -> ${foreign.address}`) : [];
}

/** R8: an "institution" that wants easily resold goods, none of ours, on credit. */
function netTerms({ from, replyTo }: MailMessage, knowledge: RiskKnowledge, phrases: Phrases): Signal[] {
  const [institution] = phrases.get('institution') ?? [];
  const [terms] = phrases.get('net_terms') ?? [];
  const [goods] = phrases.get('resold_goods') ?? [];
  if (!terms || !goods || knowledge.namesProduct) return [];
  const writesFree = [from, ...replyTo].some((mailbox) => mailbox !== null && isFreeMail(mailbox.address));
  if (!institution && !writesFree) return [];
  return [{ id: 'R8', weight: WEIGHT.netTerms, evidence: [institution, terms, goods].filter(Boolean).join(', ') }];
}

/** R10: close to our own domain, a platform's or a known customer's, without being it. */
function imitation({ from, replyTo }: MailMessage, knowledge: RiskKnowledge): string | null {
  const { channels, settings, ownDomains = [], customerDomains = [] } = knowledge;
  const ours = [ownDomains, customerDomains];
  const lists = [
    ...ours,
    ...(channels?.layouts.map(({ domains }) => domains) ?? []),
    ...(settings?.brands.map(({ domains }) => domains) ?? []),
  ];
  for (const mailbox of [from, ...replyTo.slice(0, 5)]) {
    if (!mailbox || isFreeMail(mailbox.address) || lists.some((list) => belongsTo(mailbox.address, list))) continue;
    for (const list of lists) {
      const imitated = imitatedDomain(mailbox.address, list, ours.includes(list));
      if (imitated) return `${mailbox.address} ~ ${imitated}`.slice(0, 200);
    }
  }
  return null;
}

/** R12: one phrase may stand in any text about security; with a second one or a hidden link it is a demand. */
function credentials(phrases: Phrases, hasHiddenLink: boolean): Signal[] {
  const [first, second] = [...(phrases.get('credentials') ?? []), ...(phrases.get('scam') ?? [])];
  if (!phrases.has('credentials')) return [];
  const isDemand = second !== undefined || hasHiddenLink || phrases.has('login_bait');
  return one('R12', isDemand ? WEIGHT.credentials : WEIGHT.credentialsAlone, first);
}

/** R14: millions, in a hurry, of nothing in particular. */
function hugeValue({ namesProduct }: RiskKnowledge, phrases: Phrases): Signal[] {
  const [huge] = phrases.get('huge_value') ?? [];
  return huge && !namesProduct && phrases.has('urgency') ? one('R14', WEIGHT.huge, huge) : [];
}

/** Invisible text is read by machines only: when it gives orders, it was put there for one. */
function hiddenText(
  message: MailMessage,
  phrases: Phrases,
  language: string,
  vocabulary: Vocabulary,
  settings: RiskSettings | undefined,
): Signal[] {
  const hidden = message.hiddenText ?? '';
  if (hidden.trim() === '') return [];
  const [order] = findPhrases(hidden, language, vocabulary, settings).get('injection') ?? [];
  if (order) return one('hidden_text', WEIGHT.injection, order);
  // Newsletters hide preview lines and what was written for other programs.
  const isBulk =
    phrases.has('newsletter') || ['list-unsubscribe', 'list-id', 'precedence'].some((name) => hasHeader(message, name));
  return hidden.trim().length > SHORT_HIDDEN && !isBulk ? one('hidden_text', WEIGHT.hidden, hidden.trim()) : [];
}

function one(id: string, weight: number, evidence: string | null | undefined): Signal[] {
  return evidence ? [{ id, weight, evidence: evidence.slice(0, 200) }] : [];
}

function many(id: string, phrases: readonly string[], first: number, further: number): Signal[] {
  return phrases.map((evidence, index) => ({ id, weight: index === 0 ? first : further, evidence }));
}
