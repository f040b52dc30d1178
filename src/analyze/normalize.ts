/** Folds a text so that words compare equal whatever their case, accents, digits or script variant (domain 2.5.1). */
import { SIMPLIFIED } from './han-variants.ts';

/**
 * `text` is the folded text. Position `i` of it came from the raw UTF-16 range `starts[i]`..`ends[i]`; one raw
 * character may become several (`ß` -> `ss`) or none (a tatweel).
 */
export type Normalized = { text: string; raw: string; starts: Uint32Array; ends: Uint32Array };

const CLUSTER = /[\s\S][\p{M}\u1160-\u11ff\uff9e\uff9f]*/uy;
const DIGIT = /\p{Nd}/u;
const LATIN_CYRILLIC_GREEK = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const MARK = /\p{M}/gu;
const ARABIC = /\p{Script=Arabic}/u;
/** Soft hyphen, zero-width and direction marks, variation selectors: invisible, so they must not split a word. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SPELLING = new Map([
  ['أ', 'ا'],
  ['إ', 'ا'],
  ['آ', 'ا'],
  ['ى', 'ي'],
  ['ة', 'ه'],
  ['ـ', ''],
  ['ı', 'i'],
  ['ß', 'ss'],
  ['ς', 'σ'],
  ['’', "'"],
  ['‘', "'"],
  ['ʼ', "'"],
  ['´', "'"],
  ['‐', '-'],
  ['‑', '-'],
  ['‒', '-'],
  ['–', '-'],
  ['−', '-'],
  ['٪', '%'],
  ['٫', '.'],
  ['٬', ','],
]);

/**
 * NFKC, lower case, no diacritics in Latin, Cyrillic and Greek, one spelling of Arabic alef, yeh and teh, simplified
 * Chinese characters, every Unicode digit as 0-9, straight apostrophes and hyphens, no invisible characters. Linear in
 * the length of `raw`.
 */
export function normalize(raw: string): Normalized {
  let text = '';
  let starts = new Uint32Array(raw.length + 64);
  let ends = new Uint32Array(raw.length + 64);
  for (let position = 0; position < raw.length; ) {
    const plain = plainRun(raw, position);
    const cluster = plain > position ? raw.slice(position, plain) : clusterAt(raw, position);
    const folded = plain > position ? cluster.toLowerCase() : foldedCluster(cluster);
    const end = position + cluster.length;
    if (text.length + folded.length > starts.length) [starts, ends] = [longer(starts), longer(ends)];
    for (let unit = 0; unit < folded.length; unit += 1) {
      starts[text.length + unit] = plain > position ? position + unit : position;
      ends[text.length + unit] = plain > position ? position + unit + 1 : end;
    }
    text += folded;
    position = end;
  }
  return { text, raw, starts: starts.slice(0, text.length), ends: ends.slice(0, text.length) };
}

/** The folded text alone, for words that are compared and not located. */
export function fold(raw: string): string {
  if (plainRun(raw, 0) === raw.length) return raw.toLowerCase();
  let text = '';
  for (let position = 0; position < raw.length; ) {
    const plain = plainRun(raw, position);
    const cluster = plain > position ? raw.slice(position, plain) : clusterAt(raw, position);
    text += plain > position ? cluster.toLowerCase() : foldedCluster(cluster);
    position += cluster.length;
  }
  return text;
}

/** End of the ASCII characters that begin at `from`, without one that a mark follows. */
function plainRun(raw: string, from: number): number {
  let end = from;
  while (end < raw.length && raw.charCodeAt(end) < 0x80) end += 1;
  return end > from && end < raw.length && raw.charCodeAt(end) >= 0x300 ? end - 1 : end;
}

/** Clusters folded before: the same few thousand occur again and again. */
const folds = new Map<string, string>();
const MOST_FOLDS = 20_000;

function foldedCluster(cluster: string): string {
  const known = folds.get(cluster);
  if (known !== undefined) return known;
  if (folds.size >= MOST_FOLDS) folds.clear();
  const folded = foldCluster(cluster);
  folds.set(cluster, folded);
  return folded;
}

function longer(offsets: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(offsets.length * 2 + 64);
  grown.set(offsets);
  return grown;
}

/** The UTF-16 range of the raw text from which the folded range `start`..`end` (end exclusive) came. */
export function rawRange(normalized: Normalized, start: number, end: number): { start: number; end: number } {
  const from = normalized.starts[start] ?? normalized.raw.length;
  return { start: from, end: end > start ? (normalized.ends[end - 1] ?? normalized.raw.length) : from };
}

/** A base character with the marks that belong to it, so that composed and decomposed spellings fold alike. */
function clusterAt(raw: string, position: number): string {
  const code = raw.charCodeAt(position);
  const next = raw.charCodeAt(position + 1);
  if (code < 0x80 && (Number.isNaN(next) || next < 0x300)) return raw.charAt(position);
  CLUSTER.lastIndex = position;
  // A run of marks longer than any real letter is an attack on the reader; it is cut, never refused.
  return (CLUSTER.exec(raw)?.[0] ?? raw.charAt(position)).slice(0, 32);
}

function foldCluster(cluster: string): string {
  if (cluster.length === 1 && cluster.charCodeAt(0) < 0x80) return cluster.toLowerCase();
  let folded = cluster.normalize('NFKC').toLowerCase().replace(INVISIBLE, '');
  if (LATIN_CYRILLIC_GREEK.test(folded)) folded = folded.normalize('NFD').replace(MARK, '');
  else if (ARABIC.test(folded)) folded = folded.replace(MARK, '');
  return Array.from(folded, foldCharacter).join('');
}

function foldCharacter(character: string): string {
  const spelling = SPELLING.get(character) ?? SIMPLIFIED.get(character);
  if (spelling !== undefined) return spelling;
  if (DIGIT.test(character)) return digitValue(character);
  return character;
}

/** Decimal digits of every script stand in blocks of ten that begin at a zero; counting back finds that zero. */
function digitValue(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && DIGIT.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
