/** Reads numbers as people of different languages write them (domain 2.5.3). */
import { Decimal } from 'decimal.js';
import type { Reading, Span } from '../reading.ts';
import { hitAt, within, words } from '../reading.ts';
import { continuesWord } from '../term-tree.ts';
import { numberWords } from './number-words.ts';

/** A number with its multiplier ("1万", "4k") applied; `written` is the folded spelling without it, empty for words. */
export type NumberToken = Span & { value: Decimal; written: string };

const NAME_GROUPS = ['sku', 'product'];
const LONGEST_CODE = 40;
/** Groups of three, Indian groups of two and three (`1,00,000`), or digits with a fraction. */
const NUMBER =
  /\d{1,3}(?:[.,' ]\d{3}){1,4}(?!\d)(?:[.,]\d{1,4}(?!\d))?|\d{1,2}(?:,\d{2}){1,3},\d{3}(?!\d)|\d{1,12}(?:[.,]\d{1,4}(?!\d))?/g;

/** A telephone number or a part number; nobody counts so. */
const LEADING_ZERO = /^0\d/;

/** Every number before the signature that is not part of a code, a date or a phone number, in figures or in words. */
export function readNumbers(reading: Reading, decimalComma: boolean): NumberToken[] {
  const { text, signatureStart } = reading;
  const tokens: NumberToken[] = [];
  const body = text.slice(0, signatureStart);
  const pattern = new RegExp(NUMBER);
  for (let match = pattern.exec(body); match !== null; match = pattern.exec(body)) {
    const start = match.index;
    const written = ungrouped(reading, match[0], start);
    pattern.lastIndex = start + written.length;
    if (isPartOfCode(text, start) || LEADING_ZERO.test(written)) {
      // "FL-50 500 pcs": the figures of the code end at the space.
      pattern.lastIndex = start + (/^\d+/.exec(written)?.[0].length ?? written.length);
      continue;
    }
    const value = readNumber(written, decimalComma, 'quantity');
    tokens.push({ start, written, ...multiplied(reading, start + written.length, value) });
  }
  const spoken = numberWords(reading)
    .filter(({ start, end }) => !tokens.some((token) => token.start < end && token.end > start))
    .map((word) => ({ ...word, written: '' }));
  return [...tokens, ...spoken].sort((a, b) => a.start - b.start);
}

/**
 * "Basin 480 200 pcs": where figures belong to the name of the goods, the next three group no thousands. A Chinese comma
 * (02220，2千套) is no decimal sign.
 */
function ungrouped({ text, products, normalized: { raw, starts } }: Reading, written: string, start: number): string {
  const sign = /[., ]/.exec(written)?.index;
  if (sign === undefined) return written;
  // "40x30 500 pcs": the figures of a size group no thousands with what follows.
  if (
    written.charAt(sign) === ' ' &&
    /\d {0,2}(?:mm|cm|m)? {0,2}[x×*х] {0,2}$/.test(text.slice(Math.max(0, start - 10), start))
  )
    return written.slice(0, sign);
  const wide = '，、。'.includes(raw.charAt(starts[start + sign] ?? 0));
  if (wide && !/^\d{1,3}[.,]\d{3}(?!\d)/.test(written)) return written.slice(0, sign);
  const named = NAME_GROUPS.some((group) =>
    within(products.get(group) ?? [], { start: Math.max(0, start - LONGEST_CODE), end: start + sign }).some(
      (hit) => hit.end === start + sign,
    ),
  );
  const figure = sign === 3 && / (?!000)/y.test(written.slice(sign)) && hitAt(products.get('figure') ?? [], start);
  return named || figure ? written.slice(0, sign) : written;
}

/** "1.2 million", "3千", "4k": multipliers right behind a number. */
function multiplied(reading: Reading, from: number, number: Decimal): { value: Decimal; end: number } {
  const { text } = reading;
  const multipliers = words(reading, 'multipliers');
  let end = from;
  let value = number;
  for (let next = skipSpace(text, end); ; next = skipSpace(text, end)) {
    const multiplier = hitAt(multipliers, next);
    if (multiplier === undefined) return { value, end };
    value = value.times(multiplier.label);
    // "5 тыс. шт.", "2 Mio. Stück": the point of an abbreviation.
    end = multiplier.end + (/^\. ?\p{L}/u.test(text.slice(multiplier.end, multiplier.end + 3)) ? 1 : 0);
  }
}

/**
 * The value of a written number. A separator before exactly three digits groups thousands, unless it is the language's
 * decimal sign and the number is a price; the last of two different separators is the decimal sign.
 */
export function readNumber(written: string, decimalComma: boolean, use: 'quantity' | 'price'): Decimal {
  const plain = written.replace(/[' ]/g, '');
  if (/^\d{1,2}(?:,\d{2})+,\d{3}$/.test(plain)) return new Decimal(plain.replaceAll(',', ''));
  const signs = plain.replace(/\d/g, '').split('');
  const last = signs.at(-1);
  if (last === undefined) return new Decimal(plain);
  const mixed = signs.some((sign) => sign !== last);
  const grouped = !mixed && /^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(plain);
  const ownDecimalSign = last === (decimalComma ? ',' : '.');
  if (grouped && !(use === 'price' && signs.length === 1 && ownDecimalSign))
    return new Decimal(plain.replace(/[.,]/g, ''));
  const cut = plain.lastIndexOf(last);
  return new Decimal(`${plain.slice(0, cut).replace(/[.,]/g, '')}.${plain.slice(cut + 1)}`);
}

/** First position at or after `from` that is not a space of the same line; looks no further than a few characters. */
export function skipSpace(text: string, from: number): number {
  let position = from;
  while (position - from < 4 && /[^\S\n]/.test(text.charAt(position))) position += 1;
  return position;
}

/** Digits that go on from a letter (`VB-500`, `A4`), a time or a date (`10:30`, `15.02.2027`), a sign (`+49`, `#12`). */
function isPartOfCode(text: string, start: number): boolean {
  const previous = text.charAt(start - 1);
  const beforeThat = text.charAt(start - 2);
  if (/[x×]/.test(previous) && /[\d\s]/.test(beforeThat)) return false;
  if (continuesWord(previous) || /[+@#]/.test(previous)) return true;
  if (previous === '-') return continuesWord(beforeThat) && !/\d/.test(beforeThat);
  return /[.:]/.test(previous) && /\d/.test(beforeThat);
}
