/** Trees of terms that find every known word of a text in one pass, whatever the number of words (domain 2.5.2). */
import {
  addFirstLetters,
  beginningAt,
  type FirstLetters,
  mayBegin,
  newBeginning,
  noFirstLetters,
} from './first-letters.ts';
import { isInflection } from './inflection.ts';
import { isDigit, isSpace, isUnspaced, isWordLetter } from './letters.ts';
import { fold } from './normalize.ts';

/**
 * A spelling that stands for `label` in `group`. `*` at the end of a word accepts any ending, `~` an inflection, `…`
 * some words more in the same sentence.
 * `touchesDigits`: a figure may follow at once, as behind a currency ("USD4.80").
 */
export type Term = { group: string; label: string; spelling: string; touchesDigits?: boolean };
/** A term found in a folded text; `start` and `end` are offsets into the folded text. */
export type Hit = { label: string; start: number; end: number };
/** Hits of a group, in the order of the text and not overlapping. */
export type Hits = Map<string, Hit[]>;

type Ending = { group: string; label: string; stem: boolean; words: boolean; touchesDigits: boolean };
/** `signs`: one of the ways on is a sign (any ending, an inflection, words between) and no letter. */
type Node = { next: Map<number, Node>; endings: Ending[]; signs: boolean };
export type TermTree = { root: Node; first: FirstLetters };
/** `compounds`: also match a term as the tail of a longer word; `clitics`: also behind Arabic و ف ب ل ك ال. */
export type TreeToRead = { tree: TermTree; compounds: boolean; clitics: boolean };

const ARABIC_CLITICS = /[وفبلك]{0,2}(?:ال|لل)?/uy;
const ANY_ENDING = '*';
const INFLECTED = '~';
const ANY_ENDING_CODE = ANY_ENDING.charCodeAt(0);
const INFLECTED_CODE = INFLECTED.charCodeAt(0);
const SKIP = '…';
/** Stands for `…` in the tree: folding would make three points of it. */
const SKIP_CODE = 1;
/** Words, or characters of a script without spaces, that `…` may stand for. */
const MOST_SKIPPED = 6;
const MOST_SKIPPED_UNSPACED = 12;
const SPACE_CODE = 32;
const HYPHEN_CODE = 45;
/** A shorter German word is too often the accidental tail of another. */
const COMPOUND_TAIL = 5;
/** Longest run of white space read as one gap inside a term; longest ending read after a stem. */
const GAP = 16;
const LONGEST_ENDING = 40;

/** Builds the tree of some terms; the cost is paid once, reading does not depend on the number of terms. */
export function buildTermTree(terms: Iterable<Term>): TermTree {
  const tree = { root: { next: new Map(), endings: [], signs: false }, first: noFirstLetters() };
  for (const term of terms) insert(tree, term);
  return tree;
}

/**
 * Finds the terms of all trees that begin from `from` to `to`: per group leftmost and longest first, behind those in
 * `found`. Linear in the length of the folded text.
 */
export function readTermTrees(
  text: string,
  trees: TreeToRead[],
  { from, to, found }: { from: number; to: number; found: Hits } = { from: 0, to: text.length, found: new Map() },
): Hits {
  const anyCompounds = trees.some(({ compounds }) => compounds);
  const longest: Longest = new Map();
  const beginning = newBeginning();
  for (let position = from; position < to; position += 1) {
    const code = text.charCodeAt(position);
    if (isSpace(code)) continue;
    // A unit is often written right behind its number: "500ml".
    const before = position === 0 ? SPACE_CODE : text.charCodeAt(position - 1);
    const inside = isWordLetter(code) && isWordLetter(before) && !(isDigit(before) && !isDigit(code));
    if (inside && !(anyCompounds && position > 2 && isWordLetter(text.charCodeAt(position - 2)))) continue;
    beginningAt(text, position, beginning);
    for (const tree of trees) {
      if (inside && !tree.compounds) continue;
      if (mayBegin(tree.tree.first, beginning)) {
        walk(text, { from: position, compound: inside, longest }, tree.tree.root, position, false);
      }
      if (tree.clitics && !inside) readBehindClitics(text, position, tree.tree, longest);
    }
    if (longest.size > 0) take(found, longest, position);
  }
  return found;
}

/** Whether the character belongs to a word of a script that writes spaces between words. */
export function continuesWord(letter: string): boolean {
  return isWordLetter(letter.charCodeAt(0));
}

type Longest = Map<string, { label: string; end: number }>;

/** Keeps the longest term of each group that begins here and not inside an earlier one. */
function take(found: Hits, longest: Longest, start: number): void {
  for (const [group, { label, end }] of longest) {
    const hits = found.get(group);
    if (hits === undefined) found.set(group, [{ label, start, end }]);
    else if (start >= (hits.at(-1)?.end ?? 0)) hits.push({ label, start, end });
  }
  longest.clear();
}

/** The terms that are written behind what Arabic joins to the beginning of a word. */
function readBehindClitics(text: string, position: number, { root }: TermTree, longest: Longest): void {
  ARABIC_CLITICS.lastIndex = position;
  const length = ARABIC_CLITICS.exec(text)?.[0].length ?? 0;
  for (let skipped = 1; skipped <= length; skipped += 1) {
    walk(text, { from: position + skipped, compound: false, longest }, root, position + skipped, false);
  }
}

type Walk = { from: number; compound: boolean; longest: Longest };

/**
 * Follows every way from `start` at `position`: the next letter, the ending of a word inside a term, the gap between two
 * words. `afterGap`: white space was skipped inside a script without spaces, so no term ends here.
 */
