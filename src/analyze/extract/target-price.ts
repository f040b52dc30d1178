/** Reads the price for one unit that the buyer aims at or pays today (domain 2.4 P7). */
import { Decimal } from 'decimal.js';
import { isUnspaced } from '../letters.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, segmentAt, terms, within, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import type { Hit } from '../term-tree.ts';
import { readNumber, skipSpace } from './numbers.ts';

/** `forUnit`: said to be for one unit or a number of them. */
export type TargetPrice = Span & { amount: Decimal; currency: string; confidence: number; forUnit: boolean };

const AMOUNT = /\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?/y;
const AMOUNT_BEFORE = /(?<![\d.,])(\d{1,3}(?:[.,']\d{3}){1,4}(?:[.,]\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?) {0,2}$/;
const ANY_AMOUNT = /\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,4})?|\d{1,9}(?:[.,]\d{1,4})?/;
const CUE_REACH = 60;
/** A price "per 1,000 pcs" is one thousandth for one; more than this is no such number. */
const PACK = /^[\s:]{0,2}(\d{1,3}(?:[.,' ]?\d{3})?)(?!\d)/;
const LARGEST_PACK = 10_000;

/** The first amount of money near a word like "target price" or in such a column, else the first one "per piece". */
export function extractTargetPrice(reading: Reading, decimalComma: boolean): TargetPrice | null {
  let perUnit: TargetPrice | null = null;
  for (const currency of words(reading, 'currencies')) {
    const money = moneyAt(reading, currency, decimalComma);
    if (money === null) continue;
    const price = forOneUnit(reading, money);
    const cue = cueNear(reading, money);
    const isForUnit = price.forUnit;
    if (cue === 'cue' || (cue === 'limit' && (isForUnit || namesPrice(reading, money)))) return price;
    if (perUnit === null && isForUnit) perUnit = { ...price, confidence: 0.6 };
  }
  return perUnit ?? priceInTable(reading, decimalComma);
}

/** The strongest word that makes money a target: in its sentence, or over its column. */
function cueNear(reading: Reading, { start, end }: Span): string | undefined {
  const segment = segmentAt(reading, start);
  const reach = { start: Math.max(segment.start, start - CUE_REACH), end: Math.min(segment.end, end + CUE_REACH) };
  const heading = cellAt(reading.tables, start)?.column;
  const cues = heading === undefined ? within(words(reading, 'target_price'), reach) : [];
  if (heading?.meaning === 'price') return 'cue';
  return cues.find(({ label }) => label === 'cue')?.label ?? cues[0]?.label;
}

function namesPrice(reading: Reading, { start, end }: Span): boolean {
  const segment = segmentAt(reading, start);
  const near = { start: Math.max(segment.start, start - CUE_REACH), end: Math.min(segment.end, end + CUE_REACH) };
  return (
    within(words(reading, 'asks'), near).some(({ label }) => label === 'price') ||
    within(terms(reading, 'quote'), near).length > 0
  );
}

/** "per pc", "a pair", "je 1.000 Stück", "per dozen": behind the money, which is then divided by the number. */
function forOneUnit(reading: Reading, money: TargetPrice): TargetPrice {
  const { text } = reading;
  const point = text.charAt(money.end) === '.' ? 1 : 0;
  const position = skipSpace(text, money.end + point);
  const per = hitAt(words(reading, 'per_unit'), position);
  if (per === undefined) return perGoods(reading, money, position) ?? perBefore(reading, money);
  const pack = PACK.exec(text.slice(per.end, per.end + 10));
  const from = skipSpace(text, per.end);
  const multiplier = hitAt(
    words(reading, 'multipliers'),
    pack === null ? from : skipSpace(text, per.end + pack[0].length),
  );
  const figure = pack === null ? new Decimal(1) : readNumber(pack[1] ?? '1', false, 'quantity');
  const number = multiplier === undefined ? figure : figure.times(multiplier.label);
  const end = Math.max(per.end, multiplier?.end ?? 0, pack === null ? 0 : per.end + pack[0].length);
  const amount = number.gt(1) && number.lte(LARGEST_PACK) ? money.amount.div(number).toDecimalPlaces(6) : money.amount;
  return { ...money, end, amount, forUnit: true };
}

/** "$0.95 a blade", "4 € la lampe": our goods behind an article. */
function perGoods(reading: Reading, money: TargetPrice, position: number): TargetPrice | undefined {
  const article = hitAt(words(reading, 'article'), position);
  if (article === undefined) return undefined;
  const goods = skipSpace(reading.text, article.end);
  const named = ['product', 'base', 'category', 'head'].some(
    (group) => hitAt(reading.products.get(group) ?? [], goods) !== undefined,
  );
  return named ? { ...money, end: article.end, forUnit: true } : undefined;
}

/** 개당 20달러, 1個あたり20ドル, "per piece max. 20 USD". */
function perBefore(reading: Reading, money: TargetPrice): TargetPrice {
  const near = { start: Math.max(0, money.start - 12), end: money.start };
  const per = within(words(reading, 'per_unit'), near).at(-1);
  const touches = per !== undefined && /^\s{0,2}$/.test(reading.text.slice(per.end, money.start));
  return touches ? { ...money, start: per.start, forUnit: true } : money;
}

/** A figure under "Target price (USD)": the currency stands in the heading. */
function priceInTable(reading: Reading, decimalComma: boolean): TargetPrice | null {
  for (const { columns, rows } of reading.tables) {
    const index = columns.findIndex(({ meaning }) => meaning === 'price');
    const heading = columns[index]?.heading;
    const currency = heading && within(words(reading, 'currencies'), heading)[0];
    if (currency === undefined) continue;
    for (const row of rows) {
      const cell = row[index];
      const written = cell && ANY_AMOUNT.exec(reading.text.slice(cell.start, cell.end));
      if (!cell || !written) continue;
      const amount = readNumber(written[0], decimalComma || /,\d{1,2}$/.test(written[0]), 'price');
      const start = cell.start + written.index;
      if (amount.gt(0))
        return {
          start,
          end: start + written[0].length,
          amount,
          currency: currency.label,
          confidence: 0.8,
          forUnit: true,
        };
    }
  }
  return null;
}

/** The amount right behind or in front of a currency. */
function moneyAt(reading: Reading, { label, start, end }: Hit, decimalComma: boolean): TargetPrice | null {
  AMOUNT.lastIndex = skipSpace(reading.text, end);
  const behind = AMOUNT.exec(reading.text);
  const window = reading.text.slice(Math.max(0, start - 24), start);
  const before = AMOUNT_BEFORE.exec(window);
  // 元 and 원 stand behind the amount and are parts of other words in front of it.
  const leads = end - start > 1 || !isUnspaced(reading.text.charCodeAt(start));
  if (leads && behind !== null && (before === null || !/\s$/.test(reading.text.slice(end, behind.index)))) {
    const amount = readPrice(behind[0], decimalComma);
    return { start, end: behind.index + behind[0].length, amount, currency: label, confidence: 0.9, forUnit: false };
  }
  if (before === null || hitAt(words(reading, 'months'), start) !== undefined) return null;
  const amount = readPrice(before[1] ?? '', decimalComma);
  return { start: start - before[0].length, end, amount, currency: label, confidence: 0.9, forUnit: false };
}

/** One or two digits behind a comma are a fraction in every language. */
function readPrice(written: string, decimalComma: boolean): Decimal {
  return readNumber(written, decimalComma || /^\d+,\d{1,2}$/.test(written), 'price');
}
