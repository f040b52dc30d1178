/** Knows the endings that make another form of a word and no other word. */

/** Endings by which one word differs from another form of itself in the languages of the vocabulary. */
const INFLECTIONS = new Set(
  [
    's es n en e er a as o os i ia ie y ies le les x ns ao oes aes aos he hi',
    'ы и ов ам ами ах ой ом у е ей я й ь ая ое ую ые ых ый ыи ии ие ого ому',
    'lar ler i lari leri si nin n in un lik lu li',
  ].flatMap((endings) => endings.split(' ')),
);
const LONGEST_INFLECTION = 4;

/** Whether the letters from `from` to `to` are none, or such an ending. */
export function isInflection(text: string, from: number, to: number): boolean {
  return to === from || (to - from <= LONGEST_INFLECTION && INFLECTIONS.has(text.slice(from, to)));
}
