/** Writes an outgoing mail as the exact bytes that are sent and kept in the Sent folder. */
import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from '../model/message.ts';
import { PermanentError } from '../permanent-error.ts';
import { clean } from './clean-text.ts';

/** What a mail to one person says; `messageId` and `references` carry their angle brackets. */
export type OutgoingMail = {
  from: Mailbox;
  to: Mailbox[];
  replyTo?: Mailbox;
  subject: string;
  text: string;
  /** The same words as HTML; without it the mail is plain text only. */
  html?: string;
  messageId: string;
  inReplyTo?: string;
  references?: string[];
  date: Date;
  /** Further headers such as Auto-Submitted (RFC 3834). */
  headers?: Record<string, string>;
  attachments?: { filename: string; contentType: string; content: Buffer }[];
};

/** RFC 5322 wants no line above 998 octets; a thread keeps its first mail and its latest ones. */
const MAX_REFERENCES = 30;
const MESSAGE_ID = /^<[^<>\s@]{1,200}@[^<>\s@]{1,255}>$/;
/** An id that somebody else made: not all of them have an @. */
const FOREIGN_ID = /^<[^<>\s\p{Cc}]{1,900}>$/u;
/** Exactly one @; nothing that could end the address and begin another, or a header. */
const ADDRESS = /^[^\s@,;:<>()[\]"\\\p{Cc}]{1,64}@[^\s@,;:<>()[\]"\\\p{Cc}]{1,255}$/u;

/**
 * The mail as RFC 5322 bytes with CRLF line ends, text/plain (and text/html) in UTF-8; the same input gives the same bytes. Throws
 * PermanentError when an address, the message id or a header name is not fit to be sent.
 */
export async function composeMail(mail: OutgoingMail): Promise<Buffer> {
  if (mail.to.length === 0) throw new PermanentError('a mail needs a recipient');
  if (!MESSAGE_ID.test(mail.messageId)) throw new PermanentError(`not a message id: ${JSON.stringify(mail.messageId)}`);
  const composer = new MailComposer({
    from: checkedMailbox(mail.from),
    to: mail.to.map(checkedMailbox),
    ...(mail.replyTo ? { replyTo: checkedMailbox(mail.replyTo) } : {}),
    subject: oneLine(mail.subject),
    messageId: mail.messageId,
    ...threadHeaders(mail),
    date: mail.date,
    headers: extraHeaders(mail.headers ?? {}),
    text: clean(mail.text).replace(/\r\n?|\n/g, '\r\n'),
    ...(mail.html ? { html: clean(mail.html).replace(/\r\n?|\n/g, '\r\n') } : {}),
    attachments: (mail.attachments ?? []).map(({ filename, contentType, content }) => ({
      filename: oneLine(filename),
      contentType: oneLine(contentType),
      contentDisposition: 'attachment',
      content,
    })),
    boundaryPrefix: '--_part',
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}

/** `<id@domain>` for a mail of ours; both parts must be plain words. */
export function makeMessageId(id: string, domain: string): string {
  const messageId = `<${id}@${domain}>`;
  if (!MESSAGE_ID.test(messageId))
    throw new PermanentError(`no message id can be made of ${JSON.stringify(messageId)}`);
  return messageId;
}

function checkedMailbox({ name, address }: Mailbox): Mailbox {
  if (!ADDRESS.test(address)) throw new PermanentError(`not a mail address: ${JSON.stringify(address)}`);
  return { name: oneLine(name), address };
}

/** The ids come from other people's mails: whatever is not one is left out rather than sent on. */
function threadHeaders(mail: OutgoingMail): { inReplyTo?: string; references?: string[] } {
  const references = (mail.references ?? []).filter((id) => FOREIGN_ID.test(id));
  const kept =
    references.length <= MAX_REFERENCES
      ? references
      : [...references.slice(0, 1), ...references.slice(1 - MAX_REFERENCES)];
  return {
    ...(mail.inReplyTo && FOREIGN_ID.test(mail.inReplyTo) ? { inReplyTo: mail.inReplyTo } : {}),
    ...(kept.length > 0 ? { references: kept } : {}),
  };
}

const OWN_HEADERS =
  /^(?:from|sender|to|cc|bcc|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-.*)$/i;

function extraHeaders(headers: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(headers).map(([key, value]) => {
    if (!/^[A-Za-z][A-Za-z0-9-]{0,75}$/.test(key) || OWN_HEADERS.test(key)) {
      throw new PermanentError(`not a header that may be added: ${JSON.stringify(key)}`);
    }
    return { key, value: oneLine(value) };
  });
}

function oneLine(text: string): string {
  return clean(text)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
}
