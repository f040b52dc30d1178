/** Looks up the words of an answer to an approval request: whole lines, beginnings, lines made of nothing but known words. */
import type { DecisionWords } from '../../model/decision-words.ts';

const LISTS = [
  'approve',
  'weak',
  'acknowledgements',
  'transitive',
  'edit',
  'revise',
  'reject',
  'refusals',
  'assign',
  'snooze',
  'close',
  'help',
  'notTheSame',
  'greetings',
  'thanks',
  'fillers',
  'courtesies',
  'connectors',
  'conditions',
  'changes',
  'holds',
  'corrects',
  'noValues',
  'class',
  'links',
  'forArticle',
  'insteadOf',
  'addDocument',
  'dropDocument',
  'bring',
  'ask',
  'until',
  'dayTimes',
  'next',
  'signature',
  'places',
  'joints',
  'disclaimers',
  'letters',
  'parts',
  'questions',
  'faults',
  'customer',
  'surnames',
] as const;
type Group = (typeof LISTS)[number];
export type Phrases = Record<Group, ReadonlySet<string>>;
/** What may cover a word of an approval. */
type Cover = 'approve' | 'thanks' | 'greetings' | 'fillers' | 'name';

const prepared = new WeakMap<DecisionWords, Phrases>();
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;
/** Longest line that can be a mere approval, and longest known phrase, in folded characters. */
const LONGEST_LINE = 200;
const LONGEST_PHRASE = 60;

/** All languages together: people mix them. Prepared once per data. */
export function phrasesOf(words: DecisionWords): Phrases {
  const known = prepared.get(words);
  if (known) return known;
  const group = (name: Group) => new Set(Object.values(words).flatMap((lists) => lists[name].map(foldAnswer)));
  const all = Object.fromEntries(LISTS.map((name) => [name, group(name)])) as unknown as Phrases;
  prepared.set(words, all);
  return all;
}

/** Case, full-width forms, punctuation and runs of white space folded away; a question mark stays, it changes everything. */
export function foldAnswer(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/\bpl(?:s|z)\b/g, 'please')
    .replace(/\ufe0f|[\u{1f3fb}-\u{1f3ff}]/gu, '')
    .replace(/؟/g, '?')
    .replace(/\s\/\s/g, ' ')
    .replace(/[\s.,;:!~…。、，！；：،؛・·*_"“”„«»()[\]【】「」¡¿|–—-]+/gu, ' ')
    .trim();
}

/** The groups that cover a folded line from one end to the other with nothing left, or null. */
export function coveringGroups(line: string, phrases: Phrases, names: ReadonlySet<string>): Set<Cover> | null {
  if (line.length > LONGEST_LINE) return null;
  // reached[i] = the groups used on one way of covering the first i characters; approvals are preferred.
  const reached: (Set<Cover> | undefined)[] = Array.from({ length: line.length + 1 });
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
      const group = coverOf(line.slice(from, end), phrases, names);
      if (group && !reached[end]?.has('approve')) reached[end] = new Set([...used, group]);
    }
  }
  return reached[line.length] ?? null;
}

/** Whether the folded line is made of words of these groups and nothing else. */
export function isMadeOf(line: string, groups: readonly ReadonlySet<string>[]): boolean {
  if (line.length > LONGEST_LINE) return false;
  const reached = new Set([0]);
  for (let from = 0; from < line.length; from += 1) {
    if (!reached.has(from)) continue;
    if (line[from] === ' ') reached.add(from + 1);
    for (let end = from + 1; end <= Math.min(line.length, from + LONGEST_PHRASE); end += 1) {
      const phrase = line.slice(from, end);
      if (isWordEnd(line, end) && groups.some((group) => group.has(phrase))) reached.add(end);
    }
  }
  return reached.has(line.length);
}

/** Whether the line asks, with a question mark or, as people type Chinese, without. */
export function isQuestion(line: string, { questions }: Phrases): boolean {
  return /[?？]\s*$/u.test(line) || ending(foldAnswer(line), questions) !== null;
}

/** The longest known phrase of the group that begins the folded line as whole words, or null. */
export function beginning(line: string, group: ReadonlySet<string>): string | null {
  for (let end = Math.min(line.length, LONGEST_PHRASE); end > 0; end -= 1) {
    if (isWordEnd(line, end) && group.has(line.slice(0, end))) return line.slice(0, end);
  }
  return null;
}

/** The longest known phrase of the group that ends the folded line as whole words, or null. */
export function ending(line: string, group: ReadonlySet<string>): string | null {
  for (let from = Math.max(0, line.length - LONGEST_PHRASE); from < line.length; from += 1) {
    if ((from === 0 || isWordEnd(line, from)) && group.has(line.slice(from).trim())) return line.slice(from).trim();
  }
  return null;
}

/** Whether a known phrase of the group stands anywhere in the folded text, as whole words. */
export function mentions(text: string, group: ReadonlySet<string>): boolean {
  for (let from = 0; from < text.length; from += 1) {
    if (text[from] === ' ' || (from > 0 && !isWordEnd(text, from))) continue;
    if (beginning(text.slice(from, from + LONGEST_PHRASE + 1), group) !== null) return true;
  }
  return false;
}

/** What follows a phrase at the beginning of a line as typed: the signs after it, and the rest. */
export type Rest = { phrase: string; separator: string; rest: string };

/** The longest phrase of the group that begins the line, and what follows it as it was typed; null when none does. */
export function afterPhrase(typed: string, group: ReadonlySet<string>): Rest | null {
  const line = typed.trim();
  for (let end = Math.min(line.length, LONGEST_PHRASE); end > 0; end -= 1) {
    const [before = '', next = ''] = [line[end - 1], line[end]];
    if (!WORD.test(before) && !/\p{S}|\?|\ufe0f/u.test(before)) continue;
    if (WORD.test(before) && WORD.test(next) && !UNSPACED.test(before) && !UNSPACED.test(next)) continue;
    // A phrase does not go on behind the end of a sentence.
    if (/[:;!?。，；：！？、]\s*\S|[.,]\s+\S/u.test(line.slice(0, end))) continue;
    const phrase = foldAnswer(line.slice(0, end));
    if (!group.has(phrase)) continue;
    const rest = line.slice(end);
    const separator = /^[\s:：,，.。;；!！、=>~–—-]*/.exec(rest)?.[0] ?? '';
    // A minus sign before a figure belongs to the figure, a dash after a space does not.
    return { phrase, separator, rest: rest.slice(separator.length) };
  }
  return null;
}

function coverOf(phrase: string, phrases: Phrases, names: ReadonlySet<string>): Cover | null {
  if (phrases.approve.has(phrase)) return 'approve';
  if (phrases.thanks.has(phrase)) return 'thanks';
  if (phrases.greetings.has(phrase)) return 'greetings';
  if (phrases.fillers.has(phrase)) return 'fillers';
  return names.has(phrase) ? 'name' : null;
}

/** Chinese and Japanese are written without spaces: there every character ends a word. */
function isWordEnd(line: string, end: number): boolean {
  const next = line[end];
  const last = line[end - 1] ?? '';
  return next === undefined || next === ' ' || last === ' ' || UNSPACED.test(next) || UNSPACED.test(last);
}
