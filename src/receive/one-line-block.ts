/** Unfolds header blocks that a mail client printed on one line, as Yahoo Mail does in plain text. */
import type { HeaderLabel } from '../model/mail-clients.ts';
import type { ClientWords } from './client-words.ts';
import { foldLabel } from './client-words.ts';
import type { MailLine } from './mail-lines.ts';

const LONGEST_LINE = 8_000;
const LONGEST_LABEL = 24;
const LONGEST_MARKER = 160;
const MOST_COLONS = 100;

type Place = { label: HeaderLabel; at: number };

/**
 * `----- Forwarded Message ----- From: Li <li@a.example>To: …Sent: …Subject: …` as a marker and one line for each
 * label. Without a marker the line must begin with the sender's label, name an address and end with a subject.
 */
export function unfoldBlocks(lines: readonly MailLine[], words: ClientWords): MailLine[] {
  const unfolded: MailLine[] = [];
  for (const line of lines) {
    const cuts = cut(line.text, words);
    if (!cuts) unfolded.push(line);
    else for (const text of cuts) unfolded.push({ depth: line.depth, raw: '> '.repeat(line.depth) + text, text });
  }
  return unfolded;
}

const MARKER = /^\s*[-_=*—─]{2,30}\s?[^-_=*—─]{3,80}[-_=*—─]{2,30}(?=\s)/u;
const ADDRESS = /[^\s@]@[^\s@]/;
const DRAWN = /^\s*[-_=*—─]{2}/;

function cut(text: string, words: ClientWords): string[] | null {
  if (text.length > LONGEST_LINE || !COLON.test(text)) return null;
  const marker = DRAWN.test(text) ? (MARKER.exec(text.slice(0, LONGEST_MARKER))?.[0] ?? '') : '';
  if (marker === '' && !beginsWithSender(text, words)) return null;
  const places = labelPlaces(text, marker.length, words);
  const first = places[0]?.at ?? 0;
  const labels = new Set(places.map(({ label }) => label));
  if (!labels.has('from') || text.slice(marker.length, first).trim() !== '') return null;
  const whole = labels.has('subject') && (labels.has('to') || labels.has('date')) && ADDRESS.test(text);
  if (marker === '' && !whole) return null;
  const cuts = places.map(({ at }, index) => text.slice(at, places[index + 1]?.at).trim());
  return marker === '' ? cuts : [marker.trim(), ...cuts];
}

const COLON = /[:：]/;

/** Most lines do not: they are not searched any further. */
function beginsWithSender(text: string, words: ClientWords): boolean {
  const colon = text.slice(0, LONGEST_LABEL).search(COLON);
  return colon > 0 && labelOf(text.slice(0, colon), words) === 'from';
}

function labelOf(text: string, words: ClientWords): HeaderLabel | undefined {
  return words.labels.get(foldLabel(text.replace(/[*_|]/g, '')));
}

/** Where known labels begin, each once, as far as the subject, which is the last and may itself hold colons. */
function labelPlaces(text: string, from: number, words: ClientWords): Place[] {
  const places: Place[] = [];
  const seen = new Set<HeaderLabel>();
  let start = from;
  for (const colon of colonsOf(text, from)) {
    const found = labelBefore(text, start, colon, words);
    if (places.length === 0 && !found) return [];
    if (!found || (seen.has(found.label) && found.label !== 'other')) continue;
    seen.add(found.label);
    places.push(found);
    start = colon + 1;
    if (found.label === 'subject' && seen.has('from')) break;
  }
  return places;
}

function colonsOf(text: string, from: number): number[] {
  const colons: number[] = [];
  for (let index = from; index < text.length && colons.length < MOST_COLONS; index += 1) {
    if (text[index] === ':' || text[index] === '：') colons.push(index);
  }
  return colons;
}

/**
 * The longest label that ends before the colon. It may be glued to the value before it: "GMT+1Subject:" after a digit
 * or bracket, "CETTárgy:" where capitals meet, and anywhere in scripts without capitals.
 */
function labelBefore(text: string, from: number, colon: number, words: ClientWords): Place | null {
  for (let at = Math.max(from, colon - LONGEST_LABEL); at < colon; at += 1) {
    const first = text[at] ?? '';
    if (/\s/.test(first)) continue;
    const before = at > from ? (text[at - 1] ?? ' ') : ' ';
    const glued = /[\p{L}\p{M}]/u.test(before);
    if (glued && (colon - at <= 2 || !(/\p{Lo}/u.test(first) || (/\p{Lu}/u.test(before) && /\p{Lu}/u.test(first)))))
      continue;
    const label = labelOf(text.slice(at, colon), words);
    if (label) return { label, at };
  }
  return null;
}
