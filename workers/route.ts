/** Stage route: gives every stored message its one disposition and sets in motion what follows from it. */
import { mentions } from '../src/analyze/analyze.ts';
import { languageOfMail } from '../src/analyze/language.ts';
import type { App } from '../src/app.ts';
import type { Db } from '../src/db/connect.ts';
import { suppressAddresses } from '../src/db/contacts.ts';
import { addEvent } from '../src/db/events.ts';
import { inquiryById } from '../src/db/inquiries.ts';
import { mustHold } from '../src/db/lost-race.ts';
import { disposeMessage, failMessage, messageById } from '../src/db/messages.ts';
import { askBack } from '../src/desk/ask-back.ts';
import { askWho, type UnknownMail, unknownMailOf } from '../src/desk/ask-who.ts';
import { hearBounce, hearCustomer } from '../src/desk/hear-customer.ts';
import { hearMachine } from '../src/desk/hear-machine.ts';
import { type Known, lookUp, productsIn } from '../src/desk/known-mail.ts';
import { alarmAboutMessage, askPerson, tellAboutMessage } from '../src/desk/needs-person.ts';
import { openInquiry } from '../src/desk/open-inquiry.ts';
import { proveSender } from '../src/desk/prove-sender.ts';
import { memberByAddress } from '../src/desk/team.ts';
import { tellUnknownLayout } from '../src/desk/tell-unknown-layout.ts';
import { folderFor } from '../src/model/filing.ts';
import type { Disposition, Mailbox, MailMessage } from '../src/model/message.ts';
import type { Handoff } from '../src/queues.ts';
import type { Authentication } from '../src/receive/authenticated.ts';
import { readForward } from '../src/receive/forward.ts';
import { forwardedMessageId } from '../src/receive/forwarded-id.ts';
import { newWords } from '../src/receive/reply-text.ts';
import { type Route, routeMessage } from '../src/receive/route.ts';
import { readSenderAnswer } from '../src/receive/sender-answer.ts';
import type { Stage } from './run-stage.ts';

type Subject =
  | { kind: 'unreadable'; id: number }
  | {
      kind: 'mail';
      id: number;
      /** A person has taken it out of quarantine. */
      released: boolean;
      mailbox: string;
      receivedAt: Date;
      message: MailMessage;
      known: Known;
      /** Of an answer with a token. */
      proof: Authentication | undefined;
      unknown: UnknownMail | null;
    };
type Mail = Extract<Subject, { kind: 'mail' }>;
type Outcome =
  | Route
  | { kind: 'unreadable' }
  /** The forwarder has told whose inquiry an earlier mail is. */
  | { kind: 'sender_named'; customer: Mailbox; unknown: UnknownMail };

export const route: Stage<Subject, Outcome> = {
  name: 'route',

  async load(app, id) {
    const row = await messageById(app.db, id);
    if (row?.status !== 'stored') return null;
    if (!row.mail) return { kind: 'unreadable', id };
    const known = await lookUp(app, row.mail, row.mailbox);
    const proof = known.approval ? await proveSender(app, id, row.mail) : undefined;
    const question = known.answered.find((mail) => mail.kind === 'who_is_it');
    const unknown = question ? await unknownMailOf(app, question.outgoingId, row.mail) : null;
    return {
      kind: 'mail',
      id,
      released: row.detail.released === true,
      mailbox: row.mailbox,
      receivedAt: row.received_at,
      message: row.mail,
      known,
      proof,
      unknown,
    };
  },

  decide(subject, app) {
    if (subject.kind === 'unreadable') return { kind: 'unreadable' };
    const { message, mailbox, released, known, proof, unknown } = subject;
    const { company, mailClients: clients, catalogue, readingWords } = app.config;
    const customer = unknown && readSenderAnswer(message, company.domains, clients);
    if (unknown && customer) return { kind: 'sender_named', customer, unknown };
    const { vocabulary } = app;
    const language = languageOfMail(message.subject, newWords(message.text, clients).text);
    return routeMessage(message, {
      ...known,
      proof,
      mailboxAddress: mailbox,
      company,
      clients,
      vocabulary,
      readingWords,
      released,
      channels: app.config.channels,
      riskSettings: app.config.riskSettings,
      named: known.conversation || known.onPlatform?.length ? productsIn(message, mailbox, app) : [],
      bouncePhrases: app.config.bouncePhrases,
      autoReplyWords: app.config.autoReplyWords,
      language,
      mentions: (words) => mentions(words, { catalogue, vocabulary, words: readingWords }),
    });
  },

  async save(trx, subject, outcome, app) {
    const { id } = subject;
    const disposition = dispositions[outcome.kind];
    const detail = detailOf(outcome);
    const inquiryId = await inquiryOf(trx, app, subject, outcome);
    const to = outcome.kind === 'decision' ? 'deciding' : 'done';
    mustHold(await disposeMessage(trx, id, { from: 'stored', to, disposition, detail, inquiryId }));
    await addEvent(trx, { kind: `message_${disposition}`, at: app.clock.now(), messageId: id, inquiryId, detail });
    const next = await consequences(trx, app, subject, outcome, inquiryId);
    const isFiled = to === 'done' && folderFor(disposition, app.config.filing) !== null;
    return isFiled ? [...next, { queue: 'file', id }] : next;
  },

  async fail(app, id, reason) {
    await failMessage(app.db, id, reason);
    return alarmAboutMessage(app, id, reason);
  },
};

