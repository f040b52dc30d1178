/** Trees of terms that find every known word of a text in one pass, whatever the number of words (domain 2.5.2). */
import { fold } from './normalize.ts';

/** A spelling that stands for `label` in `group`. `*` at the end of a word accepts any ending, `~` an inflection. */
export type Term = { group: string; label: string; spelling: string };
/** A term found in a folded text; `start` and `end` are offsets into the folded text. */
export type Hit = { label: string; start: number; end: number };
/** Hits of a group, in the order of the text and not overlapping. */
export type Hits = Map<string, Hit[]>;

type Ending = { group: string; label: string; stem: boolean; words: boolean };
type Node = { next: Map<string, Node>; endings: Ending[] };
export type TermTree = Node;
/** `compounds`: also match a term as the tail of a longer word; `clitics`: also behind Arabic و ف ب ل ك ال. */
export type TreeToRead = { tree: TermTree; compounds: boolean; clitics: boolean };

const WORD = /[\p{L}\p{N}_]/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u;
const SPACE = /\s/;
const ARABIC_CLITICS = /^[وفبلك]{0,2}(?:ال|لل)?/u;
/** Endings by which one word differs from another form of itself in the languages of the vocabulary. */
const INFLECTION =
  /^(?:s|es|n|en|e|er|a|as|o|os|i|ia|ie|y|ies|le|les|x|ы|и|ов|ам|ами|ах|ой|ом|у|е|ей|я|й|ь|lar|ler|ı|lari|leri|si|nin)?$/u;
const ANY_ENDING = '*';
const INFLECTED = '~';
/** A shorter German word is too often the accidental tail of another. */
const COMPOUND_TAIL = 5;
/** Longest run of white space read as one gap inside a term; longest ending read after a stem. */
const GAP = 16;
const LONGEST_ENDING = 40;

/** Builds the tree of some terms; the cost is paid once, reading does not depend on the number of terms. */
export function buildTermTree(terms: Iterable<Term>): TermTree {
  const root: Node = { next: new Map(), endings: [] };
  for (const term of terms) insert(root, term);
  return root;
}

/** Finds the terms of all trees: per group leftmost and longest first. Linear in the length of the folded text. */
export function readTermTrees(text: string, trees: TreeToRead[]): Hits {
  const found: Hits = new Map();
  const taken = new Map<string, number>();
  for (let position = 0; position < text.length; position += 1) {
    for (const [group, { label, end }] of longestAt(text, position, trees)) {
      if (position < (taken.get(group) ?? 0)) continue;
      taken.set(group, end);
      const hits = found.get(group) ?? [];
      hits.push({ label, start: position, end });
      found.set(group, hits);
    }
  }
  return found;
}

/** Whether the character belongs to a word of a script that writes spaces between words. */
export function continuesWord(letter: string): boolean {
  return WORD.test(letter) && !UNSPACED.test(letter);
}

type Longest = Map<string, { label: string; end: number }>;
const NOTHING: Longest = new Map();

function longestAt(text: string, position: number, trees: TreeToRead[]): Longest {
  let longest = NOTHING;
  for (const tree of trees) {
    for (const { from, compound } of startsAt(text, position, tree)) {
      for (const { ending, end } of endingsFrom(text, from, tree.tree)) {
        if (compound && (end - from < COMPOUND_TAIL || ending.words)) continue;
        if ((longest.get(ending.group)?.end ?? 0) >= end) continue;
        if (longest === NOTHING) longest = new Map();
        longest.set(ending.group, { label: ending.label, end });
      }
    }
  }
  return longest;
}

