/** Finds the line where an earlier mail begins: a marker between dashes, a header block, or "On … wrote:". */
import type { ClientWords } from './client-words.ts';
import { foldLabel, hasWrote } from './client-words.ts';
import type { HeaderBlock } from './header-block.ts';
import { readHeaderBlock } from './header-block.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, nextNonBlank } from './mail-lines.ts';

/** The earlier mail's own words begin at line `end`; `attribution` is the text of an "On … wrote:" line. */
export type HistoryStart = {
  kind: 'original' | 'forwarded' | 'headers' | 'attribution';
  end: number;
  block: HeaderBlock | null;
  attribution: string;
};

const LONGEST_MARKER = 120;
const LONGEST_ATTRIBUTION = 400;
const WRAPPED_LINES = 3;

export function historyStart(lines: readonly MailLine[], index: number, words: ClientWords): HistoryStart | null {
  const line = lines[index];
  if (!line || isBlank(line)) return null;
  const marker = markerKind(line.text, words);
  if (marker) {
    const block = readHeaderBlock(lines, nextNonBlank(lines, index + 1), words, true);
    return { kind: marker, end: block?.end ?? index + 1, block, attribution: '' };
  }
  const block = readHeaderBlock(lines, index, words);
  if (block) return { kind: 'headers', end: block.end, block, attribution: '' };
  const found = attributionAt(lines, index, words);
  return found && { kind: 'attribution', end: found.end, block: null, attribution: found.text };
}

/** Whether the line is nothing but a rule of dashes or underscores, as some clients draw above an earlier mail. */
export function isRule(text: string): boolean {
  const line = text.trim();
  return line.length >= 5 && line.length <= 200 && /^[-_=*—─ ]+$/.test(line);
}

function markerKind(text: string, words: ClientWords): 'original' | 'forwarded' | null {
  const line = text.trim();
  if (line.length > LONGEST_MARKER || !/[\p{L}]/u.test(line)) return null;
  const drawn = /^[-_=*—─]{2}/.test(line);
  const colon = /[:：]$/.test(line);
  if (!drawn && !colon) return null;
  const core = foldLabel(line.replace(/^[-_=*—─\s>]+/, '').replace(/[-_=*—─\s<:：]+$/, ''));
  if (words.forwardedMessage.has(core)) return 'forwarded';
  return drawn && words.originalMessage.has(core) ? 'original' : null;
}

type Attribution = { end: number; text: string; certain: boolean };

/**
 * An introduction like "On 2 Nov 2026 at 10:11 Li Wei <li@a.example> wrote:", which may be wrapped, and the line after
 * it; null when none begins here. Its first line must look like its start, and a certain introduction that begins
 * further down wins, so that the last line a person wrote is not taken for a part of it.
 */
function attributionAt(lines: readonly MailLine[], index: number, words: ClientWords): Attribution | null {
  const depth = lines[index]?.depth ?? 0;
  let joined = '';
  for (let last = index; last <= index + WRAPPED_LINES; last += 1) {
    const line = lines[last];
    if (!line || line.depth !== depth || isBlank(line)) return null;
    joined = `${joined} ${line.text.slice(0, LONGEST_ATTRIBUTION).trim()}`;
    if (joined.length > LONGEST_ATTRIBUTION) return null;
    if (last === index && !TIME.test(joined) && !DATE.test(joined) && !ADDRESS.test(joined) && !COLON.test(joined))
      return null;
    if (!COLON.test(joined)) continue;
    const quoted = (lines[nextNonBlank(lines, last + 1)]?.depth ?? 0) > depth;
    const certain = isCertain(joined, words);
    if (!certain && !(last === index && quoted && isBelievable(joined, words))) return null;
    for (let later = index + 1; later <= last; later += 1) {
      if (attributionAt(lines, later, words)?.certain) return null;
    }
    return { end: last + 1, text: joined.trim(), certain };
  }
  return null;
}

const TIME = /\d{1,2}[:.h：]\d{2}/;
const DATE = /(?:19|20)\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{2}/;
const ADDRESS = /[^\s@<>]@[^\s@<>]/;
const COLON = /[:：]\s?\**$/;

function isCertain(text: string, words: ClientWords): boolean {
  const address = ADDRESS.test(text);
  const time = TIME.test(text);
  const date = DATE.test(text);
  // Gmail in Russian and Japanese writes no word for "wrote".
  if (address && (time || date) && /[>\])"]\s?[:：]\s?\**$/.test(text)) return true;
  return ((address && (time || date)) || (date && time)) && hasWrote(text, words);
}

/** Short enough, and the next line is quoted deeper: then a name and a word for "wrote" will do. */
function isBelievable(text: string, words: ClientWords): boolean {
  return (text.length <= 80 || ADDRESS.test(text) || DATE.test(text)) && hasWrote(text, words);
}
