/** Recognises the line with which mail clients introduce a quotation: "On 2 Nov 2026 at 10:11 Li Wei <…> wrote:". */
import type { Mailbox } from '../model/message.ts';
import type { ClientWords } from './client-words.ts';
import { hasWrote } from './client-words.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, nextNonBlank } from './mail-lines.ts';
import { readMailbox } from './mailbox-text.ts';

/** The line after it, and its text on one line; `certain` without regard to what follows. */
export type Attribution = { end: number; text: string; certain: boolean };

const LONGEST_ATTRIBUTION = 400;
const WRAPPED_LINES = 5;

/**
 * An introduction, which may be wrapped; null when none begins here. Its first line must look like its start, and a
 * certain introduction that begins further down wins, so that the last line a person wrote is not taken for a part.
 */
export function attributionAt(lines: readonly MailLine[], index: number, words: ClientWords): Attribution | null {
  const first = lines[index];
  if (!first || !mayBegin(lines, index)) return null;
  const { depth } = first;
  let joined = '';
  for (let last = index; last <= index + WRAPPED_LINES; last += 1) {
    const line = lines[last];
    // The end of an address in angle brackets, on a line of its own, looks like a quote mark.
    const closing = line?.depth === depth + 1 && joined.split('<').length > joined.split('>').length;
    if (!line || (line.depth !== depth && !closing)) return null;
    if (isBlank(line)) {
      // HTML turned into text may have left the address, in its angle brackets, in a paragraph of its own.
      if (joined === '' || !/^\s*</.test(lines[last + 1]?.text ?? '') || !TIME.test(joined)) return null;
      continue;
    }
    joined = `${joined} ${(closing ? line.raw : line.text).slice(0, LONGEST_ATTRIBUTION).trim()}`;
    if (joined.length > LONGEST_ATTRIBUTION) return null;
    if (last === index && isBareStamp(lines, index, joined))
      return { end: last + 1, text: joined.trim(), certain: true };
    if (!COLON.test(joined)) continue;
    const quoted = (lines[nextNonBlank(lines, last + 1)]?.depth ?? 0) > depth;
    const certain = isCertain(joined, words);
    if (!certain && !(last === index && quoted && isBelievable(joined, words))) return null;
    for (let later = index + 1; later <= last; later += 1) {
      if (attributionAt(lines, later, words)?.certain && !isSplit(lines, later)) return null;
    }
    return { end: last + 1, text: joined.trim(), certain };
  }
  return null;
}

/** Gmail in Chinese breaks its line around the word for "on": whoever is named before it wrote what follows. */
function isSplit(lines: readonly MailLine[], index: number): boolean {
  const [before, line] = [lines[index - 1]?.text.trimEnd() ?? '', lines[index]?.text.trimStart() ?? ''];
  return /@[^\s<>@]{1,255}>\s?[于於]$/.test(before) || (/@[^\s<>@]{1,255}>$/.test(before) && /^[于於]/.test(line));
}

/** Cheap, since it is asked of every line: most neither look like a beginning nor have a colon at an end near by. */
function mayBegin(lines: readonly MailLine[], index: number): boolean {
  const text = lines[index]?.text.slice(0, LONGEST_ATTRIBUTION) ?? '';
  if (!TIME.test(text) && !DATE.test(text) && !ADDRESS.test(text) && !COLON.test(text.trimEnd())) return false;
  for (let last = index; last <= index + WRAPPED_LINES; last += 1) {
    const line = lines[last];
    if (line && line.text.length <= LONGEST_ATTRIBUTION && COLON.test(line.text.trimEnd())) return true;
  }
  return STAMP.test(text);
}

const TIME = /\p{Nd}{1,2}[:.h：]\p{Nd}{2}/u;
const DATE = /(?:19|20)\d{2}|\p{Nd}{1,2}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2}|[٢۲][٠۰]\p{Nd}{2}/u;
const ADDRESS = /[^\s@<>]@[^\s@<>]/;
/** Zoho Mail draws dashes on both sides instead. */
const COLON = /(?:[:：]\s?\**|^\s*-{2}.*-{2})$/;
const STAMP = /^\s?\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:GMT|UTC)[+-]\d{1,2}:\d\d \p{L}[^.!?:]{1,80}:?\s?$/u;

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

/** Old Gmail: a paragraph that is only "2016-03-03 17:21 GMT+01:00 Li Wei"; no person writes the zone like that. */
function isBareStamp(lines: readonly MailLine[], index: number, text: string): boolean {
  const alone = isBlank(lines[index - 1]) && isBlank(lines[index + 1]);
  return alone && STAMP.test(text);
}

/** The person whom an introduction names with his address; the name is what stands right before it without digits. */
export function attributed(attribution: string, words: ClientWords): Mailbox | null {
  const mailbox = readMailbox(attribution);
  if (!mailbox) return null;
  const before = attribution
    .slice(0, attribution.toLowerCase().indexOf(mailbox.address))
    .replace(/(?<![\s<([])[\s<([]+(?:mailto:)?$/i, '');
  const quoted = /"([^"]{1,80})"$/.exec(before)?.[1];
  if (quoted !== undefined) return { name: quoted.trim(), address: mailbox.address };
  const name: string[] = [];
  for (const token of before.split(/\s+/).reverse()) {
    const stops = token === '' || /[\d,:：，]/.test(token) || CLOCK.test(token) || hasWrote(token, words);
    if (stops || name.length === MOST_NAMES) break;
    name.unshift(token);
  }
  return { name: name.join(' '), address: mailbox.address };
}

const MOST_NAMES = 6;
const CLOCK = /^(?:[ap]\.?m\.?|uhr|um|at|à|às|alle|ore|kl\.?|г\.|в|于|於|użytkownik|пользователь)$/i;
