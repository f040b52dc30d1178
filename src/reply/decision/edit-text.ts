/** Restores the lines of a letter as they were typed: mail programs wrap them, double them, or quote them. */
import { diffArrays } from 'diff';
import { foldQuote } from './quote-changes.ts';

/** Clients wrap text between these widths; a line that was broken by hand is seldom that long. */
const WRAP = { least: 60, most: 80 };
const MOST_WORDS = 5_000;

/** The letter with its own paragraphs, when the client broke long lines or doubled the line ends. */
export function asTyped(text: string): string {
  return rejoined(
    singleSpaced(
      text
        .replace(/\u00a0/g, ' ')
        .split('\n')
        .map((line) => line.trimEnd())
        .join('\n'),
    ),
  ).trim();
}

/**
 * A draft that was changed inside the quotation, with the line ends of the draft where the words are still the same:
 * quotations are wrapped at other places than the draft was.
 */
export function asDrafted(quoted: string, draftText: string): string {
  const [before, after] = [wordsOf(draftText), wordsOf(quoted.replace(/\u00a0/g, ' '))];
  if (before.length > MOST_WORDS || after.length > MOST_WORDS) return asTyped(quoted);
  const match = matchedWords(before, after);
  const gaps = after.map((word, index): string => {
    const [here, next] = [match[index], match[index + 1]];
    return here !== undefined && next === here + 1 ? (before[here]?.gap ?? '') : word.gap;
  });
  const isWrapped = after.some((word, index) => word.gap === '\n' && gaps[index] === ' ');
  const isDoubled = after.some((word, index) => /^\n{2,}$/.test(word.gap) && gaps[index] === '\n');
  return after
    .map((word, index) => {
      const gap = gaps[index] ?? '';
      const known = match[index] !== undefined && match[index + 1] === (match[index] ?? 0) + 1;
      if (known || index === after.length - 1) return word.text + (index === after.length - 1 ? '' : gap);
      if (isWrapped && gap === '\n' && lineLength(after, index) >= WRAP.least) return `${word.text} `;
      if (isDoubled && /^\n{2,}$/.test(gap)) return word.text + (gap.length > 2 ? '\n\n' : '\n');
      return word.text + gap;
    })
    .join('')
    .trim();
}

type Word = { text: string; gap: string };

/** Words, Chinese letters one by one, each with the white space behind it. */
function wordsOf(text: string): Word[] {
  const lines = text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  return [...lines.matchAll(/(\p{Script=Han}|[^\s\p{Script=Han}]+)(\s*)/gu)].map(([, word = '', gap = '']) => ({
    text: word,
    gap: gap.includes('\n') ? gap.replace(/(?<![^\n])[^\n]+(?=\n)/g, '') : gap,
  }));
}

/** For each word of the later text the index of the same word in the earlier one; changed words pair up one by one. */
function matchedWords(before: readonly Word[], after: readonly Word[]): (number | undefined)[] {
  const same = (left: Word, right: Word) =>
    left.text === right.text || (foldQuote(left.text) === foldQuote(right.text) && foldQuote(left.text) !== '');
  const hunks = diffArrays([...before], [...after], { comparator: same, maxEditLength: 600, timeout: 50 }) ?? [];
  const match: (number | undefined)[] = [];
  let at = 0;
  for (const [index, hunk] of hunks.entries()) {
    const count = hunk.value.length;
    if (hunk.removed) {
      const next = hunks[index + 1];
      if (!next?.added || next.value.length !== count) at += count;
      continue;
    }
    const paired = hunk.added && hunks[index - 1]?.removed && hunks[index - 1]?.value.length === count;
    for (let word = 0; word < count; word += 1) match.push(hunk.added && !paired ? undefined : at + word);
    if (!hunk.added || paired) at += count;
  }
  return match;
}

function lineLength(words: readonly Word[], end: number): number {
  let length = words[end]?.text.length ?? 0;
  for (let index = end - 1; index >= 0 && !words[index]?.gap.includes('\n'); index -= 1) {
    length += (words[index]?.text.length ?? 0) + (words[index]?.gap.length ?? 0);
  }
  return length;
}

/** One blank line where HTML became two, none where Word made a paragraph of every line. */
function singleSpaced(text: string): string {
  const gaps = [...text.matchAll(/(?<=\S)\n+(?=.*\S)/g)].map(([gap]) => gap.length - 1);
  if (gaps.length < 2) return text;
  const [least, most] = [Math.min(...gaps), Math.max(...gaps)];
  if (least === 1 && most >= 3) return text.replace(/\n{2,}/g, (gap) => (gap.length === 2 ? '\n' : '\n\n'));
  const blank = gaps.filter((gap) => gap > 0);
  return blank.length > 0 && Math.min(...blank) === 2 ? text.replace(/\n{3,}/g, '\n\n') : text;
}

/** Joins lines that were broken only because the next word did not fit. */
function rejoined(text: string): string {
  const lines = text.split('\n');
  if (lines.some((line) => line.length > WRAP.most)) return text;
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  return lines.reduce((joined, line, index) => {
    if (index === 0) return line;
    const above = lines[index - 1] ?? '';
    const word = /^\S*/.exec(line)?.[0] ?? '';
    const didNotFit = above.length >= WRAP.least && above.length + 1 + word.length > Math.min(width, 78) && word !== '';
    const isItem = /^(?:[-*•·–]|\(?\d{1,2}[.)、])\s?/u.test(line);
    return `${joined}${didNotFit && !isItem ? ' ' : '\n'}${line}`;
  }, '');
}
