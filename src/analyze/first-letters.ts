/** Tells by its first three letters whether a term may begin here: most words of a text begin none. */
import { isSpace } from './letters.ts';

/** A filter of hashes: what was put in is always found, what was not is found now and then. */
export type FirstLetters = {
  /** A term may begin with anything. */
  all: boolean;
  hashes: Uint8Array;
};

const LETTERS = 3;
const MASK = 0x3fff;
const HYPHEN_CODE = 45;

export function noFirstLetters(): FirstLetters {
  return { all: false, hashes: new Uint8Array(MASK + 1) };
}

/** @param letters the beginning of a term that stands in a text just so; no more than three of them count */
export function addFirstLetters(first: FirstLetters, letters: string): void {
  const [one, two, three] = [0, 1, 2].map((index) => letters.charCodeAt(index)) as [number, number, number];
  if (letters.length === 0) first.all = true;
  else if (letters.length < LETTERS) first.hashes[letters.length === 1 ? hashOne(one) : hashTwo(one, two)] = 1;
  else first.hashes[hashThree(one, two, three)] = 1;
}

/** What stands at a place of a text, hashed once for all filters; null where a gap may stand for other letters. */
export type Beginning = { one: number; two: number; three: number } | null;

export function beginningAt(text: string, position: number): Beginning {
  const one = text.charCodeAt(position);
  const two = text.charCodeAt(position + 1);
  const three = text.charCodeAt(position + 2);
  // NaN behind the end of the text.
  if (!(three >= 0) || isGap(two) || isGap(three)) return null;
  return { one: hashOne(one), two: hashTwo(one, two), three: hashThree(one, two, three) };
}

export function mayBegin({ all, hashes }: FirstLetters, beginning: Beginning): boolean {
  return (
    all ||
    beginning === null ||
    hashes[beginning.three] === 1 ||
    hashes[beginning.two] === 1 ||
    hashes[beginning.one] === 1
  );
}

function isGap(code: number): boolean {
  return code === HYPHEN_CODE || isSpace(code);
}

function hashOne(one: number): number {
  return (one * 7919) & MASK;
}

function hashTwo(one: number, two: number): number {
  return (one * 7919 + two * 104_729 + 1) & MASK;
}

function hashThree(one: number, two: number, three: number): number {
  return (one * 7919 + two * 104_729 + three * 1_299_709 + 2) & MASK;
}
