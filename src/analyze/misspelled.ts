/** Mends words of a mail that are names of our goods but for a slip of the fingers: "bassin", "porcelin", "toliet". */
import type { Assortment } from '../model/assortment.ts';
import { fold } from './normalize.ts';

/** `text` has the words as the catalogue spells them; the functions carry positions from one text to the other. */
export type Respelled = {
  text: string;
  toOwn: (position: number) => number;
  toRespelled: (position: number) => number;
};
type Change = { from: number; to: number; word: string };

const WORD = /[\p{Script=Latin}\p{Script=Cyrillic}]{5,30}/gu;
const VOWELS = /[aeiouyаеиоуыэюя]/gu;
/** Shorter words differ by a vowel from too many others: "terms", "termos". */
const SHORTEST = 6;
const SHORTEST_DOUBLED = 5;
/** Nobody makes more slips; whoever does wants to keep us busy. */
const MOST = 50;
const built = new WeakMap<Assortment, ReadonlyMap<string, readonly string[]>>();

/** Null when nothing is misspelled. A vowel too many or too few, a letter doubled or not, two letters swapped: no more. */
export function respell(text: string, catalogue: Assortment): Respelled | null {
  const names = built.get(catalogue) ?? namesOf(catalogue);
  built.set(catalogue, names);
  const changes: Change[] = [];
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const likes = names.get(skeleton(written));
    if (likes === undefined || likes.includes(written)) continue;
    const word = likes.find((like) => isSlip(written, like));
    if (word !== undefined) changes.push({ from: index, to: index + written.length, word });
    if (changes.length >= MOST) break;
  }
  return changes.length === 0 ? null : withChanges(text, changes);
}

function withChanges(text: string, changes: readonly Change[]): Respelled {
  let respelled = '';
  let last = 0;
  const stays: { own: number; mended: number; length: number }[] = [];
  for (const { from, to, word } of changes) {
    stays.push({ own: last, mended: respelled.length, length: from - last });
    respelled += text.slice(last, from) + word;
    last = to;
  }
  stays.push({ own: last, mended: respelled.length, length: text.length - last });
  respelled += text.slice(last);
  // A position inside a mended word is the end of that word.
  const carry = (position: number, a: 'own' | 'mended', b: 'own' | 'mended') => {
    const stay = stays.find((one) => position <= one[a] + one.length);
    return stay === undefined ? position : stay[b] + Math.max(0, position - stay[a]);
  };
  return {
    text: respelled,
    toOwn: (position) => carry(position, 'mended', 'own'),
    toRespelled: (position) => carry(position, 'own', 'mended'),
  };
}

function namesOf({ categories, products }: Assortment): Map<string, string[]> {
  const words = [...categories, ...products].flatMap(({ names, synonyms }) =>
    [...Object.values(names), ...synonyms].flatMap((name) => (fold(name).match(WORD) ?? []).flatMap(withPlural)),
  );
  const names = new Map<string, string[]>();
  for (const word of new Set(words)) names.set(skeleton(word), [...(names.get(skeleton(word)) ?? []), word]);
  return names;
}

/** "Faucet" and "faucets": either may be misspelled. */
function withPlural(word: string): string[] {
  return word.endsWith('s') ? [word, word.slice(0, -1)] : [word, `${word}s`];
}

/** First letter and which consonants follow: what a slip of the fingers leaves as it is. */
function skeleton(word: string): string {
  return word.charAt(0) + [...new Set(word.slice(1).replace(VOWELS, ''))].sort().join('');
}

function isSlip(written: string, word: string): boolean {
  const [longer, shorter] = written.length > word.length ? [written, word] : [word, written];
  let same = 0;
  while (same < shorter.length && longer.charAt(same) === shorter.charAt(same)) same += 1;
  if (same < 2) return false;
  // An ending is no slip.
  if (longer.length === shorter.length + 1) {
    const doubled = longer.charAt(same) === longer.charAt(same - 1);
    const least = doubled ? SHORTEST_DOUBLED : SHORTEST;
    return shorter.length >= least && same < shorter.length && longer.slice(same + 1) === shorter.slice(same);
  }
  if (shorter.length < SHORTEST) return false;
  const swapped = longer.charAt(same) === shorter.charAt(same + 1) && longer.charAt(same + 1) === shorter.charAt(same);
  return longer.length === shorter.length && swapped && longer.slice(same + 2) === shorter.slice(same + 2);
}
