/** Reads the mail of a form or platform: whether it brings a buyer, who he is, what he wrote, how he can be answered. */
import type { ChannelField, ChannelFields, ChannelSettings, ReplyLimits, ReplyPolicy } from '../../model/channel.ts';
import type { ChannelKind, Signal } from '../../model/inquiry.ts';
import type { Mailbox } from '../../model/message.ts';
import type { Stated } from '../../model/stated.ts';
import { belongsTo } from '../organisation.ts';
import { buyerText } from './buyer-text.ts';
import type { ReadFields } from './found-lines.ts';
import { type Captures, matchAny, patternLine } from './pattern.ts';
import { type PreparedWords, prepareWords } from './prepared.ts';
import { readFields } from './read-fields.ts';
import type { NotificationMail, Recognised } from './recognize.ts';
import { statedOf } from './stated.ts';

/** How the buyer came to us and how an answer reaches him. */
export type Notification = {
  channel: ChannelKind;
  /** Of config/channels; null when no layout fits. */
  layoutId: string | null;
  /** False when nobody has described this layout, or it looks different now: a person should look at it. */
  layoutKnown: boolean;
  /** The buyer's own address; null when the platform hides it. Never an address of the platform, the form or ours. */
  customerAddress: string | null;
  replyPolicy: ReplyPolicy;
  /** With `relay_by_mail`: where an answer goes. */
  relayAddress: string | null;
  replyLimits: ReplyLimits | null;
  fields: ChannelFields;
  /** Of them what is known of the buyer and his wish. */
  stated: Stated;
  /** Joins the messages of one buyer who has no address: platforms start a new thread with each. */
  threadKey: string | null;
  /** Where a person finds the message on the platform. */
  platformUrl: string | null;
};
export type ReadNotification =
  | { kind: 'buyer'; notification: Notification; customer: Mailbox; subject: string; text: string }
  /** About our account on the platform. */
  | { kind: 'admin'; signals: Signal[] };

const ADMIN_READ = 3_000;
const LONGEST_NAME = 120;
const BUYER_FIELDS: readonly ChannelField[] = [
  'name',
  'firstName',
  'from',
  'company',
  'email',
  'phone',
  'country',
  'product',
  'quantity',
];

/** What is known of the sender before the text is read. */
export type Sender = {
  recognised: Recognised | null;
  /** When no layout tells it. */
  channel: ChannelKind;
  /** Whether an address can be the buyer's: outside, no platform's, no machine's. */
  isBuyers(address: string): boolean;
};

/** Never throws; every notification that is not clearly about our account is a buyer's, whatever could be read of it. */
export function readNotification(
  mail: NotificationMail,
  channels: ChannelSettings,
  sender: Sender,
  read: ReadFields = readNotificationFields(mail, channels, sender.recognised),
): ReadNotification {
  const words = prepareWords(channels.words);
  const { recognised } = sender;
  const captures = subjectCaptures(mail, recognised);
  const admin = adminSignals(mail, recognised, words, read, captures);
  if (admin) return { kind: 'admin', signals: admin };
  const fields = withCaptures(read.fields, captures);
  const person = buyerOf(mail, fields, read.emails, sender);
  const shownFields = { ...fields, email: person.address === '' ? null : person.address };
  const text = buyerText(shownFields, read.further);
  return {
    kind: 'buyer',
    notification: {
      ...notificationOf(mail, sender, shownFields, person, read),
      stated: statedOf(shownFields, read.further, channels.words),
    },
    customer: person,
    subject: fields.subject ?? mail.subject,
    text: text === '' ? mail.text.trim() : text,
  };
}

export function readNotificationFields(
  mail: NotificationMail,
  channels: ChannelSettings,
  recognised: Recognised | null,
): ReadFields {
  return readFields(mail.text, prepareWords(channels.words), recognised?.layout ?? null);
}

/** How many different things the mail says of a buyer. */
export function buyerFieldCount({ found }: ReadFields): number {
  return BUYER_FIELDS.filter((field) => found.has(field)).length;
}

