/** Decodes header text: encoded words (RFC 2047) and, between them, raw 8-bit bytes that no standard allows. */
import { decodeText } from './charset.ts';
import { decodeQuoted } from './transfer-encoding.ts';

type Word = { charset: string; bytes: Buffer };
type Run = { charset: string; pieces: { encoding: 'b' | 'q'; text: string }[] };

const ESCAPE = '\u001b';
const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;

/**
 * The text of a header value whose bytes stand as Latin-1 characters. Words of one character set that follow each
 * other are joined before they are decoded, because mailers cut them in the middle of a character. `charset` is what
 * raw bytes are in if they are not UTF-8.
 */
export function decodeHeader(value: string, charset: string | null): string {
  if (!value.includes('=?')) return rawText(value, charset);
  let text = '';
  let end = 0;
  let run: Run | null = null;
  const flush = (): void => {
    if (run) text += decodeRun(run);
    run = null;
  };
  for (const match of value.matchAll(WORD)) {
    const between = value.slice(end, match.index);
    const label = (match[1] ?? '').replace(/\*.*$/, '').toLowerCase();
    const encoding = (match[2] ?? '').toLowerCase() === 'b' ? 'b' : 'q';
    if (run === null || /\S/.test(between)) {
      flush();
      text += rawText(between, charset);
    }
    if (run !== null && (run as Run).charset !== label) flush();
    run ??= { charset: label, pieces: [] };
    (run as Run).pieces.push({ encoding, text: match[3] ?? '' });
    end = match.index + match[0].length;
  }
  flush();
  return text + rawText(value.slice(end), charset);
}

/**
 * The value with its raw 8-bit bytes decoded and its encoded words kept as such, for an address parser that comes
 * first: words that hold brackets or commas, which they must not, are packed so that these are not taken for structure.
 */
export function readyForParsing(value: string, charset: string | null): string {
  if (!hasRawBytes(value) && !value.includes('=?')) return value;
  let text = '';
  let end = 0;
  for (const match of value.matchAll(WORD)) {
    text += rawText(value.slice(end, match.index), charset) + packed(match);
    end = match.index + match[0].length;
  }
  return text + rawText(value.slice(end), charset);
}

function packed([whole, label = '', encoding = '', text = '']: RegExpExecArray): string {
  if (encoding.toLowerCase() !== 'q' || !/[<>()[\],;:"@\\]/.test(text)) return whole;
  const bytes = decodeQuoted(Buffer.from(text.replace(/_/g, ' '), 'latin1'), true);
  return `=?${label}?B?${bytes.toString('base64')}?=`;
}

/** Encoded words in text that is decoded already otherwise, such as a display name. */
export function decodeWords(text: string): string {
  if (!text.includes('=?')) return text;
  let decoded = '';
  let end = 0;
  let start = 0;
  // Only the stretches of words are bytes; what stands between them is text.
  for (const match of text.matchAll(WORD)) {
    const between = text.slice(end, match.index);
    if (end === 0 || /\S/.test(between)) {
      decoded += (end === 0 ? '' : decodeHeader(text.slice(start, end), null)) + between;
      start = match.index;
    }
    end = match.index + match[0].length;
  }
  return end === 0 ? text : decoded + decodeHeader(text.slice(start, end), null) + text.slice(end);
}

function rawText(value: string, charset: string | null): string {
  return hasRawBytes(value) ? decodeText(Buffer.from(value, 'latin1'), null, charset) : value;
}

/** 8-bit bytes, or the escape that switches ISO-2022 sets. */
function hasRawBytes(value: string): boolean {
  return /[\u0080-\u00ff]/.test(value) || value.includes(ESCAPE);
}

function decodeRun({ charset, pieces }: Run): string {
  const words: Word[] = [];
  let base64 = '';
  for (const { encoding, text } of pieces) {
    if (encoding === 'b') {
      const packed = text.replace(/\s+/g, '');
      // A stream cut between words without padding goes on in the next word.
      if (base64.length % 4 === 0 || base64.endsWith('=')) {
        words.push({ charset, bytes: Buffer.from(base64, 'base64') });
        base64 = packed;
      } else base64 += packed;
    } else {
      words.push({ charset, bytes: Buffer.from(base64, 'base64') });
      base64 = '';
      words.push({ charset, bytes: decodeQuoted(Buffer.from(text.replace(/_/g, ' '), 'latin1'), true) });
    }
  }
  words.push({ charset, bytes: Buffer.from(base64, 'base64') });
  return decodeText(Buffer.concat(words.map(({ bytes }) => bytes)), charset);
}
