/** Finds where a mail stops to say what is wanted and begins to say who writes. */
import type { Normalized } from './normalize.ts';
import type { Hit } from './term-tree.ts';

/** A signature with its disclaimer is at most this many lines. */
const SIGNATURE_LINES = 30;
const LONGEST_CLOSING = 70;
/** A line longer than this behind the closing words is a sentence: then they closed nothing. */
const SENTENCE = 70;
const LINES_LOOKED_AT = 3;
const JOINS = /^(?:&|and|und|et|y|e|ve|with|mit|from|aus|i|og|och|en|a|e)$/;
const RULE = /^[-_=—–*~─━]{5,}$/;

type Line = { start: number; end: number; text: string };

/**
 * Position in the folded text where the closing words ("Best regards,") or a rule above the signature begin, or the
 * end of the text. `closings` are the hits of the closing words, in order.
 */
export function findSignature(normalized: Normalized, closings: Hit[]): number {
  const { text } = normalized;
  const lines = lastLines(text);
  const from = lines[0]?.start ?? text.length;
  const dashes = text.lastIndexOf('\n-- \n');
  for (const [index, line] of lines.entries()) {
    const inside = closings.filter(({ start, end }) => start >= line.start && end <= line.end);
    if (inside.length === 0 || line.start === 0) continue;
    if (!isClosing(normalized, line, inside) || !isFollowedByNames(lines, index)) continue;
    return dashes >= from ? Math.min(line.start, dashes) : line.start;
  }
  if (dashes >= from) return dashes;
  return ruleAbove(lines) ?? text.length;
}

/** The last lines that hold anything, in their order. */
function lastLines(text: string): Line[] {
  const lines: Line[] = [];
  let end = text.length;
  while (end > 0 && lines.length < SIGNATURE_LINES) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    if (line.trim() !== '') lines.push({ start, end, text: line.trim() });
    end = start - 1;
  }
  return lines.reverse();
}

/** Nothing but closing words, what joins them, and perhaps the writer's name. */
function isClosing(normalized: Normalized, line: Line, hits: Hit[]): boolean {
  if (line.text.length > LONGEST_CLOSING || /[\d?？؟]/.test(line.text)) return false;
  const first = hits[0]?.start ?? line.end;
  const before = normalized.text.slice(line.start, first).trim();
  // "Mit freundlichen Grüßen / Best regards"; a Korean or Chinese name stands in front of "드림" and "敬上".
  if (before !== '' && !before.endsWith('/') && !isShortAsian(before) && !isJoined(before)) return false;
  const rest = normalized.text.slice(hits.at(-1)?.end ?? line.end, line.end);
  const between = hits.slice(1).map(({ start }, index) => normalized.text.slice(hits[index]?.end ?? start, start));
  if (!between.every(isJoined)) return false;
  return isJoined(rest) || isName(normalized, line.end - rest.length, line.end);
}

function isJoined(text: string): boolean {
  const words = text.split(/[\s\p{P}\p{S}]+/u).filter((word) => word !== '');
  return words.length <= 2 && words.every((word) => JOINS.test(word));
}

function isShortAsian(text: string): boolean {
  return text.length <= 12 && /^[\p{Script=Han}\p{Script=Hangul}\s]+$/u.test(text);
}

/** ", Jonas", "Kevin": up to four words that begin with capitals; in scripts without capitals a very short one. */
function isName({ raw, starts, ends }: Normalized, start: number, end: number): boolean {
  const written = raw.slice(starts[start] ?? raw.length, ends[end - 1] ?? raw.length);
  const words = written.split(/[\s,，.!！/|-]+/).filter((word) => word !== '');
  if (words.length === 1 && /^[\p{Script=Han}\p{Script=Hangul}]{2,4}$/u.test(words[0] ?? '')) return true;
  return words.length <= 4 && words.every((word) => /^\p{Lu}/u.test(word)) && written.length <= 45;
}

/** Sentences behind the words mean that "thanks" opened the mail and did not close it. */
function isFollowedByNames(lines: Line[], index: number): boolean {
  const behind = lines.slice(index + 1, index + 1 + LINES_LOOKED_AT);
  return behind.every(({ text }) => !/[?？؟]$/.test(text) && (text.length <= SENTENCE || /[@|·]|\d{4}/.test(text)));
}

/** Japanese signatures stand between two rules, others below one. */
function ruleAbove(lines: Line[]): number | undefined {
  const index = lines.findIndex(({ text }) => RULE.test(text));
  if (index < 0 || lines.length - index > 15) return undefined;
  return lines[index]?.start;
}