function notificationOf(
  mail: NotificationMail,
  { recognised, channel: guessed }: Sender,
  fields: ChannelFields,
  customer: Mailbox,
  read: ReadFields,
): Omit<Notification, 'stated'> {
  const layout = recognised?.layout.layout ?? null;
  const channel = layout?.kind ?? guessed;
  const customerAddress = customer.address === '' ? null : customer.address;
  const withoutAddress = channel === 'web_form' ? 'forbidden' : 'copy_to_platform';
  const replyPolicy = layout
    ? layout.reply[customerAddress ? 'withAddress' : 'withoutAddress']
    : customerAddress
      ? 'smtp'
      : withoutAddress;
  const relay = mail.replyTo[0]?.address ?? mail.from?.address ?? null;
  const isRelay = replyPolicy === 'relay_by_mail' && relay !== null && belongsTo(relay, layout?.domains ?? []);
  return {
    channel,
    layoutId: layout?.id ?? null,
    layoutKnown: recognised !== null && fields.message !== null && (recognised.matched || buyerFieldCount(read) > 1),
    customerAddress,
    // A relay whose address is not the platform's relays to somebody else.
    replyPolicy: replyPolicy === 'relay_by_mail' && !isRelay ? 'copy_to_platform' : replyPolicy,
    relayAddress: isRelay ? relay : null,
    replyLimits: layout?.reply.limits ?? null,
    fields,
    threadKey: customerAddress ? null : threadKey(channel, fields),
    platformUrl: layout ? platformUrl(mail.text, layout.domains) : null,
  };
}

/** The address in a labelled field is the buyer's; else Reply-To, when it can be his. */
function buyerOf(mail: NotificationMail, fields: ChannelFields, emails: readonly string[], sender: Sender): Mailbox {
  const labelled = emails.find((address) => sender.isBuyers(address)) ?? onlyAddress(fields.message, sender);
  const replyTo = mail.replyTo.find(({ address }) => sender.isBuyers(address));
  const name = fields.name ?? replyTo?.name ?? '';
  return { name: name.slice(0, LONGEST_NAME), address: labelled ?? replyTo?.address ?? '' };
}

/** "My direct mail: …": the one address in the buyer's own words. */
function onlyAddress(message: string | null, sender: Sender): string | undefined {
  const written =
    (message ?? '').slice(0, 10_000).match(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g) ?? [];
  const different = new Set(written.map((address) => address.toLowerCase()));
  const [only] = different;
  return different.size === 1 && only !== undefined && sender.isBuyers(only) ? only : undefined;
}

function subjectCaptures(mail: NotificationMail, recognised: Recognised | null): Captures {
  if (!recognised) return {};
  const { subjects, senderNames } = recognised.layout;
  // Subjects often name the first name alone.
  return {
    ...matchAny(subjects, patternLine(mail.subject)),
    ...matchAny(senderNames, patternLine(mail.from?.name ?? '')),
  };
}

function withCaptures(fields: ChannelFields, captures: Captures): ChannelFields {
  return {
    ...fields,
    name: fields.name ?? captures.name ?? null,
    company: fields.company ?? captures.company ?? null,
    product: fields.product ?? captures.product ?? null,
    reference: fields.reference ?? captures.reference ?? null,
  };
}

/** Codes, invoices, promotion: only where nothing speaks for a buyer. */
function adminSignals(
  mail: NotificationMail,
  recognised: Recognised | null,
  words: PreparedWords,
  read: ReadFields,
  captures: Captures,
): Signal[] | null {
  if (buyerFieldCount(read) >= 2 || captures.name !== undefined) return null;
  const signal = (evidence: string): Signal[] => [
    { id: 'platform_admin', weight: 0, evidence: evidence.slice(0, 200) },
  ];
  const address = mail.from?.address ?? '';
  if (recognised) {
    const { layout, notInquiry } = recognised.layout;
    if (layout.notInquiry.addresses.includes(address)) return signal(address);
    if (matchAny(notInquiry.subjects, patternLine(mail.subject))) return signal(mail.subject);
    const line = mail.text.split('\n', 200).find((text) => matchAny(notInquiry.lines, patternLine(text)));
    if (line !== undefined && !recognised.matched) return signal(line);
    if (recognised.matched) return null;
  }
  const text = `${mail.subject}\n${mail.text.slice(0, ADMIN_READ)}`.normalize('NFKC').toLowerCase();
  const phrase = words.admin.find((known) => text.includes(known));
  return phrase ? signal(phrase) : null;
}

function threadKey(channel: ChannelKind, { name, company, reference }: ChannelFields): string | null {
  const who = [name, company].map((part) => (part ?? '').normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim());
  if (who.every((part) => part === '')) return reference ? `${channel}:#${reference}` : null;
  return `${channel}:${who.join('|')}`.slice(0, 300);
}

function platformUrl(text: string, domains: readonly string[]): string | null {
  for (const [url] of text.slice(0, 100_000).matchAll(/https:\/\/[^\s<>"')\]]{4,500}/gi)) {
    const host = /^https:\/\/([^/:?#@]+)(?:[/:?#]|$)/i.exec(url)?.[1];
    if (host && belongsTo(host.toLowerCase(), domains)) return url;
  }
  return null;
}