function walk(text: string, it: Walk, start: Node, from: number, afterGap: boolean): void {
  let node = start;
  let gapped = afterGap;
  for (let position = from; ; ) {
    if (position > it.from && !gapped) end(text, it, node, position);
    gapped = false;
    if (node.signs) followSigns(text, it, node, position);
    const code = text.charCodeAt(position);
    const child = isSign(code) ? undefined : node.next.get(code);
    if (child !== undefined || (position > it.from && isSignOfNumber(text, position, code))) {
      node = child ?? node;
      position += 1;
      continue;
    }
    const gap = position > it.from ? gapAt(text, position, code) : 0;
    if (gap === 0) return;
    const space = node.next.get(SPACE_CODE);
    if (space !== undefined) node = space;
    else if (isUnspaced(text.charCodeAt(position - 1)) || isUnspaced(text.charCodeAt(position + gap))) gapped = true;
    else return;
    position += gap;
  }
}

function end(text: string, { from, compound, longest }: Walk, node: Node, position: number): void {
  for (const { group, label, stem, words, touchesDigits } of node.endings) {
    const next = text.charCodeAt(position);
    const parted = !isWordLetter(next) || !isWordLetter(text.charCodeAt(position - 1));
    if (!stem && !parted && !(touchesDigits && isDigit(next))) continue;
    const termEnd = stem ? endOfWord(text, position) : position;
    if (compound && (termEnd - from < COMPOUND_TAIL || words)) continue;
    if ((longest.get(group)?.end ?? 0) < termEnd) longest.set(group, { label, end: termEnd });
  }
}

/** Where the next words of the sentence begin, or its next characters where no spaces are written. */
function startsBehind(text: string, from: number): number[] {
  const starts: number[] = [];
  if (isWordLetter(text.charCodeAt(from)) && isWordLetter(text.charCodeAt(from - 1))) return starts;
  const unspaced = isUnspaced(text.charCodeAt(from - 1));
  const most = unspaced ? MOST_SKIPPED_UNSPACED : MOST_SKIPPED;
  for (let position = from; starts.length <= most && position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (endsSentence(text, position)) break;
    const begins = isUnspaced(code) || (isWordLetter(code) && !isWordLetter(text.charCodeAt(position - 1)));
    if (begins) starts.push(position);
  }
  return starts;
}

/** A stop with something other than a figure behind it, or an empty line. */
function endsSentence(text: string, position: number): boolean {
  const letter = text.charAt(position);
  if ('!?;。！？؟'.includes(letter)) return true;
  if (letter === '.') return isSpace(text.charCodeAt(position + 1));
  return letter === '\n' && text.charAt(position + 1) === '\n';
}

/** Goes on behind the ending of a word, behind an inflection, and behind words that may stand between. */
function followSigns(text: string, it: Walk, { next }: Node, position: number): void {
  const stem = next.get(ANY_ENDING_CODE);
  if (stem !== undefined) walk(text, it, stem, endOfWord(text, position), false);
  const inflected = next.get(INFLECTED_CODE);
  if (inflected !== undefined) {
    const wordEnd = endOfWord(text, position);
    if (isInflection(text, position, wordEnd)) walk(text, it, inflected, wordEnd, false);
  }
  const behind = position > it.from ? next.get(SKIP_CODE) : undefined;
  if (behind !== undefined) for (const start of startsBehind(text, position)) walk(text, it, behind, start, false);
}

function isSign(code: number): boolean {
  return code === ANY_ENDING_CODE || code === INFLECTED_CODE || code === SKIP_CODE;
}

/** "Antifreeze -37": a hyphen between a space and a figure. */
function isSignOfNumber(text: string, position: number, code: number): boolean {
  return code === HYPHEN_CODE && isSpace(text.charCodeAt(position - 1)) && isDigit(text.charCodeAt(position + 1));
}

/** Length of the white space at `position`, or of a hyphen that some writers put where others put a space. */
function gapAt(text: string, position: number, code: number): number {
  if (code === HYPHEN_CODE) return 1;
  let length = 0;
  while (length < GAP && isSpace(text.charCodeAt(position + length))) length += 1;
  return length;
}

function endOfWord(text: string, from: number): number {
  let position = from;
  while (position - from < LONGEST_ENDING && isWordLetter(text.charCodeAt(position))) position += 1;
  return position;
}

function insert(tree: TermTree, { group, label, spelling: written, touchesDigits = false }: Term): void {
  const stem = written.endsWith(ANY_ENDING);
  const spelling = (stem ? written.slice(0, -1) : written)
    .split(SKIP)
    .map((part) => fold(part).trim().replace(/\s+/g, ' '))
    .join(String.fromCharCode(SKIP_CODE));
  if (spelling === '') return;
  const skips = spelling.includes(String.fromCharCode(SKIP_CODE));
  // Scripts without spaces between words are stored without any, so that a gap in the text may stand anywhere.
  const unspaced = spelling.split('').some((letter) => isUnspaced(letter.charCodeAt(0)));
  const letters = unspaced ? spelling.replaceAll(' ', '') : spelling;
  addFirstLetters(tree.first, letters.slice(0, firstSign(letters)));
  let node: Node = tree.root;
  for (let index = 0; index < letters.length; index += 1) {
    const code = letters.charCodeAt(index);
    const next = node.next.get(code) ?? { next: new Map(), endings: [], signs: false };
    node.next.set(code, next);
    node.signs ||= isSign(code);
    node = next;
  }
  node.endings.push({ group, label, stem, words: letters.includes(' ') || skips, touchesDigits });
}

function firstSign(letters: string): number {
  const at = letters.split('').findIndex((letter) => isSign(letter.charCodeAt(0)));
  return at < 0 ? letters.length : at;
}
