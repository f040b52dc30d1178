/** Reads the price for one unit that the buyer aims at or pays today (domain 2.4 P7). */
import type { Decimal } from 'decimal.js';
import type { Reading, Span } from '../reading.ts';
import { hitAt, segmentAt, within, words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import { readNumber, skipSpace } from './numbers.ts';

export type TargetPrice = Span & { amount: Decimal; currency: string; confidence: number };

const AMOUNT = /\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?/y;
const AMOUNT_BEFORE = /(?<![\d.,])(\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?) {0,2}$/;
const CUE_REACH = 60;

/** The first amount of money near a word like "target price", else the first one given "per piece". */
export function extractTargetPrice(reading: Reading, decimalComma: boolean): TargetPrice | null {
  const cues = words(reading, 'target_price');
  let perUnit: TargetPrice | null = null;
  for (const currency of words(reading, 'currencies')) {
    const money = moneyAt(reading, currency, decimalComma);
    if (money === null) continue;
    const segment = segmentAt(reading, money.start);
    const reach = {
      start: Math.max(segment.start, money.start - CUE_REACH),
      end: Math.min(segment.end, money.end + CUE_REACH),
    };
    if (within(cues, reach).length > 0) return money;
    const per = hitAt(words(reading, 'per_unit'), skipSpace(reading.text, money.end));
    if (perUnit === null && per !== undefined) perUnit = { ...money, confidence: 0.6 };
  }
  return perUnit;
}

/** The amount right behind or in front of a currency. */
function moneyAt(reading: Reading, { label, start, end }: Hit, decimalComma: boolean): TargetPrice | null {
  AMOUNT.lastIndex = skipSpace(reading.text, end);
  const behind = AMOUNT.exec(reading.text);
  if (behind !== null) {
    const amount = readNumber(behind[0], decimalComma, 'price');
    return { start, end: behind.index + behind[0].length, amount, currency: label, confidence: 0.9 };
  }
  const window = reading.text.slice(Math.max(0, start - 24), start);
  const before = AMOUNT_BEFORE.exec(window);
  if (before === null || hitAt(words(reading, 'months'), start) !== undefined) return null;
  const amount = readNumber(before[1] ?? '', decimalComma, 'price');
  return { start: start - before[0].length, end, amount, currency: label, confidence: 0.9 };
}
