/** Finds every number of a text, in figures or words, and what it is a number of. */
import { Decimal } from 'decimal.js';
import type { Hit, Hits } from '../../analyze/term-tree.ts';
import type { Claim, Span } from './claim.ts';
import type { GuardWords } from './guard-words.ts';
import { findNumberWords, multiplierAt, type WordNumber } from './number-words.ts';

type Atom = Span & { values: string[]; word: WordNumber | null };
type Neighbour = { group: string; hit: Hit };
/** What stands at a place of the text: beginning there, or ending there. */
type Near = { from: Map<number, Neighbour[]>; upTo: Map<number, Neighbour[]> };
type Measured = Atom & { of: Pick<Claim, 'kind' | 'units'> | null; before: boolean };

const FIGURES = /\d+⁄\d+|\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,']\d+)*/g;
/** Longer figures are compared as they are written. */
const LONGEST = 30;
/** `1.`, `2)` before the lines of a list. */
const LIST_MARK = /(?:^|\n)[ \t]*(\d{1,2})[.)、](?=[ \t\p{L}])/gu;
const GAP_AFTER = /^[ -]?/;
const GAP_BEFORE = /[ :.]{0,2}$/;
const SINGLE = /^[\p{Script=Han}\p{Script=Hangul}]$/u;

/**
 * @param text folded, with links, dates, codes and idioms blanked
 * @param hits of the guard's words in it
 */
export function findNumbers(text: string, language: string, hits: Hits, words: GuardWords): Claim[] {
  const marks = listMarks(text);
  const atoms = [...figures(text, language, words), ...findNumberWords(text, language, words).map(atomOf)]
    .filter(({ start }) => !marks.has(start))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const apart = atoms.filter((atom, index) => index === 0 || atom.start >= (atoms[index - 1]?.end ?? 0));
  const near = neighbours(hits);
  const measured = apart.map((atom) => measure(text, atom, near));
  shareInRanges(text, measured, words);
  return measured.filter((atom) => counts(text, atom, near)).map((atom) => claimOf(text, atom));
}

