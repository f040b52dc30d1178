/** What a person has changed in a draft: phrase by phrase, the sentence around small changes. */
import { diffArrays } from 'diff';
import type { EditedPhrase } from '../../model/edit.ts';

/** A sentence with its end; a line end ends it too. */
const SENTENCE = /[^\n.!?。！？؟]+[.!?。！？؟]*/gu;
const WORD = /\{\w+\}|\p{Script=Han}|[^\s\p{Script=Han}]+/gu;
const LONGEST_PHRASE = 300;
const MOST_PHRASES = 60;
/** Of its words a sentence must keep so much to count as the same one reworded. */
const KEPT = 0.3;
/** Of its sentences a letter must keep so much to be the same one. */
const SAME_LETTER = 0.3;
const LIMITS = { maxEditLength: 400, timeout: 200 };

/** Both texts without anything that belongs to one customer (mask-values.ts). Order of the text. */
export function editedPhrases(draft: string, final: string): EditedPhrase[] {
  const [before, after] = [sentencesOf(draft), sentencesOf(final)];
  const hunks = diffArrays(before, after, LIMITS) ?? [];
  const kept = hunks.reduce((sum, { added, removed, value }) => sum + (added || removed ? 0 : value.length), 0);
  // Another letter altogether says nothing about the words of the template.
  if (kept < before.length * SAME_LETTER) return [];
  const phrases: EditedPhrase[] = [];
  for (const [index, hunk] of hunks.entries()) {
    if (hunk.removed) {
      const next = hunks[index + 1];
      phrases.push(...paired(hunk.value, next?.added ? next.value : []));
    } else if (hunk.added && !hunks[index - 1]?.removed) phrases.push(...paired([], hunk.value));
  }
  return phrases.filter(isTelling).slice(0, MOST_PHRASES);
}

function sentencesOf(text: string): string[] {
  return (text.match(SENTENCE) ?? [])
    .map((sentence) => sentence.replace(/\s+/g, ' ').trim())
    .filter((sentence) => sentence !== '');
}

/** Each sentence beside the one it has become: the one that keeps most of its words, in order. */
function paired(removed: readonly string[], added: readonly string[]): EditedPhrase[] {
  const phrases: EditedPhrase[] = [];
  let next = 0;
  for (const from of removed) {
    const rest = added.slice(next);
    const shares = rest.map((to) => shareKept(from, to));
    const best = shares.indexOf(Math.max(...shares));
    const found = best >= 0 && (shares[best] ?? 0) >= KEPT ? best : removed.length === added.length ? 0 : -1;
    if (found < 0) {
      phrases.push({ from, to: '' });
      continue;
    }
    for (const to of rest.slice(0, found)) phrases.push({ from: '', to });
    phrases.push({ from, to: rest[found] ?? '' });
    next += found + 1;
  }
  return [...phrases, ...added.slice(next).map((to) => ({ from: '', to }))];
}

function shareKept(from: string, to: string): number {
  const words = new Set(to.match(WORD) ?? []);
  const own = from.match(WORD) ?? [];
  return own.length === 0 ? 0 : own.filter((word) => words.has(word)).length / own.length;
}

/** Not what is only a mark, a number of white space, or too long to be a phrase. */
function isTelling({ from, to }: EditedPhrase): boolean {
  if (from === to || from.length > LONGEST_PHRASE || to.length > LONGEST_PHRASE) return false;
  return [from, to].some((words) => /\p{L}/u.test(words.replace(/\{\w+\}/g, '')));
}
