/** Reads the raw bytes of a mail into a MailMessage: the one place where MIME is taken apart. */
import { type EmailAddress, type ParsedMail, simpleParser } from 'mailparser';
import type { Attachment, EmbeddedMail, Mailbox, MailMessage } from '../model/message.ts';
import { repairCharset } from './charset.ts';
import { clean } from './clean-text.ts';
import { headerValues, mailDate, messageIds } from './header-values.ts';
import { htmlToPlainText } from './html-text.ts';

const MAX_TEXT_LENGTH = 1_000_000;
const MAX_REPORT_BYTES = 100_000;
const MAX_ADDRESSES = 500;
const MAX_REFERENCES = 100;
const MAX_EMBEDDED = 20;
const MAX_EMBEDDED_DEPTH = 3;
const EMBEDDED_TYPES = new Set(['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers']);
const REPORT_TYPES = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'message/global-disposition-notification',
]);

/**
 * The mail as a MailMessage (RFC 5322, RFC 2045). Addresses are lower-case, groups are flattened, NUL characters and
 * lone surrogates are gone, a date that cannot be read is null. Mails that it carries (message/rfc822, at most three
 * deep) are in `embedded`, outermost first. Rejects only when the MIME parser itself gives up.
 */
export async function parseMail(raw: Buffer): Promise<MailMessage> {
  const mail = await readMime(raw);
  const headers = headerValues(mail.headerLines);
  const embedded: EmbeddedMail[] = [];
  await collectEmbedded(mail, 1, embedded);
  return {
    ...envelope(mail, headers),
    inReplyTo: messageIds(headers['in-reply-to'])[0] ?? null,
    references: threadIds(headers.references),
    cc: mailboxes(mail.cc),
    contentType: contentType(headers['content-type']?.[0]),
    headers,
    attachments: mail.attachments.map(attachment),
    embedded,
    report: report(mail),
  };
}

type Headers = MailMessage['headers'];

function readMime(raw: Buffer): Promise<ParsedMail> {
  return simpleParser(repairCharset(raw), {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: 'sha256',
  });
}

/** What a mail and a mail inside a mail have in common. */
function envelope(mail: ParsedMail, headers: Headers): EmbeddedMail {
  return {
    messageId: messageIds(headers['message-id'])[0] ?? null,
    from: mailboxes(mail.from)[0] ?? null,
    replyTo: mailboxes(mail.replyTo),
    to: mailboxes(mail.to),
    subject: clean(mail.subject ?? '').slice(0, 2000),
    date: mailDate(headers.date?.[0]),
    text: bodyText(mail),
  };
}

/**
 * text/plain when it says something, else the HTML. A plain part that is a mere stub or footer beside a long HTML
 * part ("your reader cannot show this message") does not say what the sender wrote.
 */
function bodyText(mail: ParsedMail): string {
  const plain = (mail.text ?? '').trim() === '' ? '' : (mail.text ?? '');
  const html = mail.html ? htmlToPlainText(mail.html) : '';
  const isStub = html.length > 3 * plain.length && html.length - plain.length > 200;
  return clean(plain === '' || isStub ? html : plain)
    .replace(/\r\n?/g, '\n')
    .slice(0, MAX_TEXT_LENGTH);
}

type AddressHeader = ParsedMail['to'];

function mailboxes(header: AddressHeader): Mailbox[] {
  const listed = [header ?? []].flat().flatMap((object) => object.value);
  return flattenGroups(listed)
    .flatMap(({ name, address }) =>
      address?.includes('@') ? [{ name: clean(name).slice(0, 500), address: clean(address).toLowerCase() }] : [],
    )
    .slice(0, MAX_ADDRESSES);
}

function flattenGroups(addresses: EmailAddress[]): EmailAddress[] {
  return addresses.flatMap((entry) => (entry.group ? flattenGroups(entry.group) : [entry]));
}

/** The thread's ids, oldest first; of a very long thread its first mail and the latest ones. */
function threadIds(values: string[] | undefined): string[] {
  const ids = messageIds(values);
  return ids.length <= MAX_REFERENCES ? ids : [...ids.slice(0, 1), ...ids.slice(1 - MAX_REFERENCES)];
}

/** The media type in lower case and its parameters as they stand; text/plain when none is given (RFC 2045, 5.2). */
function contentType(value: string | undefined): string {
  if (!value) return 'text/plain';
  const end = value.indexOf(';');
  return end < 0 ? value.toLowerCase() : value.slice(0, end).trim().toLowerCase() + value.slice(end);
}

function attachment(part: ParsedMail['attachments'][number]): Attachment {
  return {
    filename: clean(part.filename ?? '')
      .replace(/\p{Cc}+/gu, ' ')
      .slice(0, 255),
    contentType: clean(part.contentType ?? 'application/octet-stream').toLowerCase(),
    size: part.size ?? part.content.length,
    sha256: part.checksum,
  };
}

async function collectEmbedded(mail: ParsedMail, depth: number, found: EmbeddedMail[]): Promise<void> {
  for (const part of mail.attachments) {
    if (!EMBEDDED_TYPES.has(part.contentType.toLowerCase()) || found.length >= MAX_EMBEDDED) continue;
    const inner = await readMime(part.content).catch(() => null);
    if (inner === null) continue;
    found.push(envelope(inner, headerValues(inner.headerLines)));
    if (depth < MAX_EMBEDDED_DEPTH) await collectEmbedded(inner, depth + 1, found);
  }
}

function report(mail: ParsedMail): string | null {
  const parts = mail.attachments.filter((part) => REPORT_TYPES.has(part.contentType.toLowerCase()));
  if (parts.length === 0) return null;
  const texts = parts.map((part) => clean(part.content.subarray(0, MAX_REPORT_BYTES).toString('utf8')));
  return texts.join('\n\n').replace(/\r\n?/g, '\n');
}
