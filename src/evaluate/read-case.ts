/** Reads one labelled mail as the desk would, without database and network. */
import { DateTime } from 'luxon';
import { analyzeInquiry, mentions } from '../analyze/analyze.ts';
import { readFeedback } from '../analyze/feedback.ts';
import { languageOfMail } from '../analyze/language.ts';
import type { Vocabulary } from '../analyze/vocabulary.ts';
import type { Config } from '../config.ts';
import { type AttachedText, readAttachmentTexts } from '../mail/attachment/read-attachments.ts';
import { parseMail } from '../mail/parse.ts';
import type { Assortment } from '../model/assortment.ts';
import type { Company } from '../model/company.ts';
import type { Decision } from '../model/draft.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import type { Stated } from '../model/stated.ts';
import { readAutoReply } from '../receive/auto-reply.ts';
import { memberAt } from '../receive/find-customer.ts';
import { belongsTo } from '../receive/organisation.ts';
import { newWords } from '../receive/reply-text.ts';
import { type AnsweredMail, type Route, type RouteContext, routeMessage } from '../receive/route.ts';
import { threadKeys } from '../receive/thread.ts';
import { answerOf } from '../reply/decision/answer.ts';
import { readDecision } from '../reply/decision/read-decision.ts';
import { dashed, kindOf, labelledChannel } from './label-words.ts';
import type { Found, LabelItem } from './labels.ts';

/** Who sells what, and the words by which mail is read. */
export type Reader = {
  config: Config;
  vocabulary: Vocabulary;
  company: Company;
  assortment: Assortment;
  mailbox: string;
};

/** `mail` as parsed, for those who want to know whose addresses stood in it. */
export type CaseReading = { mail: MailMessage; found: Found };

/**
 * @param received "now" for the mail
 * @param draftText the draft that a decision answers
 */
export async function readCase(raw: Buffer, received: Date, draftText: string, reader: Reader): Promise<CaseReading> {
  const mail = await parseMail(raw);
  const context = contextOf(mail, reader);
  const route = answerOfColleague(routeMessage(mail, context), context);
  const attached = mail.attachments.length > 0 ? await readAttachmentTexts(raw) : [];
  const found = findings(mail, route, { received, draftText, context, reader, attached });
  return { mail, found: { kind: kindOf(route), ...found } };
}

type Case = {
  received: Date;
  draftText: string;
  context: RouteContext;
  reader: Reader;
  attached: AttachedText[];
};

function findings(mail: MailMessage, route: Route, it: Case): Omit<Found, 'kind'> {
  const { reader } = it;
  switch (route.kind) {
    case 'inquiry':
    case 'complaint': {
      const { customer, channel, forwardedBy, subject, text } = route;
      const stated = route.notification?.stated ?? null;
      return {
        channel: labelledChannel(channel),
        forwardedBy,
        ...inquiryOf(mail, { from: customer, subject, text, stated }, it),
        ...(route.kind === 'complaint' ? { intent: 'complaint' } : {}),
      };
    }
    case 'customer_reply': {
      const { text, signature } = newWords(mail.text, reader.config.mailClients);
      const from = mail.from ?? { name: '', address: '' };
      const own = signature === '' ? text : `${text}\n-- \n${signature}`;
      const { customer, language = 'en' } = inquiryOf(mail, { from, subject: mail.subject, text: own }, it);
      const today = DateTime.fromJSDate(it.received, { zone: reader.company.timeZone }).startOf('day');
      const { readingWords } = reader.config;
      const { feedback, deferUntil } = readFeedback(text, language, reader.vocabulary, readingWords, today);
      return {
        channel: 'email',
        forwardedBy: null,
        ...(customer ? { customer } : {}),
        language,
        feedback: dashed(feedback),
        ...(deferUntil === null ? {} : { deferUntil }),
      };
    }
    case 'needs_sender':
      return { forwardedBy: route.forwardedBy, customer: { email: null } };
    case 'bounce':
      return { bounce: { recipient: route.recipients[0] ?? null, type: route.bounce } };
    case 'decision':
    case 'stray_answer':
      return decisionOf(mail, it);
    case 'auto_reply': {
      const absence = readAutoReply(mail, it.context);
      const { language } = it.context;
      const email = mail.from?.address ?? null;
      return { forwardedBy: null, customer: { email }, language, deferUntil: absence?.until ?? null };
    }
    case 'not_inquiry':
      return { notInquiry: dashed(route.category), forwardedBy: null, language: it.context.language };
    default:
      return { forwardedBy: null };
  }
}

