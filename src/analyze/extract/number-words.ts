/** Reads numbers written in words: "two hundred", "zweitausend", "mil", 三千. */
import { Decimal } from 'decimal.js';
import type { Reading, Span } from '../reading.ts';
import { words } from '../reading.ts';
import type { Hit } from '../term-tree.ts';

type SpokenNumber = Span & { value: Decimal };

const HAN_NUMBER =
  /(?<![\d〇零一二三四五六七八九十百千万萬億亿两兩])[〇零一二三四五六七八九十百千万萬億亿两兩]{1,10}/gu;
const HAN_DIGITS = '〇一二三四五六七八九';
const HAN_POWERS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const HAN_GROUPS = new Map([
  ['万', 1e4],
  ['萬', 1e4],
  ['億', 1e8],
  ['亿', 1e8],
]);
/** Between the words of one number. */
const JOINT = /^(?:[\s-]|and|und|y|e|et){0,5}$/;
/** A multiplier alone is a number only from here on ("mil piezas"), and only when it is a word and not a letter. */
const SMALLEST_ALONE = 100;
const MOST = 200;

/** Every number in words before the signature. Whether it counts something, who asks must see from what follows. */
export function numberWords(reading: Reading): SpokenNumber[] {
  const parts = [
    ...words(reading, 'numbers').map((hit) => ({ ...hit, multiplies: false })),
    ...words(reading, 'multipliers').map((hit) => ({ ...hit, multiplies: true })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const numbers: SpokenNumber[] = [];
  let run: (Hit & { multiplies: boolean })[] = [];
  for (const part of parts.slice(0, MOST)) {
    const last = run.at(-1);
    if (last && part.start < last.end) continue;
    if (last && !JOINT.test(reading.text.slice(last.end, part.start))) {
      numbers.push(...spokenValue(reading, run));
      run = [];
    }
    run.push(part);
  }
  numbers.push(...spokenValue(reading, run), ...hanNumbers(reading));
  return numbers;
}

/** Small numbers add up, a multiplier multiplies what stands before it: (2 x 100 + 50) x 1000. */
function spokenValue(reading: Reading, run: (Hit & { multiplies: boolean })[]): SpokenNumber[] {
  const [first, last] = [run[0], run.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first.multiplies && (Number(first.label) < SMALLEST_ALONE || first.end - first.start < 3)) return [];
  if (first.multiplies && /[\d.]\s{0,2}$/.test(reading.text.slice(Math.max(0, first.start - 3), first.start)))
    return [];
  let total = 0;
  let current = 0;
  for (const { label, multiplies } of run) {
    const number = Number(label);
    if (!multiplies) current += number;
    else if (number < 1000) current = (current || 1) * number;
    else {
      total += (current || 1) * number;
      current = 0;
    }
  }
  return [{ start: first.start, end: last.end, value: new Decimal(total + current) }];
}

function hanNumbers({ text, signatureStart }: Reading): SpokenNumber[] {
  return [...text.slice(0, signatureStart).matchAll(HAN_NUMBER)].slice(0, MOST).map(({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
    value: new Decimal(hanValue(written)),
  }));
}

/** 三千二百 -> 3200; 一万两千 -> 12000; 十五 -> 15. */
function hanValue(written: string): number {
  let total = 0;
  let group = 0;
  let digit: number | undefined;
  for (const sign of written.replace(/[两兩]/gu, '二').replaceAll('零', '〇')) {
    const power = HAN_POWERS.get(sign);
    const unit = HAN_GROUPS.get(sign);
    if (unit !== undefined) {
      total += (group + (digit ?? 0) || 1) * unit;
      group = 0;
      digit = undefined;
    } else if (power !== undefined) {
      group += (digit ?? 1) * power;
      digit = undefined;
    } else {
      digit = (digit ?? 0) * 10 + HAN_DIGITS.indexOf(sign);
    }
  }
  return total + group + (digit ?? 0);
}
