/** Tells what a mail says from what it carries: its text, and the parts that are attached (RFC 8621, 4.1.4). */
import libmime from 'libmime';
import { decodeText } from './charset.ts';
import { rawValue } from './header-values.ts';
import { type ReadHtml, readHtml } from './html-text.ts';
import { dropInvisible } from './invisible-characters.ts';
import { withLinkedAddresses } from './mailto-links.ts';
import { type Allowance, MAX_HIDDEN_LENGTH, MAX_TEXT_LENGTH } from './mime-limits.ts';
import { parameterText } from './mime-parameters.ts';
import type { Part } from './mime-part.ts';
import { decodeTransfer } from './transfer-encoding.ts';

export type MailBody = { text: string; hiddenText: string; attached: Part[] };

type Words = { text: string; isRich: boolean };
type Reading = { charset: string | null; hidden: string[]; attached: Part[]; left: Allowance };

/**
 * The words of a mail and its attached parts in the order they stand. `charset` is what the mail suggests for parts
 * that name none. Text that the sender styled to be invisible is in `hiddenText`.
 */
export function readBody(root: Part, charset: string | null, left: Allowance): MailBody {
  const reading: Reading = { charset, hidden: [], attached: [], left };
  let { text } = wordsOf(root, 'multipart/mixed', 0, reading);
  if (text.trim() === '') text = fallback(reading);
  const seen = dropInvisible(text.replace(/\r\n?/g, '\n'));
  const folded = seen.text;
  const room = Math.min(MAX_TEXT_LENGTH, left.text);
  left.text -= Math.min(room, folded.length);
  if (folded.length > room) left.cuts.add('text');
  const hidden = [...reading.hidden, seen.hidden].filter(Boolean).join('\n').slice(0, MAX_HIDDEN_LENGTH);
  return { text: folded.slice(0, room), hiddenText: hidden, attached: reading.attached };
}

/** The decoded content of a part. */
export function contentOf(part: Part): Buffer {
  return decodeTransfer(part.bytes, rawValue(part.headers, 'content-transfer-encoding'));
}

/** The name a part was given, '' when it has none. */
export function fileName(part: Part, charset: string | null): string {
  return (
    parameterText(part.dispositionParameters, 'filename', charset) ||
    parameterText(part.typeParameters, 'name', charset)
  );
}

function wordsOf(part: Part, parent: string, index: number, reading: Reading): Words {
  if (part.parts.length > 0) {
    if (part.type === 'multipart/alternative') return chooseAlternative(part, reading);
    const words = part.parts
      .map((child, at) => wordsOf(child, part.type, at, reading))
      .filter(({ text }) => text !== '');
    return { text: words.map(({ text }) => text).join('\n'), isRich: words.some(({ isRich }) => isRich) };
  }
  if (part.isClosed) return wordsOfClosed(part, parent, index, reading);
  if (isBody(part, parent, index, reading)) return leafWords(part, reading);
  reading.attached.push(part);
  return { text: '', isRich: false };
}

/**
 * The plain text when it says something, else the HTML. A plain part that is a mere stub or footer beside a long HTML
 * part ("your reader cannot show this message") does not say what the sender wrote.
 */
function chooseAlternative(part: Part, reading: Reading): Words {
  const all = part.parts.map((child, at) => wordsOf(child, part.type, at, reading));
  const plain = all.filter(({ isRich }) => !isRich).find(({ text }) => text.trim() !== '')?.text ?? '';
  const rich = all.findLast(({ isRich }) => isRich)?.text ?? '';
  const isStub = rich.length > 3 * plain.length && rich.length - plain.length > 200;
  return plain === '' || isStub
    ? { text: rich, isRich: true }
    : { text: withLinkedAddresses(plain, rich), isRich: rich !== '' };
}

/** Says multipart but is none: as a whole mail it is the sender's text, inside one it is also kept as attached. */
function wordsOfClosed(part: Part, parent: string, index: number, reading: Reading): Words {
  const isWhole = parent === 'multipart/mixed' && index === 0 && reading.attached.length === 0;
  const words = leafWords({ ...part, type: 'text/plain' }, reading);
  if (!isWhole || words.text.trim() === '') reading.attached.push(part);
  return words;
}

function isBody(part: Part, parent: string, index: number, reading: Reading): boolean {
  if (part.disposition === 'attachment') return false;
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false;
  return index === 0 || (parent !== 'multipart/related' && fileName(part, reading.charset) === '');
}

function leafWords(part: Part, reading: Reading): Words {
  const content = contentOf(part);
  const label = part.typeParameters.get('charset') ?? null;
  if (part.type === 'text/html') {
    const { text, hidden } = htmlWords(decodeText(content, label ?? metaCharset(content), reading.charset), reading);
    reading.hidden.push(hidden);
    return { text, isRich: true };
  }
  // A character has at most four bytes.
  if (content.length > 4 * MAX_TEXT_LENGTH) reading.left.cuts.add('text');
  const text = decodeText(content.subarray(0, 4 * MAX_TEXT_LENGTH), label, reading.charset);
  return { text: unfolded(text, part.typeParameters), isRich: false };
}

/** Paragraphs on one line each where the sender broke them softly (RFC 3676). */
function unfolded(text: string, typeParameters: Map<string, string>): string {
  if (typeParameters.get('format')?.toLowerCase() !== 'flowed') return text;
  return libmime.decodeFlowed(text, typeParameters.get('delsp')?.toLowerCase() === 'yes');
}

function htmlWords(html: string, reading: Reading): ReadHtml {
  const { left } = reading;
  if (html.length > left.html) left.cuts.add('html');
  const read = readHtml(html.slice(0, left.html));
  left.html = Math.max(0, left.html - html.length);
  return read;
}

/** Mails without any body: a named inline text is the next best thing to words. */
function fallback(reading: Reading): string {
  const named = reading.attached.find(
    (part) => part.disposition !== 'attachment' && (part.type === 'text/plain' || part.type === 'text/html'),
  );
  return named ? leafWords(named, reading).text : '';
}

function metaCharset(content: Buffer): string | null {
  const head = content.toString('latin1', 0, 2000);
  return /<meta\s[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? null;
}