const dispositions: Record<Outcome['kind'], Disposition> = {
  inquiry: 'inquiry',
  customer_reply: 'customer_reply',
  decision: 'decision',
  stray_answer: 'decision',
  sender_named: 'decision',
  spam_report: 'complaint',
  bounce: 'bounce',
  auto_reply: 'auto_reply',
  read_receipt: 'read_receipt',
  complaint: 'complaint',
  own_mail: 'own_mail',
  not_inquiry: 'not_inquiry',
  suspicious: 'suspicious',
  needs_sender: 'needs_sender',
  unreadable: 'unreadable',
};

/** Ids and reasons for the ledger; no addresses, no words of the mail. */
function detailOf(outcome: Outcome): Record<string, unknown> {
  switch (outcome.kind) {
    case 'decision':
      return { approvalId: outcome.approvalId };
    case 'stray_answer':
      return { reason: outcome.reason };
    case 'suspicious':
      return { score: outcome.score, reasons: outcome.signals.map(({ id, weight }) => `${id} +${weight}`) };
    case 'not_inquiry':
      return { category: outcome.category };
    case 'bounce':
      return { bounce: outcome.bounce, status: outcome.status, reason: outcome.reason, delayed: outcome.delayed };
    case 'auto_reply':
      return { deferUntil: outcome.deferUntil, left: outcome.left, challenge: outcome.challenge };
    default:
      return {};
  }
}

/** The inquiry a message belongs to; a new one where the message opens it. */
async function inquiryOf(trx: Db, app: App, subject: Subject, outcome: Outcome): Promise<number | null> {
  if (subject.kind === 'unreadable') return null;
  switch (outcome.kind) {
    case 'inquiry':
    case 'complaint':
      return openInquiry(trx, app, { ...subject, messageId: subject.id }, outcome);
    case 'sender_named':
      return openNamedInquiry(trx, app, outcome);
    case 'customer_reply':
    case 'auto_reply':
      return outcome.inquiryId;
    case 'bounce':
    case 'spam_report':
      return subject.known.returned?.find(({ inquiryId }) => inquiryId !== null)?.inquiryId ?? null;
    default:
      return subject.known.answered[0]?.inquiryId ?? null;
  }
}

async function openNamedInquiry(
  trx: Db,
  app: App,
  { customer, unknown }: Extract<Outcome, { kind: 'sender_named' }>,
): Promise<number> {
  const { company, mailClients } = app.config;
  const { messageId, message, asked } = unknown;
  const forward = readForward(message, mailClients, company.domains);
  const original = { from: null, subject: forward?.original.subject ?? '' };
  const originalId = forward && forwardedMessageId(message, original, mailClients, company.domains);
  const inquiryId = await openInquiry(trx, app, unknown, {
    ...(originalId ? { originalId } : {}),
    customer: { ...customer, name: forward?.original.from?.name ?? '' },
    channel: 'email',
    forwardedBy: asked,
    note: forward?.note ?? '',
    subject: forward?.original.subject || message.subject,
    text: forward?.original.text || newWords(message.text, mailClients).text,
  });
  const named = { from: 'done', to: 'done', disposition: 'inquiry', inquiryId } as const;
  mustHold(await disposeMessage(trx, messageId, named));
  return inquiryId;
}

async function consequences(
  trx: Db,
  app: App,
  subject: Subject,
  outcome: Outcome,
  inquiryId: number | null,
): Promise<Handoff[]> {
  if (subject.kind === 'unreadable') return tellAboutMessage(trx, app, subject.id, 'unreadable');
  const { id, mailbox, message } = subject satisfies Mail;
  switch (outcome.kind) {
    case 'inquiry': {
      const { notification } = outcome;
      const mail = { messageId: id, mailbox, message, inquiryId };
      const isStrange = notification?.layoutKnown === false;
      const alarm = isStrange ? await tellUnknownLayout(trx, app, mail, notification) : [];
      return inquiryId === null ? alarm : [{ queue: 'classify', id: inquiryId }, ...alarm];
    }
    case 'sender_named':
      return inquiryId === null ? [] : [{ queue: 'classify', id: inquiryId }];
    case 'complaint': {
      const inquiry = inquiryId === null ? undefined : await inquiryById(trx, inquiryId);
      return inquiry ? askPerson(trx, app, { inquiry, from: ['new'], reason: 'complaint' }) : [];
    }
    case 'decision':
      return [{ queue: 'decide', id }];
    case 'customer_reply':
      return hearCustomer(trx, app, outcome.inquiryId, { messageId: id, message });
    case 'stray_answer': {
      const person = memberByAddress(app.config.company, message.from?.address ?? '');
      if (!person) return []; // a stranger learns nothing
      return askBack(trx, app, { messageId: id, mailbox, message, to: person, reason: outcome.reason, inquiry: null });
    }
    case 'spam_report':
      if (outcome.unsubscribe) await suppressAddresses(trx, outcome.recipients, app.clock.now());
      return [];
    case 'bounce':
      return hearBounce(trx, app, outcome);
    case 'auto_reply':
      return hearMachine(trx, app, outcome, { messageId: id, message });
    case 'needs_sender':
      return askWho(trx, app, { messageId: id, mailbox, message, forwardedBy: outcome.forwardedBy });
    default:
      return [];
  }
}
