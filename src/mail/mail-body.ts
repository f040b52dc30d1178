/** Tells what a mail says from what it carries: its text, and the parts that are attached (RFC 8621, 4.1.4). */
import libmime from 'libmime';
import { decodeText } from './charset.ts';
import type { Link } from './html-links.ts';
import { readHtml } from './html-text.ts';
import { dropInvisible } from './invisible-characters.ts';
import { withLinkedAddresses } from './mailto-links.ts';
import { type Allowance, MAX_HIDDEN_LENGTH, MAX_LINKS, MAX_TEXT_LENGTH } from './mime-limits.ts';
import { fileName, type Part } from './mime-tree.ts';

export type MailBody = { text: string; hiddenText: string; links: Link[]; attached: Part[] };

type Words = { text: string; isRich: boolean };
type Reading = { charset: string | null; hidden: string[]; links: Link[]; attached: Part[]; left: Allowance };

/**
 * The words of a mail and its attached parts in the order they stand. `charset` is what the mail suggests for parts
 * that name none. Text that the sender styled to be invisible is in `hiddenText`.
 */
export function readBody(root: Part, charset: string | null, left: Allowance): MailBody {
  const reading: Reading = { charset, hidden: [], links: [], attached: [], left };
  let { text } = wordsOf(root, 'multipart/mixed', 0, reading);
  if (text.trim() === '') text = fallback(reading);
  const seen = dropInvisible(text.replace(/\r\n?/g, '\n'));
  const folded = seen.text;
  const room = Math.min(MAX_TEXT_LENGTH, left.text);
  left.text -= Math.min(room, folded.length);
  if (folded.length > room) left.cuts.add('text');
  const hidden = [...reading.hidden, seen.hidden].filter(Boolean).join('\n').slice(0, MAX_HIDDEN_LENGTH);
  return { text: folded.slice(0, room), hiddenText: hidden, links: reading.links, attached: reading.attached };
}

function wordsOf(part: Part, parent: string, index: number, reading: Reading): Words {
  if (part.parts.length > 0) {
    if (part.type === 'multipart/alternative') return chooseAlternative(part, reading);
    const words = part.parts
      .map((child, at) => wordsOf(child, part.type, at, reading))
      .filter(({ text }) => text !== '');
    return { text: words.map(({ text }) => text).join('\n'), isRich: words.some(({ isRich }) => isRich) };
  }
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

function isBody(part: Part, parent: string, index: number, reading: Reading): boolean {
  if (part.disposition === 'attachment') return false;
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false;
  return index === 0 || (parent !== 'multipart/related' && fileName(part, reading.charset) === '');
}

function leafWords(part: Part, reading: Reading): Words {
  const { bytes: content, charset: label } = part;
  if (part.type === 'text/html') {
    return {
      text: htmlWords(decodeText(content, label ?? metaCharset(content), reading.charset), reading),
      isRich: true,
    };
  }
  // A character has at most four bytes.
  if (content.length > 4 * MAX_TEXT_LENGTH) reading.left.cuts.add('text');
  const text = decodeText(content.subarray(0, 4 * MAX_TEXT_LENGTH), label, reading.charset);
  return { text: part.flowed ? libmime.decodeFlowed(text, part.flowed.dropsSpace) : text, isRich: false };
}

function htmlWords(html: string, { left, hidden, links }: Reading): string {
  if (html.length > left.html) left.cuts.add('html');
  const read = readHtml(html.slice(0, left.html));
  left.html = Math.max(0, left.html - html.length);
  hidden.push(read.hidden);
  links.push(...read.links.slice(0, MAX_LINKS - links.length));
  return read.text;
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
