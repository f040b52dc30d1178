/** Tells by its first letters whether a term may begin here: most words of a text begin none. */
import { isSpace, isUnspaced } from './letters.ts';

/** A filter of hashes: what was put in is always found, what was not is found now and then. */
export type FirstLetters = {
  /** A term may begin with anything. */
  all: boolean;
  hashes: Uint8Array;
};

const LETTERS = 5;
const MASK = 0xffff;
const HYPHEN_CODE = 45;
const SPACE_CODE = 32;

export function noFirstLetters(): FirstLetters {
  return { all: false, hashes: new Uint8Array(MASK + 1) };
}

/**
 * @param letters the beginning of a term that stands in a text just so; five of them count, and none behind the first gap
 */
export function addFirstLetters(first: FirstLetters, letters: string): void {
  const beginning = beginningAt(letters, 0, newBeginning());
  const last = beginning.hashes[beginning.length - 1];
  if (last === undefined) first.all = true;
  else first.hashes[last] = 1;
}

/**
 * The first letters at a place of a text, hashed once for all filters: one hash for each length that a term may have.
 * `anything`: letters that a reader skips stand between, so that no filter can tell.
 */
export type Beginning = { hashes: Uint16Array; length: number; anything: boolean };

export function newBeginning(): Beginning {
  return { hashes: new Uint16Array(LETTERS), length: 0, anything: false };
}

/** Fills `into`, which is asked for again at each place, and gives it back. */
export function beginningAt(text: string, position: number, into: Beginning): Beginning {
  let hash = 0;
  let index = 0;
  into.anything = false;
  for (; index < LETTERS && position + index < text.length; index += 1) {
    const code = text.charCodeAt(position + index);
    const gap = code === HYPHEN_CODE || isSpace(code);
    hash = Math.imul(hash, 0x5bd1e995) + (gap ? SPACE_CODE : code) + 1;
    into.hashes[index] = (hash ^ (hash >>> 15)) & MASK;
    if (!gap) continue;
    index += 1;
    // Scripts without spaces are read over any gap.
    into.anything = isUnspaced(text.charCodeAt(position + index - 2)) || isUnspaced(behindGap(text, position + index));
    break;
  }
  into.length = index;
  return into;
}

export function mayBegin({ all, hashes }: FirstLetters, { hashes: beginning, length, anything }: Beginning): boolean {
  if (all || anything) return true;
  for (let index = 0; index < length; index += 1) if (hashes[beginning[index] as number] === 1) return true;
  return false;
}

function behindGap(text: string, from: number): number {
  let position = from;
  while (isSpace(text.charCodeAt(position))) position += 1;
  return text.charCodeAt(position);
}
