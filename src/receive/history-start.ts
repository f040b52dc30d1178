/** Finds the line where an earlier mail begins: a marker between dashes, a header block, or "On … wrote:". */
import { attributionAt } from './attribution.ts';
import type { ClientWords } from './client-words.ts';
import { foldLabel } from './client-words.ts';
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
/** In letters: a shorter phrase with a colon ("Forwarded:") may be a person's. */
const SHORTEST_PHRASE = { spaced: 12, unspaced: 6 };

export function historyStart(lines: readonly MailLine[], index: number, words: ClientWords): HistoryStart | null {
  const line = lines[index];
  if (!line || isBlank(line)) return null;
  const marked = belowMarker(lines, index, words);
  if (marked) return marked;
  const block = readHeaderBlock(lines, index, words);
  if (block) return { kind: 'headers', end: block.end, block, attribution: '' };
  const found = attributionAt(lines, index, words);
  return found && { kind: 'attribution', end: found.end, block: null, attribution: found.text };
}

/** A marker and what follows it: a header block, or in Yandex Mail the line that introduces a quotation. */
function belowMarker(lines: readonly MailLine[], index: number, words: ClientWords): HistoryStart | null {
  const line = lines[index]?.text ?? '';
  const marker = readMarker(line, words);
  if (!marker) return null;
  const next = nextNonBlank(lines, index + 1);
  const block = readHeaderBlock(lines, next, words, marker.known);
  if (block) {
    // Zoho Mail repeats the marker below the block.
    const below = nextNonBlank(lines, block.end);
    const end = lines[below]?.text.trim() === line.trim() ? below + 1 : block.end;
    return { kind: marker.kind, end, block, attribution: '' };
  }
  if (!marker.alone) return null;
  const found = attributionAt(lines, next, words);
  return { kind: marker.kind, end: found?.end ?? index + 1, block: null, attribution: found?.text ?? '' };
}

/** Whether the line is nothing but a rule of dashes or underscores, as some clients draw above an earlier mail. */
export function isRule(text: string): boolean {
  const line = text.trim();
  return line.length >= 5 && line.length <= 200 && /^[-_=*—─ ]+$/.test(line);
}

/** `known`: its words are; `alone`: it needs no header block below it to be a marker. */
type Marker = { kind: 'original' | 'forwarded'; known: boolean; alone: boolean };

/** A phrase between dashes, before a colon, or by itself; between dashes it may be in a language nobody listed. */
function readMarker(text: string, words: ClientWords): Marker | null {
  const line = text.trim();
  if (line.length < 2 || line.length > LONGEST_MARKER) return null;
  const drawn = /^[-_=*—─]{2}/.test(line);
  const colon = /[:：]$/.test(line);
  if (!/\p{L}/u.test(line)) return null;
  const core = foldLabel(line.replace(/^[-_=*—─\s>]+/, '').replace(/(?<![-_=*—─\s<:：])[-_=*—─\s<:：]+$/, ''));
  const shortest = /\p{Lo}/u.test(core) ? SHORTEST_PHRASE.unspaced : SHORTEST_PHRASE.spaced;
  if (words.forwardedMessage.has(core))
    return { kind: 'forwarded', known: true, alone: drawn || (colon && core.length >= shortest) };
  if (words.originalMessage.has(core)) return { kind: 'original', known: true, alone: drawn };
  return drawn && /[-_=*—─]{2}$/.test(line) ? { kind: 'original', known: false, alone: false } : null;
}
