/** Tells letters by what they do in a text: go on a word, part words, need no spaces. Looked up once for each letter. */

const SPACE = 1;
const WORD = 2;
const UNSPACED = 4;
const SEEN = 8;
const classes = new Uint8Array(0x10000);

/** Whether the UTF-16 unit belongs to a word of a script that writes spaces between words. */
export function isWordLetter(code: number): boolean {
  return (classOf(code) & (WORD | UNSPACED)) === WORD;
}

/** Han, kana, Hangul: words of these scripts begin and end anywhere. */
export function isUnspaced(code: number): boolean {
  return (classOf(code) & UNSPACED) !== 0;
}

export function isSpace(code: number): boolean {
  return (classOf(code) & SPACE) !== 0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Behind the end of a text (NaN) there is nothing. */
function classOf(code: number): number {
  const known = classes[code];
  if (known === undefined) return 0;
  if (known !== 0) return known;
  const letter = String.fromCharCode(code);
  let found = SEEN;
  if (/\s/.test(letter)) found |= SPACE;
  if (/[\p{L}\p{N}_]/u.test(letter)) found |= WORD;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々]/u.test(letter)) found |= UNSPACED;
  classes[code] = found;
  return found;
}
