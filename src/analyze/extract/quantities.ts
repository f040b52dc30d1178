/** Finds how much the buyer speaks of: orders, samples, yearly needs, tiers and MOQ questions (domain S2-7, 2.5.5). */
import type { Decimal } from 'decimal.js';
import type { Assortment } from '../../model/assortment.ts';
import type { QuantityKind } from '../../model/inquiry.ts';
import { Unit } from '../../model/inquiry.ts';
import { isUnspaced } from '../letters.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, terms, within, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import { isBareCount } from './bare-count.ts';
import { findContainers } from './containers.ts';
import { findMentions, isInName } from './mentions.ts';
import type { Mention } from './named-goods.ts';
import type { NumberToken } from './numbers.ts';
import { readNumbers, skipSpace } from './numbers.ts';
import { cuesOf, kindOf } from './quantity-kind.ts';
import { type Counted, markTiers } from './tiers.ts';
import { isBehindContainer, isFilling, isPacking, isPriced, isPriceOfOne } from './uncounted.ts';

/** `assumed`: no unit is written, so it is the one by which the product is sold. */
export type Quantity = Span & { value: Decimal; unit: Unit; assumed: boolean; kind: QuantityKind };

const DIMENSIONS: Partial<Record<Unit, string>> = {
  kg: 'mass',
  t: 'mass',
  m: 'length',
  m2: 'area',
  m3: 'volume',
  l: 'volume',
};
const SIZE_BEFORE = /(?<![\p{L}\p{N}.,-])\d[\d.,]{0,6} {0,2}(?:mm|cm|m|"|мм|см|м)? {0,2}[x×*х] {0,2}$/u;
const LENGTHS = new Set(['mm', 'cm', 'inch', 'ft']);
const MOST = 400;

/** All quantities before the signature, in the order of the text; measures and MOQ questions are not among the orders. */
export function extractQuantities(reading: Reading, catalogue: Assortment, decimalComma: boolean): Quantity[] {
  const soldBy = new Set(catalogue.products.map(({ unit }) => DIMENSIONS[unit] ?? unit));
  const goods: Goods = { soldBy, mentions: findMentions(reading, catalogue) };
  const numbers = readNumbers(reading, decimalComma).slice(0, MOST);
  const containers = findContainers(reading, numbers);
  const free = numbers.filter(({ start, end, value }) => {
    const inside = containers.some((container) => start < container.end && end > container.start);
    return (
      !inside &&
      value.gt(0) &&
      !isInMention(goods.mentions, { start, end }) &&
      !isInName(reading, { start, end }) &&
      !isInSize(reading, { start, end })
    );
  });
  const counted = free.map((number): Counted => {
    const count = isMoney(reading, number) ? undefined : countAt(reading, number, goods);
    return { number, count };
  });
  const marked = markTiers(reading, counted);
  const all = [...containers.map((container) => ({ ...container, assumed: false, tiered: false })), ...marked].sort(
    (a, b) => a.start - b.start,
  );
  const cues = cuesOf(reading, all);
  return all.map(({ tiered, ...quantity }) => {
    const kind = kindOf(reading, quantity, cues);
    return { ...quantity, kind: tiered && kind === 'order' ? 'tiered' : kind };
  });
}

/** `soldBy`: units, or what they measure, by which something of ours is sold. */
type Goods = { soldBy: ReadonlySet<string>; mentions: Mention[] };

/** What a number counts, with the end of the words that say so; undefined when it counts no goods. */
function countAt(
  reading: Reading,
  number: NumberToken,
  goods: Goods,
): { unit: Unit; assumed: boolean; end: number } | undefined {
  const cell = cellAt(reading.tables, number.start);
  const meaning = cell?.column?.meaning;
  if (meaning !== undefined && meaning !== 'quantity') return undefined;
  const { text } = reading;
  if (isInDozens(reading, number)) return { unit: 'pcs', assumed: true, end: number.end };
  const after = skipTimes(text, number.end);
  if (hitAt(words(reading, 'months'), after) !== undefined) return undefined;
  const measure = hitAt(words(reading, 'measures'), skipSpace(text, number.end));
  const written = hitAt(words(reading, 'time_unit'), after);
  // "3万个" at the end of one line, "月底" at the beginning of the next.
  const time = written && !text.slice(written.start, written.end).includes('\n') ? written : undefined;
  const unit = hitAt(words(reading, 'units'), after);
  const beats = unit !== undefined && unit.end >= Math.max(measure?.end ?? 0, time?.end ?? 0);
  const name = Unit.safeParse(unit?.label);
  if (beats && name.success) return unitCount(reading, number, { unit: name.data, end: unit.end }, goods.soldBy);
  if (meaning === 'quantity' && cell !== undefined && measure === undefined) {
    return { ...unitOfRow(reading, cell), end: number.end };
  }
  if (measure !== undefined || time !== undefined || unit !== undefined) return undefined;
  const bare = isBareCount(reading, number, after, goods.mentions);
  return bare ? { unit: 'pcs', assumed: true, end: number.end } : undefined;
}

function unitCount(
  reading: Reading,
  number: NumberToken,
  { unit, end }: { unit: Unit; end: number },
  soldBy: ReadonlySet<string>,
): { unit: Unit; assumed: boolean; end: number } | undefined {
  const dimension = DIMENSIONS[unit];
  if (dimension === undefined ? !number.value.isInteger() : !soldBy.has(dimension)) return undefined;
  if (isPacking(reading, number.start, end) || isBehindContainer(reading, number)) return undefined;
  if (isPriced(reading, number) || isPriceOfOne(reading, number, end)) return undefined;
  if (dimension !== undefined && isFilling(reading, number, end)) return undefined;
  // "one piece" is as often a manner of speaking as a quantity.
  const spokenOne = number.written === '' && number.value.eq(1);
  if (spokenOne && terms(reading, 'sample').length === 0 && words(reading, 'personal').length === 0) return undefined;
  return { unit, assumed: false, end };
}

/** "50 dozen": counts without a unit; "50 dozen pairs" has one. */
function isInDozens(reading: Reading, { end }: NumberToken): boolean {
  const near = within(words(reading, 'multipliers'), { start: Math.max(0, end - 12), end }).at(-1);
  if (near === undefined || near.end !== end || (near.label !== '12' && near.label !== '144')) return false;
  return hitAt(words(reading, 'units'), skipSpace(reading.text, end)) === undefined;
}

/** "5k of the 1 kg size": the measure by which one of ours is named counts nothing. */
function isInMention(mentions: Mention[], { start, end }: Span): boolean {
  return mentions.some((one) => one.sku !== null && one.start <= start && one.end >= end);
}

/** The unit of a table's row: from its own column, else from the heading "Qty (pcs)". */
function unitOfRow(reading: Reading, cell: NonNullable<ReturnType<typeof cellAt>>): { unit: Unit; assumed: boolean } {
  const units = words(reading, 'units');
  const column = cell.table.columns.findIndex(({ meaning }) => meaning === 'unit');
  const own = cell.row[column];
  for (const place of [own, cell.column?.heading]) {
    const unit = place && Unit.safeParse(within(units, place)[0]?.label);
    if (unit?.success) return { unit: unit.data, assumed: false };
  }
  return { unit: 'pcs', assumed: true };
}

/** "600x600", "3 x 4 m"; but "640 x 200 W floodlights" counts, and so does "12 x 600x600 panels". */
function isInSize(reading: Reading, { start, end }: Span): boolean {
  const { text } = reading;
  // "20 cm x 30,000 pcs"
  const counted = hitAt(words(reading, 'units'), skipSpace(text, end));
  const isCount = counted !== undefined && DIMENSIONS[counted.label as Unit] === undefined;
  if (!isCount && SIZE_BEFORE.test(text.slice(Math.max(0, start - 20), start))) return true;
  const times = /^ {0,2}(?:mm|cm|m|"|мм|см|м)? {0,2}[x×*х] {0,2}(?=\d)/.exec(text.slice(end, end + 10));
  if (times === null) return false;
  const rest = /^\d{1,5}(?:[.,]\d{1,2})? ?([x×*х] ?\d)?/.exec(text.slice(end + times[0].length, end + 24));
  if (rest === null || !/ [x×*х] /.test(times[0])) return true;
  if (rest[1] !== undefined) return false;
  const unit = hitAt(words(reading, 'measures'), skipSpace(text, end + times[0].length + rest[0].length));
  return unit === undefined || LENGTHS.has(unit.label);
}

function isMoney(reading: Reading, number: NumberToken): boolean {
  const currencies = words(reading, 'currencies');
  if (hitAt(currencies, skipSpace(reading.text, number.end)) !== undefined) return true;
  return within(currencies, { start: Math.max(0, number.start - 8), end: number.start }).some(
    // 元 and 원 stand behind the amount and are parts of other words in front of it.
    ({ start, end }) =>
      skipSpace(reading.text, end) === number.start && (end - start > 1 || !isUnspaced(reading.text.charCodeAt(start))),
  );
}

/** "4,000 x 380 ml mugs": behind the sign stands what is counted; "30x40 cm" and "3 x 4 m" are sizes. */
function skipTimes(text: string, from: number): number {
  const position = skipSpace(text, from);
  return /^[x×*] ?/.test(text.slice(position, position + 2)) ? skipSpace(text, position + 1) : position;
}
