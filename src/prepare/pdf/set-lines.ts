/** Sets a paragraph of any mixture of scripts into lines: breaks it, finds the fonts, puts the runs in visual order. */
import bidiFactory from 'bidi-js';
import type { Family } from './font-family.ts';

/**
 * Characters of one font and direction, in the order in which a font shapes them: Arabic as it is read. `at`: where
 * they stand in the text, for programs that read a page in the order in which it is drawn.
 */
type Run = { text: string; family: Family; at: number };

/** A line: its runs from left to right, and its width in points. */
export type Line = { runs: Run[]; width: number };

export type Setting = {
  /** In points. */
  width: number;
  /** `auto`: by the first strong character. */
  direction: 'ltr' | 'rtl' | 'auto';
  /** Null = no font has the character. */
  familyOf: (character: string) => Family | null;
  measure: (text: string, family: Family) => number;
};

// Its types say otherwise than what it exports: the function itself.
const openBidi = bidiFactory as unknown as typeof bidiFactory.default;
const bidi = openBidi();

/** Signs of direction, joiners and controls: what a stranger wrote must not turn the rest of the page round. */
const INVISIBLE = /(?![\u2068\u2069])[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu;
/** First strong isolate and its end: what stands between them keeps its direction within a sentence. */
const ISOLATE = /[\u2068\u2069]/;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
/** Characters with a break on both sides. */
const IDEOGRAPH = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFFEF]/u;
/** What may not begin, and what may not end, a line (JIS X 4051, GB/T 15834). */
const NOT_FIRST = /[、。，．：；！？）」』】》〉〕％…ー々ゝヽぁぃぅぇぉっゃゅょァィゥェォッャュョ,.:;!?)\]}%]/u;
const NOT_LAST = /[（「『【《〈〔([{]/u;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export function isRightToLeft(text: string): boolean {
  return RIGHT_TO_LEFT.test(text);
}

/** Nothing on a paper is longer. */
const MOST_CHARACTERS = 20_000;

/** Lines of a text; line feeds in it end a line. At least one line, which may be empty. */
export function setLines(text: string, setting: Setting): Line[] {
  const cut = text.slice(0, MOST_CHARACTERS);
  return cut.split('\n').flatMap((paragraph) => setParagraph(printable(paragraph, setting), setting));
}

function printable(paragraph: string, { familyOf }: Setting): string {
  const visible = paragraph.replace(/\t/g, ' ').replace(INVISIBLE, '').normalize('NFC');
  const isDrawn = (character: string) => ISOLATE.test(character) || familyOf(character) !== null;
  return Array.from(visible, (character) => (isDrawn(character) ? character : '?')).join('');
}

function setParagraph(paragraph: string, setting: Setting): Line[] {
  const { levels } = bidi.getEmbeddingLevels(paragraph, setting.direction);
  const line = (start: number, end: number) => setLine(paragraph, start, end, levels, setting);
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  let used = 0;
  for (const piece of pieces(paragraph, setting)) {
    if (end > start && used + piece.bare > setting.width) {
      lines.push(line(start, end));
      start = end;
      used = 0;
    }
    end = piece.end;
    used += piece.full;
  }
  lines.push(line(start, end));
  return lines;
}

/** `bare`: width without the space behind it. */
type Piece = { end: number; bare: number; full: number };

/** Parts between which a line may end; a part wider than the line is cut between its characters. */
function* pieces(text: string, setting: Setting): Generator<Piece> {
  let start = 0;
  for (const end of breaks(text)) {
    const piece = pieceOf(text, start, end, setting);
    if (piece.bare <= setting.width) yield piece;
    else {
      let at = start;
      for (const { segment } of graphemes.segment(text.slice(start, end))) {
        yield pieceOf(text, at, at + segment.length, setting);
        at += segment.length;
      }
    }
    start = end;
  }
}

function pieceOf(text: string, start: number, end: number, setting: Setting): Piece {
  const full = text.slice(start, end);
  const bare = full.trimEnd();
  const width = widthOf(bare, setting);
  return { end, bare: width, full: bare === full ? width : widthOf(full, setting) };
}

function widthOf(text: string, setting: Setting): number {
  const runs = levelRuns(text, 0, text.length, new Uint8Array(text.length), setting);
  return runs.reduce((sum, run) => sum + setting.measure(run.text, run.family), 0);
}

/** Offsets behind which a line may end, the end of the text last. */
function breaks(text: string): number[] {
  const found: number[] = [];
  let before = '';
  let offset = 0;
  for (const character of text) {
    if (offset > 0 && mayBreak(before, character)) found.push(offset);
    offset += character.length;
    before = character;
  }
  return [...found, text.length];
}

function mayBreak(before: string, after: string): boolean {
  if (before === ' ') return after !== ' ';
  if (after === ' ' || after === '\u00A0' || before === '\u00A0') return false;
  if (NOT_FIRST.test(after) || NOT_LAST.test(before)) return false;
  if (/[/\-–]/.test(before)) return /\p{L}/u.test(after);
  return IDEOGRAPH.test(before) || IDEOGRAPH.test(after);
}

function setLine(text: string, start: number, end: number, levels: Uint8Array, setting: Setting): Line {
  const last = start + text.slice(start, end).trimEnd().length;
  const runs = visualOrder(levelRuns(text, start, last, levels, setting)).map(
    ({ level, ...run }): Run =>
      level % 2 === 1 && run.family !== 'arabic' ? { ...run, text: mirrored(run.text) } : run,
  );
  return { runs, width: runs.reduce((sum, run) => sum + setting.measure(run.text, run.family), 0) };
}

type LevelRun = Run & { level: number };

/** Runs of one font and one level, in the order of the text. */
function levelRuns(text: string, start: number, end: number, levels: Uint8Array, { familyOf }: Setting): LevelRun[] {
  const runs: LevelRun[] = [];
  let at = start;
  for (const character of text.slice(start, end)) {
    const level = levels[at] ?? 0;
    at += character.length;
    if (ISOLATE.test(character)) continue;
    const previous = runs.at(-1);
    // A mark is drawn in the font of the letter it stands on; what held a line together is a space from here on.
    const family = previous && /\p{M}/u.test(character) ? previous.family : (familyOf(character) ?? 'latin');
    const drawn = character === '\u00A0' ? ' ' : character;
    if (previous?.family === family && previous.level === level) previous.text += drawn;
    else runs.push({ text: drawn, family, level, at });
  }
  return runs;
}

/** Unicode bidirectional algorithm, rule L2: from the highest level to the lowest odd one, sequences are turned. */
function visualOrder(runs: LevelRun[]): LevelRun[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    let first = 0;
    while (first < ordered.length) {
      if ((ordered[first]?.level ?? 0) < level) {
        first += 1;
        continue;
      }
      let behind = first;
      while (behind < ordered.length && (ordered[behind]?.level ?? 0) >= level) behind += 1;
      ordered.splice(first, behind - first, ...ordered.slice(first, behind).reverse());
      first = behind;
    }
  }
  return ordered;
}

/** Fonts turn Arabic round themselves; punctuation and spaces among it are turned here, brackets mirrored. */
function mirrored(text: string): string {
  return [...graphemes.segment(text)]
    .map(({ segment }) => bidi.getMirroredCharacter(segment) ?? segment)
    .reverse()
    .join('');
}
