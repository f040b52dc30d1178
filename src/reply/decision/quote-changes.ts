/** Compares the draft with what stands of it in the quotation of an answer, and names the words that differ. */
import { diffArrays } from 'diff';
import type { DraftChange } from '../../model/draft.ts';

const LONGEST_QUOTE = 200_000;
/** Words of one side that are compared one by one; longer ones are only told to differ. */
const MOST_WORDS = 3_000;
const MOST_CHANGES = 10;
const LONGEST_CHANGE = 120;
const SHINGLE = 4;
/** Share of the draft's letter groups that a text must hold to be a quotation of the draft at all. */
const RECOGNISED = 0.2;

/** Letters and figures alone: white space, quote marks, punctuation and links that clients add are folded away. */
export function foldQuote(text: string): string {
  return text
    .slice(0, LONGEST_QUOTE)
    .replace(/^[ \t]?(?:>[ \t]?)+/gm, '')
    .replace(/<(?:https?|mailto|tel):[^<>]{0,2000}>/gi, '')
    .replace(/&(?:nbsp|ensp|emsp);/g, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―−]/g, '-')
    .replace(/[^\p{L}\p{M}\p{N}%$€£¥.,\ufffd-]/gu, '')
    .replace(/(?<!\p{N})[.,]|[.,](?!\p{N})|-(?!\p{N})/gu, '');
}

/** Whether the text says what the draft says, apart from letters that the client's character set lacks. */
export function saysSame(quoted: string, draftText: string): boolean {
  const [quote, draft] = [foldQuote(quoted), foldQuote(draftText)];
  if (quote === draft) return true;
  // Only a quotation in which letters were lost is compared without them.
  return isMangled(quoted, draftText) && withoutForeign(quoted) === withoutForeign(draftText);
}

/** Whether a longer text holds the unchanged draft. */
export function holdsDraft(quoted: string, draftText: string): boolean {
  const draft = foldQuote(draftText);
  if (foldQuote(quoted).includes(draft)) return true;
  return isMangled(quoted, draftText) && withoutForeign(quoted).includes(withoutForeign(draftText));
}

/** Tells of any number of texts the share of the draft's letter groups that each holds, 0 to 1. */
export function shareOfDraft(draftText: string): (quoted: string) => number {
  const wanted = shinglesOf(foldQuote(draftText));
  return (quoted) => {
    let found = 0;
    for (const shingle of shinglesOf(foldQuote(quoted))) if (wanted.has(shingle)) found += 1;
    return wanted.size === 0 ? 0 : found / wanted.size;
  };
}

/** Whether the text is a quotation of the draft, changed or not. */
export function isQuoteOfDraft(quoted: string, draftText: string): boolean {
  return shareOfDraft(draftText)(quoted) >= RECOGNISED;
}

/** The words that differ, in their order; at most ten places. */
export function quoteChanges(quoted: string, draftText: string): DraftChange[] {
  const [before, after] = [wordsOf(draftText), wordsOf(quoted.replace(/^[ \t]?(?:>[ \t]?)+/gm, ''))];
  if (before.length > MOST_WORDS || after.length > MOST_WORDS) return [];
  const hunks = diffArrays(before, after, {
    comparator: (left, right) => foldQuote(left) === foldQuote(right),
    maxEditLength: 400,
    timeout: 50,
  });
  const changes: DraftChange[] = [];
  for (let index = 0; hunks && index < hunks.length && changes.length < MOST_CHANGES; index += 1) {
    const hunk = hunks[index];
    if (!hunk?.added && !hunk?.removed) continue;
    const next = hunks[index + 1];
    const pair = hunk.removed && next?.added ? next : null;
    if (pair) index += 1;
    const [from, to] = hunk.removed ? [hunk.value, pair?.value ?? []] : [[], hunk.value];
    if (foldQuote(from.join('')) !== foldQuote(to.join(''))) changes.push({ from: joined(from), to: joined(to) });
  }
  return changes;
}

function joined(words: readonly string[]): string {
  const text = words.join(' ').replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
  return text.length > LONGEST_CHANGE ? `${text.slice(0, LONGEST_CHANGE - 1)}…` : text;
}

/** Words between spaces; Chinese letters one by one. */
function wordsOf(text: string): string[] {
  return (
    text
      .slice(0, LONGEST_QUOTE)
      .replace(/&nbsp;/g, ' ')
      .match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu) ?? []
  );
}

function shinglesOf(folded: string): Set<string> {
  const shingles = new Set<string>();
  for (let at = 0; at + SHINGLE <= folded.length; at += 1) shingles.add(folded.slice(at, at + SHINGLE));
  return shingles;
}

/** Letters outside ASCII came back as question marks or replacement characters. */
function isMangled(quoted: string, draftText: string): boolean {
  return /[^\x20-\x7e\s]/.test(draftText) && /\ufffd|\?\?|\w\?\w/.test(quoted);
}

function withoutForeign(text: string): string {
  return foldQuote(text.replace(/[^\x20-\x7e\s]/g, ''));
}
