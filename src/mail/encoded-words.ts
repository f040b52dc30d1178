/** Reads header text against false labels: encoded words (RFC 2047) and raw 8-bit bytes, which no standard allows. */
import libmime from 'libmime';
import { decodeText } from './charset.ts';

type Word = { label: string; encoding: string; text: string };

const ESCAPE = '\u001b';
const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;

/**
 * The text of a header value whose bytes stand as Latin-1 characters. `charset` is what raw bytes are in if they are
 * not UTF-8.
 */
export function decodeWords(value: string, charset: string | null): string {
  return rewrite(value, charset, (text) => text);
}

/**
 * The same, but with what encoded words say packed again as a word, in UTF-8, for a parser that comes next: the words
 * may hold commas and brackets, which must not be taken for structure.
 */
export function mendWords(value: string, charset: string | null): string {
  return rewrite(value, charset, (text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`);
}

function rewrite(value: string, charset: string | null, pack: (text: string) => string): string {
  let text = '';
  let end = 0;
  let run: Word[] = [];
  for (const match of value.matchAll(WORD)) {
    const [whole, label = '', encoding = '', content = ''] = match;
    const between = value.slice(end, match.index);
    if (run.length === 0 || /\S/.test(between)) {
      text += packed(run, pack) + rawText(between, charset);
      run = [];
    }
    run.push({ label: label.replace(/\*.*/, '').toLowerCase(), encoding: encoding.toUpperCase(), text: content });
    end = match.index + whole.length;
  }
  return text + packed(run, pack) + rawText(value.slice(end), charset);
}

function packed(run: readonly Word[], pack: (text: string) => string): string {
  return run.length === 0 ? '' : pack(runText(run));
}

/**
 * Words that follow each other are one text. Those with one label are joined before they are decoded, because mailers
 * cut them in the middle of a character, and even of a base64 group.
 */
function runText(run: readonly Word[]): string {
  let text = '';
  let bytes: Buffer[] = [];
  let word: Word | undefined;
  for (const [index, next] of run.entries()) {
    if (word && word.label === next.label && word.encoding === next.encoding) word.text += next.text;
    else word = { ...next };
    const after = run[index + 1];
    if (after?.label === word.label && after.encoding === word.encoding) continue;
    bytes.push(wordBytes(word));
    if (after?.label === word.label) continue;
    text += decodeText(Buffer.concat(bytes), word.label);
    bytes = [];
  }
  return text;
}

function wordBytes({ encoding, text }: Word): Buffer {
  const ascii = text.replace(/[\u0080-\u00ff]/g, (byte) => `=${byte.charCodeAt(0).toString(16)}`);
  return Buffer.from(libmime.decodeWord('binary', encoding, ascii), 'latin1');
}

/** Text with 8-bit bytes, or with the escape that switches ISO-2022 sets. */
function rawText(value: string, charset: string | null): string {
  const isRaw = /[\u0080-\u00ff]/.test(value) || value.includes(ESCAPE);
  return isRaw ? decodeText(Buffer.from(value, 'latin1'), null, charset) : value;
}