/** What a written figure can mean: a last separator before exactly three digits may group them or cut them off. */
export function readings(written: string): string[] {
  if (written.length > LONGEST || written.includes('⁄')) return [];
  const plain = written.replace(/[' ]/g, '');
  const signs = plain.replace(/\d/g, '');
  const whole = () => new Decimal(plain.replace(/[.,]/g, '')).toFixed();
  if (signs === '') return [whole()];
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  const cut = new Decimal(`${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}`).toFixed();
  const several = signs.length > 1;
  if (several && new Set(signs).size === 1) return [whole()];
  return !several && /^[1-9]\d{0,2}[.,]\d{3}$/.test(plain) ? [whole(), cut] : [cut];
}

/** Which of its readings a figure has for a reader of this language: a point groups in German and cuts in English. */
export function meantValues({ kind, written, values }: Claim, language: string): readonly string[] {
  if (values.length < 2 || kind === 'date') return values;
  return written.includes(decimalSign(language)) ? values.slice(1) : values.slice(0, 1);
}

const decimalSigns = new Map<string, ',' | '.'>();

function decimalSign(language: string): ',' | '.' {
  const known = decimalSigns.get(language);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(language).formatToParts(0.5);
  const sign = parts.find(({ type }) => type === 'decimal')?.value === ',' ? ',' : '.';
  decimalSigns.set(language, sign);
  return sign;
}

function figures(text: string, language: string, words: GuardWords): Atom[] {
  return [...text.matchAll(FIGURES)].map((match) => {
    const end = match.index + match[0].length;
    const multiplier = multiplierAt(text, end, language, words);
    const values = readings(match[0]).map((value) => multiplier.factor.times(value).toFixed());
    return { start: match.index, end: multiplier.end, values, word: null };
  });
}

function atomOf(word: WordNumber): Atom {
  return { start: word.start, end: word.end, values: [word.value], word };
}

/** The numbers of a list's lines count nothing, as long as they count from one. */
function listMarks(text: string): Set<number> {
  const starts = new Set<number>();
  let next = 1;
  for (const match of text.matchAll(LIST_MARK)) {
    const number = Number(match[1]);
    if (number !== next && number !== 1) continue;
    starts.add(match.index + match[0].indexOf(match[1] ?? ''));
    next = number + 1;
  }
  return starts;
}

function measure(text: string, atom: Atom, near: Near): Measured {
  const from = atom.end + (GAP_AFTER.exec(text.slice(atom.end, atom.end + 2))?.[0].length ?? 0);
  const to = atom.start - (GAP_BEFORE.exec(text.slice(Math.max(0, atom.start - 3), atom.start))?.[0].length ?? 0);
  const ahead = near.upTo.get(to) ?? [];
  const behind = near.from.get(from) ?? [];
  const of = (kind: Claim['kind'], units: readonly string[], before: boolean) => ({
    ...atom,
    of: { kind, units },
    before,
  });
  const paid = moneyOf(ahead);
  if (paid.length > 0) return of('money', paid, true);
  const paidBehind = moneyOf(behind);
  if (paidBehind.length > 0) return of('money', paidBehind, false);
  if (behind.some(({ group }) => group === 'percent')) return of('percent', [''], false);
  if (ahead.some(({ group }) => group === 'percent')) return of('percent', [''], true);
  const time = behind.find(({ group }) => group === 'time');
  if (time) return of('time', [time.hit.label], false);
  const unit = behind.find(({ group }) => group === 'unit');
  return unit ? of('quantity', [unit.hit.label], false) : { ...atom, of: null, before: false };
}

/** Every kind of money that the sign at this place can stand for. */
function moneyOf(neighbours: readonly Neighbour[]): string[] {
  const money = neighbours.filter(({ group }) => group.startsWith('money '));
  // `US$` before a number is not `$`, and 日元 is not 元.
  const longest = Math.max(0, ...money.map(({ hit }) => hit.end - hit.start));
  const codes = money.filter(({ hit }) => hit.end - hit.start === longest).map(({ hit }) => hit.label);
  return [...new Set(codes)].sort();
}

function neighbours(hits: Hits): Near {
  const near: Near = { from: new Map(), upTo: new Map() };
  for (const [group, found] of hits) {
    for (const hit of found) {
      near.from.set(hit.start, [...(near.from.get(hit.start) ?? []), { group, hit }]);
      near.upTo.set(hit.end, [...(near.upTo.get(hit.end) ?? []), { group, hit }]);
    }
  }
  return near;
}

/** "25 to 30 days", "USD 4.95 - 5.20": what measures one end of a range measures the other. */
function shareInRanges(text: string, atoms: Measured[], words: GuardWords): void {
  for (const [index, atom] of atoms.entries()) {
    const next = atoms[index + 1];
    if (next === undefined || next.start - atom.end > 12) continue;
    const between = text.slice(atom.end, next.start).trim();
    if (!/^[-~〜/]$/.test(between) && !words.between.has(between)) continue;
    if (atom.of === null && next.of !== null && !next.before) atom.of = next.of;
    else if (next.of === null && atom.of !== null && atom.before) next.of = atom.of;
  }
}

/** Whether a number word is a number here and not an article, half of another word, or a word of another language. */
function counts(text: string, { word, of, end, start }: Measured, near: Near): boolean {
  if (word === null) return true;
  const measured = of !== null && of.kind !== 'quantity';
  if (word.foreign) return of?.kind === 'money' || of?.kind === 'percent';
  if (word.value === '1' && word.pieces === 1) return measured;
  if (!/^\p{Script=Hangul}/u.test(text.slice(start, end))) return true;
  if (of !== null || word.pieces > 1) return true;
  const from = end + (text.charAt(end) === ' ' ? 1 : 0);
  const whole = end - start > 1 && !/^\p{Script=Hangul}/u.test(text.slice(end, end + 1));
  return whole || near.from.get(from)?.some(({ group }) => group === 'counter') === true;
}

function claimOf(text: string, { start, end, values, of, word }: Measured): Claim {
  const written = text.slice(start, end).replace(/\s/g, '');
  return { kind: 'number', units: [''], ...of, values, written, required: word === null, start, end };
}

/** Times and kinds of money named without a number of their own ("within a week", "in euros"). */
export function findLooseUnits(text: string, hits: Hits, numbers: readonly Claim[]): Claim[] {
  const taken = new Set(numbers.flatMap(({ kind, end }) => (kind === 'time' ? [end, end + 1] : [])));
  const loose = (kind: 'time' | 'money', found: readonly Hit[]): Claim[] =>
    found
      .filter(({ start, end }) => !taken.has(start) && /\p{L}/u.test(text.slice(start, end)))
      .filter(({ start, end }) => !SINGLE.test(text.slice(start, end)))
      .map(({ label, start, end }) => {
        const written = text.slice(start, end).replace(/\s/g, '');
        return { kind, units: [label], values: [''], written, required: false, start, end };
      });
  // "cent" is a number in French and a part of "per cent".
  const money = [...hits].flatMap(([group, found]) =>
    group.startsWith('money ') && group !== 'money cent' ? found : [],
  );
  return [...loose('time', hits.get('time') ?? []), ...loose('money', money)];
}
