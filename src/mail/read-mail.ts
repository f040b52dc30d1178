/** Reads the raw bytes of a mail into a MailMessage: what mailparser makes of it, corrected where it cannot know. */
import type { EmbeddedMail, MailMessage } from '../model/message.ts';
import { clean } from './clean-text.ts';
import { describeAttachments } from './describe-attachment.ts';
import { decodeWords } from './encoded-words.ts';
import { headerValues, mailDate, messageIds, oneLine, readAddresses, receivedAbove } from './header-values.ts';
import { htmlToPlainText } from './html-text.ts';
import { type MailBody, readBody } from './mail-body.ts';
import {
  type Allowance,
  type Cuts,
  fullAllowance,
  MAX_EMBEDDED,
  MAX_EMBEDDED_DEPTH,
  MAX_REFERENCES,
  MAX_REPORT_BYTES,
  MAX_SUBJECT_LENGTH,
  MAX_TEXT_LENGTH,
} from './mime-limits.ts';
import { fileName, type Part, rawValue, readTree } from './mime-tree.ts';
import { suggestedCharset } from './suggested-charset.ts';

const EMBEDDED_TYPES = new Set(['message/rfc822', 'message/global', 'text/rfc822-headers', 'message/global-headers']);
const REPORT_TYPES = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/disposition-notification',
  'message/global-disposition-notification',
  'message/feedback-report',
]);

type Opened = { root: Part; charset: string | null; body: MailBody };

/**
 * The mail as a MailMessage (RFC 5322, RFC 2045). Addresses are lower-case, groups are flattened, NUL characters and
 * lone surrogates are gone, a date that cannot be read is null. Mails that it carries (message/rfc822, at most three
 * deep) are in `embedded`, outermost first. Time and memory are bounded for any bytes; what was cut is in `limits`.
 */
export async function readMail(raw: Buffer): Promise<MailMessage> {
  const left = fullAllowance();
  const { cuts } = left;
  const mail = await open(raw, left);
  const { root, charset, body } = mail;
  const headers = headerValues(root.headers, charset);
  const { attachments, tnef } = describeAttachments(body.attached, charset, cuts);
  const common = envelope(mail, cuts);
  const packed = tnef === null ? '' : clean(tnef.text || htmlToPlainText(tnef.html)).slice(0, MAX_TEXT_LENGTH);
  return {
    ...common,
    subject: common.subject || oneLine(tnef?.subject ?? '', MAX_SUBJECT_LENGTH),
    text: common.text.trim() === '' && packed !== '' ? packed : common.text,
    inReplyTo: messageIds(headers['in-reply-to'])[0] ?? null,
    references: threadIds(headers.references),
    cc: readAddresses(root.headers, 'cc', charset, cuts),
    contentType: contentType(headers['content-type']?.[0]),
    headers,
    receivedAbove: receivedAbove(root.headers),
    attachments,
    embedded: await embeddedMails(body.attached, left),
    report: report(body.attached),
    hiddenText: clean(body.hiddenText),
    links: body.links.map(({ text, href }) => ({ text: clean(text), href: clean(href) })),
    limits: [...cuts].sort(),
  };
}

async function open(raw: Buffer, left: Allowance): Promise<Opened> {
  const root = await readTree(raw, left.cuts);
  const charset = suggestedCharset(root);
  return { root, charset, body: readBody(root, charset, left) };
}

/** What a mail and a mail inside a mail have in common. */
function envelope({ root, charset, body }: Opened, cuts: Cuts): EmbeddedMail {
  const lines = root.headers;
  const subject = rawValue(lines, 'subject');
  if (subject.length > 10 * MAX_SUBJECT_LENGTH) cuts.add('subject');
  const values = (name: string): string[] => lines.filter((line) => line.name === name).map(({ value }) => value);
  return {
    messageId: messageIds(values('message-id').map((value) => clean(decodeWords(value, charset))))[0] ?? null,
    from: readAddresses(lines, 'from', charset, cuts)[0] ?? null,
    replyTo: readAddresses(lines, 'reply-to', charset, cuts),
    to: readAddresses(lines, 'to', charset, cuts),
    subject: oneLine(decodeWords(subject.slice(0, 10 * MAX_SUBJECT_LENGTH), charset), MAX_SUBJECT_LENGTH),
    date: mailDate(rawValue(lines, 'date') || undefined),
    text: clean(body.text),
  };
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

/** Mails carried along, outermost first; some programs attach them as a nameless file that is called .eml. */
async function embeddedMails(
  parts: readonly Part[],
  left: Allowance,
  depth = 1,
  found: EmbeddedMail[] = [],
): Promise<EmbeddedMail[]> {
  const { cuts } = left;
  for (const part of parts) {
    if (!EMBEDDED_TYPES.has(part.type) && !/\.eml$/i.test(fileName(part, null))) continue;
    if (found.length >= MAX_EMBEDDED) {
      cuts.add('embedded mails');
      break;
    }
    const inner = await open(part.bytes, left);
    found.push({ ...envelope(inner, cuts), depth });
    if (depth < MAX_EMBEDDED_DEPTH) await embeddedMails(inner.body.attached, left, depth + 1, found);
    else if (inner.body.attached.some(({ type }) => EMBEDDED_TYPES.has(type))) cuts.add('embedded mails');
  }
  return found;
}

function report(parts: readonly Part[]): string | null {
  const reports = parts.filter((part) => REPORT_TYPES.has(part.type)).slice(0, MAX_EMBEDDED);
  if (reports.length === 0) return null;
  const texts = reports.map((part) => clean(part.bytes.subarray(0, MAX_REPORT_BYTES).toString('utf8')));
  return texts.join('\n\n').replace(/\r\n?/g, '\n');
}
