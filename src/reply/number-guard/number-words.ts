/** Finds numbers that are written in words, whole or grown together: "twenty-five", fünfundzwanzig, 十二万, 오천. */
import { Decimal } from 'decimal.js';
import type { Span } from './claim.ts';
import type { GuardWords, Piece } from './guard-words.ts';

/** `foreign`: in the words of another language than the text's, so that it may well be another word. */
export type WordNumber = Span & { value: string; pieces: number; foreign: boolean };
type Token = Span & { pieces: Piece[]; joint: boolean; foreign: boolean };

const WORD = /[\p{L}\p{M}]+(?:[-'][\p{L}\p{M}]+)*/gu;
const HAN = /[〇零一二两兩三四五六七八九十百千万萬亿億壹壱贰貳弐叁參参肆伍陆陸柒捌玖拾佰仟廿卅半]+/gu;
const HAN_FIRST = /^\p{Script=Han}/u;
const HANGUL = /^\p{Script=Hangul}/u;
const LATIN = /^\p{Script=Latin}/u;
const ARABIC_PREFIX = /^[وفبلك]?(?:ال)?/u;
/** Number words grow no longer than this. */
const LONGEST = 80;
const NO_PIECES: ReadonlyMap<string, Piece> = new Map();
const NO_JOINTS: ReadonlySet<string> = new Set();

/** All of them, leftmost first; `text` is folded and everything read before is blanked. */
export function findNumberWords(text: string, language: string, words: GuardWords): WordNumber[] {
  const tokens: Token[] = [];
  for (const { 0: written, index } of text.matchAll(WORD)) {
    if (written.length > LONGEST || HAN_FIRST.test(written)) continue;
    const token = HANGUL.test(written) ? koreanToken(written, words) : spacedToken(written, language, words);
    if (token !== null) tokens.push({ ...token, start: index, end: index + token.length });
  }
  const han = words.pieces.get('zh') ?? NO_PIECES;
  for (const { 0: written, index } of text.matchAll(HAN)) {
    const pieces = Array.from(written).flatMap((letter) => han.get(letter) ?? []);
    tokens.push({ start: index, end: index + written.length, pieces, joint: false, foreign: false });
  }
  tokens.sort((a, b) => a.start - b.start);
  return runsOf(text, tokens);
}

/** What a multiplier right behind a figure ("5k", "5 тыс.", 5万) is worth, and where it ends. */
export function multiplierAt(text: string, from: number, language: string, words: GuardWords) {
  let position = from;
  let factor = new Decimal(1);
  for (;;) {
    const gap = text.charAt(position) === ' ' ? 1 : 0;
    const letters = /^\p{L}{1,12}/u.exec(text.slice(position + gap, position + gap + 12))?.[0] ?? '';
    const found = longestMultiplier(letters, language, words);
    if (found === null) return { factor, end: position };
    factor = factor.times(found.value);
    position += gap + found.length;
  }
}

function longestMultiplier(letters: string, language: string, words: GuardWords) {
  const piece = piecesFor(letters, language, words).get(letters);
  if (piece?.times) return { value: piece.value, length: letters.length };
  // Without spaces between words the next word follows at once.
  const sign = letters.charAt(0);
  const single = ['zh', 'ko'].map((name) => words.pieces.get(name)?.get(sign)).find((known) => known?.times);
  return single === undefined ? null : { value: single.value, length: 1 };
}

function spacedToken(written: string, language: string, words: GuardWords) {
  const own = segment(written, piecesFor(written, language, words), words.joints.get(language) ?? NO_JOINTS);
  if (own !== null) return { ...own, length: written.length, foreign: false };
  if (!LATIN.test(written)) return null;
  for (const [name, pieces] of words.pieces) {
    const found = name === 'zh' || name === 'ko' ? null : segment(written, pieces, NO_JOINTS);
    if (found !== null && !found.joint) return { ...found, length: written.length, foreign: true };
  }
  return null;
}

/** The longest beginning of a Korean word that is nothing but number syllables. */
function koreanToken(written: string, words: GuardWords) {
  const known = words.pieces.get('ko') ?? NO_PIECES;
  const pieces: Piece[] = [];
  let length = 0;
  for (let found = longestPiece(written, length, known); found !== null; found = longestPiece(written, length, known)) {
    pieces.push(found.piece);
    length += found.length;
  }
  return pieces.length > 0 ? { pieces, joint: false, length, foreign: false } : null;
}

function piecesFor(word: string, language: string, words: GuardWords): ReadonlyMap<string, Piece> {
  const script = /^\p{Script=Cyrillic}/u.test(word) ? 'ru' : /^\p{Script=Arabic}/u.test(word) ? 'ar' : language;
  return words.withEnglish.get(script) ?? words.withEnglish.get('en') ?? NO_PIECES;
}

/** The pieces a whole word is made of, or null when something else is in it. */
function segment(written: string, known: ReadonlyMap<string, Piece>, joints: ReadonlySet<string>) {
  if (joints.has(written)) return { pieces: [], joint: true };
  const bare = written.replace(ARABIC_PREFIX, '');
  const pieces = piecesOf(written, known, joints) ?? (bare === written ? null : piecesOf(bare, known, joints));
  return pieces === null ? null : { pieces, joint: false };
}

function piecesOf(word: string, known: ReadonlyMap<string, Piece>, joints: ReadonlySet<string>): Piece[] | null {
  const pieces: Piece[] = [];
  for (let position = 0; position < word.length; ) {
    const found = longestPiece(word, position, known);
    if (found !== null) {
      pieces.push(found.piece);
      position += found.length;
      continue;
    }
    const joint = ['-', ...joints].find((sign) => pieces.length > 0 && sign !== '' && word.startsWith(sign, position));
    if (joint === undefined) return null;
    position += joint.length;
  }
  return pieces.length > 0 ? pieces : null;
}

function longestPiece(word: string, from: number, known: ReadonlyMap<string, Piece>) {
  for (let length = Math.min(16, word.length - from); length > 0; length -= 1) {
    const piece = known.get(word.slice(from, from + length));
    if (piece !== undefined) return { piece, length };
  }
  return null;
}

/** Words that follow each other with at most a space, a hyphen or a joint between them make one number. */
function runsOf(text: string, tokens: Token[]): WordNumber[] {
  const runs: WordNumber[] = [];
  let run: Token[] = [];
  const finish = () => {
    while (run.at(-1)?.joint) run.pop();
    const [first] = run;
    const last = run.at(-1);
    if (first !== undefined && last !== undefined) {
      const pieces = run.flatMap((token) => token.pieces);
      const foreign = run.every((token) => token.foreign);
      runs.push({ start: first.start, end: last.end, value: compose(pieces), pieces: pieces.length, foreign });
    }
    run = [];
  };
  for (const token of tokens) {
    const last = run.at(-1);
    if (last !== undefined && !/^[ -]?$/.test(text.slice(last.end, token.start))) finish();
    if (token.joint && run.length === 0) continue;
    run.push(token);
  }
  finish();
  return runs;
}

/** 2 hundred 5 thousand 3 -> 205003; digits alone, as in 二〇二七, are read one by one. */
function compose(pieces: readonly Piece[]): string {
  const digits = pieces.every(({ value, times }) => !times && value.length === 1);
  if (digits && pieces.length > 1) return pieces.map(({ value }) => value).join('');
  const terms: Decimal[] = [];
  for (const { value, times } of pieces) {
    const worth = new Decimal(value);
    if (!times) {
      terms.push(worth);
      continue;
    }
    // A multiplier takes everything smaller that stands right before it.
    let before = new Decimal(0);
    while (terms.at(-1)?.lt(worth)) before = before.plus(terms.pop() ?? 0);
    terms.push((before.isZero() ? new Decimal(1) : before).times(worth));
  }
  return Decimal.sum(0, ...terms).toFixed();
}
