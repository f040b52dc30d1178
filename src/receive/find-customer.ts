/** Finds out who the buyer of a new mail is. Forwarders, platforms, forms and machines are never taken for him. */
import type { ChannelSettings } from '../model/channel.ts';
import type { Company, TeamMember } from '../model/company.ts';
import type { ChannelKind, Signal } from '../model/inquiry.ts';
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox, MailMessage } from '../model/message.ts';
import { isMachine } from './channel/machine-address.ts';
import type { Notification } from './channel/notification.ts';
import { readChannel } from './channel/read-channel.ts';
import type { NotificationMail } from './channel/recognize.ts';
import { readForward } from './forward.ts';
import { forwardedMessageId } from './forwarded-id.ts';
import { hasHeader, headerValue } from './headers.ts';
import { readMailbox } from './mailbox-text.ts';
import { belongsTo, organisationOf } from './organisation.ts';
import { newWords } from './reply-text.ts';
import { subjectKind, withoutForwardPrefixes } from './subject-prefix.ts';

/** What stands around an address in a signature. */
const AROUND = /[\s<>()[\]"',;:|，；：（）]/;
const LONGEST = 50_000;
/** A line of a signature, and the words in it with those of the address. */
const LONGEST_SIGNED = 120;
const MOST_WORDS = 12;

/** The buyer, where he wrote and what. */
export type BuyersMail = {
  kind: 'found';
  /** The address is '' when a platform hides it. */
  customer: Mailbox;
  channel: ChannelKind;
  /** E-mail of the colleague who forwarded it. */
  forwardedBy: string | null;
  /** What the forwarder added. */
  note: string;
  subject: string;
  /** The buyer's own words; his `-- ` signature stays below such a line, since it says who he is. */
  text: string;
  /** For mail of forms and platforms. */
  notification?: Notification;
  /** Message-ID of the forwarded mail, where it is certain. */
  originalId?: string;
};
/**
 * `unknown`: `askWhom` has to be asked who he is; `platform_admin`: mail of a platform about our account; `internal`: a
 * machine of ours.
 */
export type FoundCustomer =
  | BuyersMail
  | { kind: 'unknown'; askWhom: string }
  | { kind: 'platform_admin'; signals: Signal[] }
  | { kind: 'internal'; signals: Signal[] };

export type Places = {
  mailboxAddress: string;
  company: Company;
  clients: MailClients;
  channels?: ChannelSettings | undefined;
};

export function findCustomer(message: MailMessage, places: Places): FoundCustomer {
  const { company, clients } = places;
  const { from } = message;
  if (!from) return { kind: 'unknown', askWhom: company.defaultOwner };
  if (isOurs(from.address, places)) return fromOurSide(message, from, places);
  const notified = readChannel(message, places, sender(message, places));
  if (notified?.kind === 'admin') return { kind: 'platform_admin', signals: notified.signals };
  if (notified) return toFound(notified, null, '');
  if (isMachine(from.address, clients)) return fromMachine(message, from, places);
  return { kind: 'found', customer: from, channel: 'email', forwardedBy: null, note: '', ...direct(message, clients) };
}

/** The team member who writes from the address, by his e-mail or an alias. */
export function memberAt(company: Company, address: string): TeamMember | null {
  return company.team.find(({ email, aliases }) => email === address || aliases.includes(address)) ?? null;
}

/** Whether the address is the company's: its domains, the desk itself, or a private address of a team member. */
export function isOurs(address: string, places: Places): boolean {
  return belongsTo(address, ownAddresses(places));
}

/** A machine of a company that names a person of it is that company's mail; one that names an outsider is a form. */
function fromMachine(message: MailMessage, from: Mailbox, places: Places): FoundCustomer {
  const visitor = replyToPerson(message, places);
  if (!visitor) return { kind: 'unknown', askWhom: places.company.defaultOwner };
  const isColleague = organisationOf(visitor.address) === organisationOf(from.address);
  const isPlatform = belongsTo(from.address, places.clients.platformDomains);
  const channel = isPlatform ? 'other_platform' : isColleague ? 'email' : 'web_form';
  return { kind: 'found', customer: visitor, channel, forwardedBy: null, ...asSent(message, places.clients) };
}

/** A form on our own site writes from our domain; everything else from our side is a colleague forwarding something. */
function fromOurSide(message: MailMessage, from: Mailbox, places: Places): FoundCustomer {
  const { company, clients } = places;
  const member = memberAt(company, from.address);
  const isForward = subjectKind(message.subject, clients) === 'forward' || message.embedded.length > 0;
  // The first lines of some forms look like the header of a forwarded mail.
  const form =
    !isForward && (!member || isAutomatic(message)) ? readChannel(message, places, sender(message, places)) : null;
  if (form?.kind === 'buyer') return toFound(form, null, '');
  const forward = readForward(message, clients, ownAddresses(places));
  if (forward) {
    const found = forwarded(message, forward, member?.email ?? from.address, places);
    if (found) return found;
  }
  const mayBeForm = !forward && (!member || isAutomatic(message));
  // A colleague's private Reply-To must not make him the customer: only a machine writes for others in his name.
  const visitor = mayBeForm ? replyToPerson(message, places) : null;
  if (visitor) {
    const channel = hasHeader(message, 'list-id') ? 'email' : 'web_form';
    return { kind: 'found', customer: visitor, channel, forwardedBy: null, ...asSent(message, clients) };
  }
  const machine = mayBeForm ? machineOfOurs(message, from, clients) : null;
  return machine ?? { kind: 'unknown', askWhom: member?.email ?? company.defaultOwner };
}

/** The mail that a colleague hands on: a buyer's, or the notification of a form or platform. */
function forwarded(
  message: MailMessage,
  { note, original }: NonNullable<ReturnType<typeof readForward>>,
  forwardedBy: string,
  places: Places,
): FoundCustomer | null {
  const { clients } = places;
  const { from, subject, text } = original;
  const embedded = message.embedded.find((mail) => from === null || mail.from?.address === from.address);
  const mail: NotificationMail = {
    from: embedded?.from ?? from,
    replyTo: embedded?.replyTo ?? [],
    subject,
    text,
    headers: {},
  };
  const notified = readChannel(mail, places, sender(mail, places));
  if (notified?.kind === 'admin') return null;
  if (notified) return toFound(notified, forwardedBy, note);
  const customer = from ?? signer(original.sender ?? '', buyersText(text, clients), places);
  if (!customer || isMachine(customer.address, clients)) return null;
  const originalId = from ? forwardedMessageId(message, { from, subject }, clients, ownAddresses(places)) : null;
  return {
    kind: 'found',
    customer,
    channel: 'email',
    forwardedBy,
    note,
    subject,
    text: withPassedOn(text, places),
    ...(originalId ? { originalId } : {}),
  };
}

function toFound(
  { notification, customer, subject, text }: Extract<ReturnType<typeof readChannel>, { kind: 'buyer' }>,
  forwardedBy: string | null,
  note: string,
): BuyersMail {
  return { kind: 'found', customer, channel: notification.channel, forwardedBy, note, subject, text, notification };
}

/** Foxmail and others show no address beside the sender's name: then the only one in his mail counts, if he signs with it. */
function signer(name: string, text: string, places: Places): Mailbox | null {
  if (name === '') return null;
  const written = text
    .slice(0, LONGEST)
    .split(AROUND)
    .filter((token) => token.includes('@'));
  const [only, ...others] = new Set(written.map((token) => readMailbox(token)?.address ?? token));
  if (only === undefined || others.length > 0 || !readMailbox(only) || !mayBeBuyer(only, places)) return null;
  const line = text.split('\n').find((written) => written.toLowerCase().includes(only)) ?? '';
  const signs =
    line.length <= LONGEST_SIGNED &&
    !/[.!?。！？،؟]\s*$/u.test(line) &&
    (line.match(/\p{L}+/gu)?.length ?? 0) <= MOST_WORDS;
  return signs ? { name, address: only } : null;
}

/** Backup reports, scanners, calendars: no person wrote it, and it holds nobody's wish. */
function machineOfOurs(message: MailMessage, from: Mailbox, clients: MailClients): FoundCustomer | null {
  const isCalendar =
    message.contentType.startsWith('text/calendar') || hasHeader(message, 'x-ms-exchange-calendar-originator-id');
  if (!isCalendar && !(isAutomatic(message) && isMachine(from.address, clients))) return null;
  return { kind: 'internal', signals: [{ id: 'internal', weight: 0, evidence: from.address }] };
}

/** The first Reply-To that is a person's outside: not ours, not a platform's, not a machine's. */
export function replyToPerson(message: Pick<MailMessage, 'replyTo'>, places: Places): Mailbox | null {
  return message.replyTo.find(({ address }) => mayBeBuyer(address, places)) ?? null;
}

function mayBeBuyer(address: string, places: Places): boolean {
  const platforms = places.channels?.layouts.flatMap(({ domains }) => domains) ?? [];
  return !isOurs(address, places) && !isMachine(address, places.clients) && !belongsTo(address, platforms);
}

function sender(mail: NotificationMail, places: Places) {
  const address = mail.from?.address ?? '';
  return {
    isOurSide: address === '' || isOurs(address, places),
    isBuyers: (candidate: string) => mayBeBuyer(candidate, places),
  };
}

function ownAddresses({ company, mailboxAddress }: Places): string[] {
  const members = company.team.flatMap(({ email, aliases }) => [email, ...aliases]);
  return [...company.domains, mailboxAddress.toLowerCase(), ...members];
}

function isAutomatic(message: MailMessage): boolean {
  const submitted = headerValue(message, 'auto-submitted').toLowerCase();
  return (
    (submitted !== '' && !submitted.startsWith('no')) || /^(?:bulk|list)$/i.test(headerValue(message, 'precedence'))
  );
}

function asSent(message: MailMessage, clients: MailClients) {
  const { text } = newWords(message.text, clients);
  return { note: '', subject: message.subject, text: text === '' ? message.text.trim() : text };
}

/** A buyer may himself forward what he wants quoted: then that is part of what he says. */
function direct(message: MailMessage, clients: MailClients) {
  const forwards = subjectKind(message.subject, clients) === 'forward';
  const forward = forwards ? readForward({ ...message, embedded: [] }, clients, []) : null;
  const own = buyersText(message.text, clients);
  const text = forward ? [own, forward.original.text].filter((part) => part !== '').join('\n\n') : own;
  return { subject: withoutForwardPrefixes(message.subject, clients), text: text === '' ? message.text.trim() : text };
}

/** The buyer's words with the request of his own customer below them, where a forward marker shows it. */
function withPassedOn(text: string, places: Places): string {
  const own = buyersText(text, places.clients);
  // Under a reply's subject only a marker makes a forward: an answer below our own mail is none.
  const passedOn = readForward({ subject: 'Re:', text, embedded: [] }, places.clients, ownAddresses(places));
  return passedOn?.original.from ? `${own}\n\n${passedOn.original.text}` : own;
}

function buyersText(text: string, clients: MailClients): string {
  const own = newWords(text, clients);
  if (own.text === '') return text.trim();
  return own.signature === '' ? own.text : `${own.text}\n\n-- \n${own.signature}`;
}
