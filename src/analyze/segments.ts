/** Cuts a mail into sentences and lines: what stands in one of them belongs together. */
import type { Normalized } from './normalize.ts';

/** A line at least this long was probably broken by the mail program and goes on in the next one. */
const WRAPPED_LINE = 55;
/** A point after a shorter word ends an abbreviation more often than a sentence. */
const ABBREVIATION = 3;
const LIST_ITEM = /^\s{0,2}(?:[-*•·]|\d{1,2}[.)]\s)/;

/** Consecutive ranges of the folded text that together cover it; `abbreviations`: words whose point ends no sentence. */
export function segmentsOf(
  { text, raw, starts }: Normalized,
  abbreviations: readonly { end: number }[],
): { start: number; end: number }[] {
  const segments: { start: number; end: number }[] = [];
  const abbreviated = new Set(abbreviations.map(({ end }) => end));
  let start = 0;
  let lineStart = 0;
  for (let position = 0; position < text.length; position += 1) {
    const letter = text.charAt(position);
    const lineEnds = letter === '\n';
    const ends = lineEnds
      ? !isWrapped(text, position, position - lineStart, raw.charAt(starts[position + 1] ?? raw.length))
      : ('？！'.includes(raw.charAt(starts[position] ?? raw.length)) ||
          endsSentence(text, position, letter) ||
          (letter === '.' && beginsSentence(text, position, raw, starts))) &&
        !(letter === '.' && abbreviated.has(position));
    if (lineEnds) lineStart = position + 1;
    if (!ends) continue;
    segments.push({ start, end: position + 1 });
    start = position + 1;
  }
  if (start < text.length) segments.push({ start, end: text.length });
  return segments;
}

/** Whether the line that ends at `position` goes on: long, unfinished, and the next one begins in lower case. */
function isWrapped(text: string, position: number, length: number, next: string): boolean {
  if (length < WRAPPED_LINE || /[.:;!?。！？：；]/.test(text.charAt(position - 1))) return false;
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  if (text.slice(lineStart, position).includes('\t') || LIST_ITEM.test(text.slice(position + 1, position + 6)))
    return false;
  return /[\p{Ll}\d(]/u.test(next);
}

/** "matt black if you can. We need", "a first order of 300. Do": behind the point of what abbreviates nothing stands a capital. */
function beginsSentence(text: string, point: number, raw: string, starts: Uint32Array): boolean {
  if (!/[^\S\n]/.test(text.charAt(point + 1)) || !/(?:\p{L}{2}|\d{3})$/u.test(text.slice(point - 3, point)))
    return false;
  return /\p{Lu}/u.test(raw.charAt(starts[point + 2] ?? raw.length));
}

function endsSentence(text: string, position: number, letter: string): boolean {
  if ('。！？；'.includes(letter)) return true;
  if (!'.!?;؟'.includes(letter) || !/\s/.test(text.charAt(position + 1))) return false;
  if (letter !== '.') return true;
  let word = 0;
  while (word <= ABBREVIATION && /[\p{L}\p{N}]/u.test(text.charAt(position - 1 - word))) word += 1;
  return word > ABBREVIATION;
}
