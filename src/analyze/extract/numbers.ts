/** Reads numbers as people of different languages write them (domain 2.5.3). */
import { Decimal } from 'decimal.js';
import type { Reading, Span } from '../reading.ts';
import { hitAt, words } from '../reading.ts';
import { continuesWord } from '../term-tree.ts';

/** A number with its multiplier ("1万", "4k") applied; `written` is the folded spelling without it. */
export type NumberToken = Span & { value: Decimal; written: string };

const NUMBER = /\d{1,3}(?:[.,' ]\d{3}){1,4}(?![\d])(?:[.,]\d{1,4}(?!\d))?|\d{1,12}(?:[.,]\d{1,4}(?!\d))?/g;

/** Every number before the signature that is not part of a code, a date or a phone number. */
export function readNumbers(reading: Reading, decimalComma: boolean): NumberToken[] {
  const { text, signatureStart } = reading;
  const multipliers = words(reading, 'multipliers');
  const tokens: NumberToken[] = [];
  for (const match of text.slice(0, signatureStart).matchAll(NUMBER)) {
    const start = match.index;
    const written = match[0];
    if (isPartOfCode(text, start)) continue;
    let end = start + written.length;
    let value = readNumber(written, decimalComma, 'quantity');
    for (let next = skipSpace(text, end); ; next = skipSpace(text, end)) {
      const multiplier = hitAt(multipliers, next);
      if (multiplier === undefined) break;
      value = value.times(multiplier.label);
      end = multiplier.end;
    }
    tokens.push({ start, end, value, written });
  }
  return tokens;
}

/**
 * The value of a written number. A separator before exactly three digits groups thousands, unless it is the language's
 * decimal sign and the number is a price; the last of two different separators is the decimal sign.
 */
export function readNumber(written: string, decimalComma: boolean, use: 'quantity' | 'price'): Decimal {
  const plain = written.replace(/[' ]/g, '');
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
  if (continuesWord(previous) || /[+@#]/.test(previous)) return true;
  if (previous === '-') return continuesWord(beforeThat) && !/\d/.test(beforeThat);
  return /[.:]/.test(previous) && /\d/.test(beforeThat);
}