function inquiryOf(
  mail: MailMessage,
  words: { from: Mailbox; subject: string; text: string; stated?: Stated | null },
  { received, reader, attached }: Case,
): Omit<Found, 'kind'> {
  const { config, vocabulary, company, assortment } = reader;
  const { language, contact, facts, triage } = analyzeInquiry({
    messageId: 0,
    ...words,
    receivedAt: received,
    catalogue: assortment,
    company,
    vocabulary,
    settings: config.triage,
    words: config.readingWords,
    attachments: mail.attachments.map(({ filename }) => filename),
    attached: attached.filter((file) => file.kind === 'text'),
    knownCustomer: null,
  });
  return {
    customer: {
      email: words.from.address || null,
      name: contact.name,
      company: contact.company,
      country: contact.country,
      phone: contact.phone,
    },
    language,
    class: triage.class,
    urgency: triage.urgency,
    intent: dashed(triage.intent),
    items: facts.items.map(
      (item): LabelItem => ({
        sku: item.productSku,
        product: item.productText.value,
        quantity: item.quantity ? Number(item.quantity.value) : null,
        unit: item.quantityUnit,
        quantityKind: dashed(item.quantityKind),
      }),
    ),
    incoterm: facts.incoterm?.value ?? null,
    place: facts.place?.value.name ?? null,
    destinationCountry: facts.destinationCountry?.value ?? null,
    deliveryDate: facts.deliveryDate?.value.date ?? null,
    targetPrice: facts.targetPrice?.value ?? null,
    paymentTerms: facts.paymentTerms?.value ?? null,
    certificates: facts.certificates.map(({ value }) => value),
    asks: facts.asks.map(({ value }) => dashed(value)),
  };
}

function decisionOf(mail: MailMessage, { received, draftText, reader }: Case): Omit<Found, 'kind'> {
  const { config, company } = reader;
  const member = memberAt(company, mail.from?.address ?? '');
  const signature = [mail.from?.name, member?.name, member?.email, company.name].filter((name) => name !== undefined);
  const today = DateTime.fromJSDate(received, { zone: config.company.timeZone }).toISODate() ?? '';
  const answer = answerOf(mail, { today, signature });
  const decision = readDecision(answer, draftText, config.mailClients, config.decisionWords);
  return {
    decision: decision.kind,
    ...(decision.kind === 'edit' ? { editedText: decision.text } : {}),
    ...argumentOf(decision),
  };
}

function argumentOf(decision: Decision): { argument?: string } {
  switch (decision.kind) {
    case 'revise':
      return { argument: decision.instruction };
    case 'reject':
    case 'close':
      return { argument: decision.reason };
    case 'assign':
      return { argument: decision.address };
    case 'snooze':
      return { argument: decision.until };
    default:
      return {};
  }
}

/** What the database would know: mails of ours are told by the domain of their Message-IDs. */
function contextOf(mail: MailMessage, reader: Reader): RouteContext {
  const { config, vocabulary, company, assortment, mailbox } = reader;
  const language = languageOfMail(mail.subject, newWords(mail.text, config.mailClients).text);
  return {
    answered: answeredMails(mail, reader),
    approval: null,
    customer: null,
    mailboxAddress: mailbox,
    company,
    clients: config.mailClients,
    vocabulary,
    readingWords: config.readingWords,
    bouncePhrases: config.bouncePhrases,
    autoReplyWords: config.autoReplyWords,
    channels: config.channels,
    riskSettings: config.riskSettings,
    language,
    mentions: (words) => mentions(words, { catalogue: assortment, vocabulary, words: config.readingWords }),
  };
}

/** A mail of ours that somebody answers went to him: to a colleague for approval, to anybody else as a reply. */
function answeredMails(mail: MailMessage, { company, mailbox }: Reader): AnsweredMail[] {
  const from = mail.from?.address ?? '';
  const isColleague = memberAt(company, from) !== null || belongsTo(from, company.domains);
  const domains = [...company.domains, mailbox.slice(mailbox.lastIndexOf('@') + 1)];
  return threadKeys(mail)
    .messageIds.filter((id) => belongsTo(id.replace(/^<|>$/g, ''), domains))
    .map(() => ({
      outgoingId: 0,
      kind: isColleague ? 'approval' : 'customer',
      inquiryId: 0,
      recipient: from,
      draftId: 0,
    }));
}

/** A machine that answers an approval request in a colleague's place has decided nothing. */
function answerOfColleague(route: Route, { answered }: RouteContext): Route {
  const isOurs = route.kind === 'auto_reply' && answered.some(({ kind }) => kind === 'approval');
  return isOurs ? { kind: 'stray_answer', reason: 'no_token' } : route;
}
