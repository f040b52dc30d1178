/** Looks up the words of an answer to an approval request: whole lines and lines made of nothing but known words. */
import type { DecisionWords } from '../model/decision-words.ts';

type Group = keyof DecisionWords[string];
export type AnswerWords = Record<Group, ReadonlySet<string>>;

const prepared = new WeakMap<DecisionWords, AnswerWords>();
const HAN = /\p{Script=Han}/u;
/** Longest line that can be a mere approval, and longest known phrase, in folded characters. */
const LONGEST_LINE = 160;
const LONGEST_PHRASE = 40;

/** All languages together: people mix them. Prepared once per data. */
export function answerWords(words: DecisionWords): AnswerWords {
  const known = prepared.get(words);
  if (known) return known;
  const group = (name: Group) => new Set(Object.values(words).flatMap((lists) => lists[name].map(foldAnswer)));
  const all: AnswerWords = {
    approve: group('approve'),
    edit: group('edit'),
    reject: group('reject'),
    refusals: group('refusals'),
    greetings: group('greetings'),
    thanks: group('thanks'),
    fillers: group('fillers'),
    conditions: group('conditions'),
    instructions: group('instructions'),
    signature: group('signature'),
  };
  prepared.set(words, all);
  return all;
}

/** Case, full-width forms, punctuation and runs of white space folded away; a question mark stays, it changes everything. */
export function foldAnswer(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\ufe0f|[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .replace(/[\s.,;:!~…。、，！；：・*_"“”()[\]【】-]+/gu, ' ')
    .trim();
}

/** The groups that cover a folded line from one end to the other with nothing left, or null. */
export function coveringGroups(
  line: string,
  words: AnswerWords,
  names: ReadonlySet<string>,
): Set<Group | 'name'> | null {
  if (line.length > LONGEST_LINE) return null;
  // reached[i] = the groups used on one way of covering the first i characters; approvals are preferred.
  const reached: (Set<Group | 'name'> | undefined)[] = Array.from({ length: line.length + 1 });
  reached[0] = new Set();
  for (let from = 0; from < line.length; from += 1) {
    const used = reached[from];
    if (!used) continue;
    if (line[from] === ' ') {
      reached[from + 1] ??= used;
      continue;
    }
    for (let end = from + 1; end <= Math.min(line.length, from + LONGEST_PHRASE); end += 1) {
      if (!isWordEnd(line, end)) continue;
      const group = groupOf(line.slice(from, end), words, names);
      if (group && !reached[end]?.has('approve')) reached[end] = new Set([...used, group]);
    }
  }
  return reached[line.length] ?? null;
}

/** Whether a known word of the group begins the folded line, as a whole word. */
export function beginsWith(line: string, group: ReadonlySet<string>): boolean {
  for (let end = 1; end <= Math.min(line.length, LONGEST_PHRASE); end += 1) {
    if (isWordEnd(line, end) && group.has(line.slice(0, end))) return true;
  }
  return false;
}

/** Whether a known word of the group stands anywhere in the folded text, as a whole word. */
export function mentions(text: string, group: ReadonlySet<string>): boolean {
  for (let from = 0; from < text.length; from += 1) {
    const starts = from === 0 || text[from - 1] === ' ' || HAN.test(text[from] ?? '') || HAN.test(text[from - 1] ?? '');
    if (starts && beginsWith(text.slice(from, from + LONGEST_PHRASE + 1), group)) return true;
  }
  return false;
}

function groupOf(phrase: string, words: AnswerWords, names: ReadonlySet<string>): Group | 'name' | null {
  if (words.approve.has(phrase)) return 'approve';
  if (words.thanks.has(phrase)) return 'thanks';
  if (words.greetings.has(phrase)) return 'greetings';
  if (words.fillers.has(phrase)) return 'fillers';
  if (names.has(phrase)) return 'name';
  return null;
}

/** Chinese is written without spaces: there every character ends a word. */
function isWordEnd(line: string, end: number): boolean {
  const next = line[end];
  return next === undefined || next === ' ' || HAN.test(next) || HAN.test(line[end - 1] ?? '');
}
