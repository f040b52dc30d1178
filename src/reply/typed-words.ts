/** Carries the words that a person has typed into a draft over to the next version of the desk's letter. */
import { diffArrays } from 'diff';

/** Lines `from` to before `to` of the letter, and what stands there instead. */
type Hunk = { from: number; to: number; lines: string[] };

const LIMITS = { maxEditLength: 500, timeout: 50 };

/**
 * The person's text with what the new letter says otherwise than the old one: both changed the old letter line by line.
 * Null when both have changed the same lines, so that only one of them can be right.
 * @param old the letter as the desk had written it when the person typed `own` over it
 */
export function carryOver(old: string, own: string, letter: string): string | null {
  const lines = old.split('\n');
  const [his, ours] = [hunksOf(lines, own.split('\n')), hunksOf(lines, letter.split('\n'))];
  if (!his || !ours) return null;
  const all = [...his, ...ours.filter((hunk) => !his.some((one) => isSame(one, hunk)))].toSorted(
    (a, b) => a.from - b.from || a.to - b.to,
  );
  const merged: string[] = [];
  let at = 0;
  for (const [index, hunk] of all.entries()) {
    const before = all[index - 1];
    if (before && (hunk.from < before.to || hunk.from === before.from)) return null;
    merged.push(...lines.slice(at, hunk.from), ...hunk.lines);
    at = hunk.to;
  }
  return [...merged, ...lines.slice(at)].join('\n');
}

/** What the person has typed that did not stand in the desk's letter, line by line. */
export function typedWords(old: string, own: string): string[] {
  const known = new Set(old.split('\n').map(plain));
  return own
    .split('\n')
    .map(plain)
    .filter((line) => line !== '' && !known.has(line));
}

/** Null: too different to be told apart in time. */
function hunksOf(before: readonly string[], after: readonly string[]): Hunk[] | null {
  const changes = diffArrays(before.map(plain), after.map(plain), LIMITS);
  if (!changes) return null;
  const hunks: Hunk[] = [];
  let [at, next] = [0, 0];
  for (const { added, removed, value } of changes) {
    const last = hunks.at(-1);
    const open = last && last.to === at ? last : { from: at, to: at, lines: [] };
    if ((added || removed) && open !== last) hunks.push(open);
    if (added) open.lines.push(...after.slice(next, next + value.length));
    if (!added) at += value.length;
    if (!removed) next += value.length;
    if (removed) open.to = at;
  }
  return hunks;
}

function isSame(one: Hunk, other: Hunk): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.lines.map(plain).join('\n') === other.lines.map(plain).join('\n')
  );
}

/** Mail programs change the spaces of what they quote. */
function plain(line: string): string {
  return line.replace(/\s+/g, ' ').trim();
}
