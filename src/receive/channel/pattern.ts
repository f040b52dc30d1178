/** Matches the safe patterns of layouts: plain text in which `*` and `{field}` stand for anything. */
import { type ChannelField, FIELD_MARK } from '../../model/channel.ts';

type Gap = ChannelField | '*';
/** Literal texts with the gaps between them; a gap before the first or behind the last text is `head` or `tail`. */
export type Pattern = { head: Gap | null; texts: string[]; gaps: Gap[]; tail: Gap | null; shortest: number };
/** What stood in the gaps that are fields, as written. */
export type Captures = Partial<Record<ChannelField, string>>;

const LONGEST = 500;

/** Prepares a pattern; case, kinds of spaces and full-width forms do not matter. */
export function compilePattern(source: string): Pattern {
  const mark = new RegExp(`${FIELD_MARK.source}|\\*`, 'g');
  const pattern: Pattern = { head: null, texts: [], gaps: [], tail: null, shortest: 0 };
  let from = 0;
  let pending: Gap | null = null;
  const addText = (text: string): void => {
    const folded = foldLine(text);
    if (folded.trim() === '') return;
    if (pattern.texts.length === 0) pattern.head = pending;
    else pattern.gaps.push(pending ?? '*');
    pattern.texts.push(folded);
    pending = null;
  };
  for (const match of source.matchAll(mark)) {
    addText(source.slice(from, match.index));
    pending = match[0] === '*' ? (pending ?? '*') : (match[0].slice(1, -1) as ChannelField);
    from = match.index + match[0].length;
  }
  addText(source.slice(from));
  pattern.tail = pending;
  pattern.shortest = pattern.texts.join('').trim().length;
  return pattern;
}

/** A line made ready for any number of patterns. */
export type PatternLine = { shown: string; folded: string };

export function patternLine(line: string): PatternLine {
  const raw = line.slice(0, LONGEST).replace(/\s+/g, ' ').trim();
  const folded = foldLine(raw);
  // Folding changes the length of a few letters; then what is captured is shown folded.
  return { shown: folded.length === raw.length ? raw : folded, folded };
}

/**
 * The fields in the line when the whole line fits, else null. Every text is looked for at its first place only, so the
 * cost is linear; the last text is looked for at the end.
 */
export function matchPattern(pattern: Pattern, { shown, folded: lower }: PatternLine): Captures | null {
  if (lower.length < pattern.shortest) return null;
  const captures: Captures = {};
  const keep = (gap: Gap | null, start: number, end: number): void => {
    const value = shown.slice(start, end).trim();
    if (gap !== null && gap !== '*' && value !== '') captures[gap] = value;
  };
  let at = 0;
  for (const [index, text] of pattern.texts.entries()) {
    const isLast = index === pattern.texts.length - 1 && pattern.tail === null;
    const word = index === 0 ? text.trimStart() : text;
    const searched = isLast ? word.trimEnd() : word;
    const gap = index === 0 ? pattern.head : (pattern.gaps[index - 1] ?? '*');
    const found = isLast ? lower.length - searched.length : gap === null ? at : lower.indexOf(searched, at);
    if (found < at || !lower.startsWith(searched, found) || (gap === null && found !== at)) return null;
    keep(gap, at, found);
    at = found + searched.length;
  }
  if (pattern.tail === null && at !== lower.length) return null;
  keep(pattern.tail, at, shown.length);
  return captures;
}

/** The captures of the first pattern that fits. */
export function matchAny(patterns: readonly Pattern[], line: PatternLine): Captures | null {
  for (const pattern of patterns) {
    const captures = matchPattern(pattern, line);
    if (captures) return captures;
  }
  return null;
}

function foldLine(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g, ' ')
    .replace(/[’‘]/g, "'")
    .replace(/[“”„]/g, '"');
}
