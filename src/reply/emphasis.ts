/** Takes the `**bold**` marks of a template out of a rendered text and remembers where they stood. */
import type { Range } from './letter-html.ts';

/** Stands for an asterisk that a value brought along: only the template's own asterisks are marks. */
const OTHERS_ASTERISK = '\ue000';

/** A value as it may be printed into a text whose marks are read later. */
export function shieldMarks(value: string): string {
  return value.replaceAll(OTHERS_ASTERISK, '').replaceAll('*', OTHERS_ASTERISK);
}

/** The text without marks, and the ranges that stood between two of them on one line. */
export function readEmphasis(marked: string): { text: string; bold: Range[] } {
  let text = '';
  const bold: Range[] = [];
  let at = 0;
  for (const match of marked.matchAll(/\*\*([^*\n]{1,500})\*\*/g)) {
    text += marked.slice(at, match.index);
    bold.push([text.length, text.length + (match[1] ?? '').length]);
    text += match[1] ?? '';
    at = match.index + match[0].length;
  }
  text += marked.slice(at);
  return { text: text.replaceAll(OTHERS_ASTERISK, '*'), bold };
}

/** The ranges for a text that says the same in other words: what was bold is bold wherever it still stands, in order. */
export function keepEmphasis(before: { text: string; bold: readonly Range[] }, text: string): Range[] {
  let from = 0;
  return before.bold.flatMap(([start, end]): Range[] => {
    const words = before.text.slice(start, end);
    const at = text.indexOf(words, from);
    if (at < 0) return [];
    from = at + words.length;
    return [[at, from]];
  });
}