/** Where a term that is written at `position` may begin: there, behind Arabic clitics, or inside a compound. */
function startsAt(text: string, position: number, tree: TreeToRead): { from: number; compound: boolean }[] {
  const letter = text.charAt(position);
  if (SPACE.test(letter)) return [];
  const previous = text.charAt(position - 1);
  // A unit is often written right behind its number: "500ml".
  const behindNumber = /\d/.test(previous) && !/\d/.test(letter);
  if (continuesWord(letter) && continuesWord(previous) && !behindNumber) {
    const tail = tree.compounds && position > 2 && continuesWord(text.charAt(position - 2));
    return tail ? [{ from: position, compound: true }] : [];
  }
  const starts = [{ from: position, compound: false }];
  if (tree.clitics) {
    const clitics = ARABIC_CLITICS.exec(text.slice(position, position + 5))?.[0].length ?? 0;
    for (let length = 1; length <= clitics; length += 1) starts.push({ from: position + length, compound: false });
  }
  return starts;
}

/** `gap`: white space was skipped inside a script without spaces, so no term ends here. */
type State = { node: Node; position: number; gap?: true };

/** Every term whose spelling stands at `from` and ends there with a whole word. */
function endingsFrom(text: string, from: number, tree: Node): { ending: Ending; end: number }[] {
  const first = tree.next.get(text.charAt(from));
  if (first === undefined) return [];
  const endings: { ending: Ending; end: number }[] = [];
  const states: State[] = [{ node: first, position: from + 1 }];
  for (let state = states.pop(); state !== undefined; state = states.pop()) {
    const { node, position } = state;
    for (const ending of state.gap ? [] : node.endings) {
      const end = ending.stem ? endOfWord(text, position) : position;
      if (ending.stem || isBoundary(text, position)) endings.push({ ending, end });
    }
    states.push(...steps(text, node, position));
  }
  return endings;
}

/** Where reading can go on: the next letter, the ending of a word inside a term, the gap between two words. */
function steps(text: string, node: Node, position: number): State[] {
  const next: State[] = [];
  const letter = text.charAt(position);
  const child = node.next.get(letter);
  if (child !== undefined && letter !== ANY_ENDING && letter !== INFLECTED) {
    next.push({ node: child, position: position + 1 });
  }
  const stem = node.next.get(ANY_ENDING);
  if (stem !== undefined) next.push({ node: stem, position: endOfWord(text, position) });
  const inflected = node.next.get(INFLECTED);
  if (inflected !== undefined) {
    const end = endOfWord(text, position);
    if (INFLECTION.test(text.slice(position, end))) next.push({ node: inflected, position: end });
  }
  const gap = child === undefined ? gapAt(text, position) : 0;
  if (gap === 0) return next;
  const space = node.next.get(' ');
  if (space !== undefined) next.push({ node: space, position: position + gap });
  else if (UNSPACED.test(text.charAt(position - 1) + text.charAt(position + gap))) {
    next.push({ node, position: position + gap, gap: true });
  }
  return next;
}

/** Length of the white space at `position`, or of a hyphen that some writers put where others put a space. */
function gapAt(text: string, position: number): number {
  let length = 0;
  while (length < GAP && SPACE.test(text.charAt(position + length))) length += 1;
  return length === 0 && text.charAt(position) === '-' ? 1 : length;
}

function isBoundary(text: string, position: number): boolean {
  return !continuesWord(text.charAt(position)) || !continuesWord(text.charAt(position - 1));
}

function endOfWord(text: string, from: number): number {
  let end = from;
  while (end - from < LONGEST_ENDING && continuesWord(text.charAt(end))) end += 1;
  return end;
}

function insert(root: Node, term: Term): void {
  const stem = term.spelling.endsWith(ANY_ENDING);
  const spelling = fold(stem ? term.spelling.slice(0, -1) : term.spelling)
    .trim()
    .replace(/\s+/g, ' ');
  if (spelling === '') return;
  // Scripts without spaces between words are stored without any, so that a gap in the text may stand anywhere.
  const letters = UNSPACED.test(spelling) ? spelling.replaceAll(' ', '') : spelling;
  let node = root;
  for (const letter of letters.split('')) {
    const next = node.next.get(letter) ?? { next: new Map(), endings: [] };
    node.next.set(letter, next);
    node = next;
  }
  node.endings.push({ group: term.group, label: term.label, stem, words: letters.includes(' ') });
}
