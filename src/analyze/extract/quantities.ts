/** Finds how much the buyer speaks of: orders, samples, yearly needs, tiers and MOQ questions (domain S2-7, 2.5.5). */
import type { Decimal } from 'decimal.js';
import type { Assortment } from '../../model/assortment.ts';
import type { QuantityKind } from '../../model/inquiry.ts';
import { Unit } from '../../model/inquiry.ts';
import type { CatalogueGroup } from '../catalogue-terms.ts';
import { isUnspaced } from '../letters.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, terms, within, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import { findContainers } from './containers.ts';
import { isListLine } from './list-line.ts';
import { findMentions, isInName, type Mention } from './mentions.ts';
import type { NumberToken } from './numbers.ts';
import { readNumbers, skipSpace } from './numbers.ts';
import { cuesOf, kindOf } from './quantity-kind.ts';
import { type Counted, markTiers } from './tiers.ts';

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
const PRODUCT_GROUPS: CatalogueGroup[] = ['sku', 'product', 'base', 'category', 'head'];
const SIZE_BEFORE = /(?<![\p{L}\p{N}.,-])\d[\d.,]{0,6} {0,2}(?:mm|cm|m|"|мм|см|м)? {0,2}[x×*х] {0,2}$/u;
const LENGTHS = new Set(['mm', 'cm', 'inch', 'ft']);
/** Written without a separator; 2000 is a round number as often as a year. */
const YEAR = /^(?:19[5-9]\d|20(?!00)[0-4]\d)$/;
/** Words that stand between a number and a noun it does not count: "4 shops with chairs". */
const NO_ADJECTIVE =
  /^(?:and|or|with|for|in|at|to|from|on|und|oder|mit|für|fur|auf|sobre|sur|su|y|o|con|para|en|et|ou|avec|pour|e|com|em|и|или|для|с|в|ve|icin|و|مع|في)$/u;
/** Characters within which a word beside a number says what the number is. */
const NEAR = 30;
const MOST_SKIPPED = 5;
const VESSELS = ['packing', 'units'] as const;
const MEASURED_UNITS: ReadonlySet<string> = new Set(['kg', 't', 'm', 'm2', 'm3', 'l']);
const LEAD = 16;
/** Between a vessel and what it holds. */
const OF_EACH =
  /(?:[x×*@] ?|(?<!\p{L})(?:of|à|a|de|da|di|zu|je|approx|ca|about|net|around|по|около|весом|with|each|per)\.? (?:(?:approx|ca|about|net|je|около)\.? )?)$/u;
const MOST = 400;
/** A number without a unit at the end of a line that names a product is a quantity from here on. */
const SMALLEST_BARE = 10;

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

/** "24 pcs per carton", "rolls of 100 m", "packing: 50 pcs": what one package holds. */
function isPacking(reading: Reading, start: number, end: number): boolean {
  const packing = words(reading, 'packing');
  const before = within(packing, { start: Math.max(0, start - NEAR), end: start }).at(-1);
  if (
    before?.label === 'packing' &&
    !isBehindMeasure(reading, before.start) &&
    /^[ :：=]{0,3}(?:x|of|de|da|zu|à)? {0,2}$/.test(reading.text.slice(before.end, start))
  )
    return true;
  return hitAt(packing, end + (reading.text.charAt(end) === ' ' ? 1 : 0))?.label === 'packing';
}

/** "500 mm wide: 8,000 kg": the width is said already. */
function isBehindMeasure(reading: Reading, position: number): boolean {
  const measures = within(words(reading, 'measures'), { start: Math.max(0, position - 14), end: position });
  return measures.some(({ end }) => position - end <= 1);
}

/** "5 l cans", "30 pails x 18 kg", "rolls of 50 kg": what one vessel holds. */
function isFilling(reading: Reading, { start }: NumberToken, end: number): boolean {
  const { text } = reading;
  if (hitAt(words(reading, 'packing'), end + (text.charAt(end) === ' ' ? 1 : 0))?.label === 'vessel') return true;
  const joint = OF_EACH.exec(text.slice(Math.max(0, start - LEAD), start))?.[0];
  if (joint === undefined) return false;
  const before = start - joint.length;
  return VESSELS.some((section) =>
    within(words(reading, section), { start: Math.max(0, before - 14), end: before }).some(
      ({ label, end: last }) => label !== 'packing' && !MEASURED_UNITS.has(label) && before - last <= 1,
    ),
  );
}

/** "32.50 EUR per 1,000 pcs": the number that a price is for. */
function isPriced(reading: Reading, { start }: NumberToken): boolean {
  const per = within(words(reading, 'per_unit'), { start: Math.max(0, start - 8), end: start }).at(-1);
  if (per === undefined || reading.text.slice(per.end, start).trim() !== '') return false;
  return within(words(reading, 'currencies'), { start: Math.max(0, per.start - 16), end: per.start }).some(({ end }) =>
    /^[\d.,' ]*$/.test(reading.text.slice(end, per.start)),
  );
}

/** 1個95円, "1 pc = 5 USD", 1개당: what one costs. */
function isPriceOfOne(reading: Reading, { value }: NumberToken, end: number): boolean {
  if (!value.eq(1)) return false;
  const behind = /^(?:あたり|当たり|につき|당|は|는|[ :：=]|[$€£¥₩])*\d[\d.,]{0,8}/u.exec(
    reading.text.slice(end, end + 20),
  );
  if (behind !== null) {
    const last = end + behind[0].length;
    const near = { start: end, end: last + 6 };
    return within(words(reading, 'currencies'), near).some((hit) => hit.start <= last + 1);
  }
  return /^(?:あたり|当たり|당)/.test(reading.text.slice(end, end + 3));
}

/** 40フィートコンテナ1本, "컨테이너 1대": a number of containers, not of goods. */
function isBehindContainer(reading: Reading, { start }: NumberToken): boolean {
  const before = within(words(reading, 'container'), { start: Math.max(0, start - NEAR), end: start }).at(-1);
  return before !== undefined && /^\s{0,2}$/.test(reading.text.slice(before.end, start));
}

/** A number without a unit: "Qty: 500", "600 FL-100", "VB-500: 3000", "4000 x 380 ml mugs". */
function isBareCount(reading: Reading, number: NumberToken, after: number, mentions: Mention[]): boolean {
  const { text } = reading;
  const figures = number.written !== '';
  if (!number.value.isInteger() || YEAR.test(number.written)) return false;
  if (isListNumber(text, number) || isEntryNumber(reading, number) || isPacking(reading, number.start, number.end))
    return false;
  // "Just one drill for my own use" orders one; elsewhere "one drill" is a manner of speaking.
  const orProduct = figures || number.value.gt(1) || words(reading, 'personal').length > 0;
  const shared = hitAt(words(reading, 'each'), skipSpace(text, number.end)) !== undefined;
  if (shared || namesNoun(reading, after, number.value, orProduct ? mentions : [])) return true;
  return figures && (isLabelled(reading, number) || endsProductLine(reading, number));
}

/** The number of a line in a list ("1. ", "2) ", a first cell). */
function isListNumber(text: string, { start, end, value }: NumberToken): boolean {
  if (value.gt(99)) return false;
  const lead = text.slice(Math.max(0, start - 4), start);
  return (
    /(?:^|\n)[\s#([]{0,3}$/.test(lead) && /^(?:[.)\]:、．]\s?\D|\t|\/ ?\p{L}| - \p{L})/u.test(text.slice(end, end + 4))
  );
}

/** "Item 2 - vests": the number of an entry. */
function isEntryNumber(reading: Reading, { start, value }: NumberToken): boolean {
  if (value.gt(99)) return false;
  const noun = within(words(reading, 'list_item'), { start: Math.max(0, start - 20), end: start }).at(-1);
  if (noun === undefined || !/^\.? ?(?:no\.?|nr\.?|n°|#)? ?$/.test(reading.text.slice(noun.end, start))) return false;
  return /(?:^|\n)[\s*•(-]{0,4}$/.test(reading.text.slice(Math.max(0, noun.start - 5), noun.start));
}

/** Whether a sample, a product or a kind of ours is named behind the number, after a few other words at most. */
function namesNoun(reading: Reading, position: number, value: Decimal, mentions: Mention[]): boolean {
  const samples = terms(reading, 'sample');
  const near = mentions.filter(({ start }) => start >= position && start <= position + 60);
  const segmentEnd = /[\n.;:?!]\s|[,，。；、(]/u.exec(reading.text.slice(position, position + 40))?.index ?? 40;
  let start = position;
  for (let skipped = 0; skipped < MOST_SKIPPED && start - position < segmentEnd; skipped += 1) {
    if (near.some((mention) => mention.start === start) || hitAt(samples, start) !== undefined) return true;
    const next = skipWord(reading, start, value);
    if (next === start) return false;
    start = next;
  }
  return false;
}

/** "Qty: 500", "VB-500: 3000", "VB-500 x 3000": the word in front says that a quantity follows. */
function isLabelled(reading: Reading, number: NumberToken): boolean {
  const lead = reading.text.slice(Math.max(0, number.start - 6), number.start);
  const gap = /[\s:：=x×*(-]{0,6}(?:(?:of|de|von|is|est|es) )?$/u.exec(lead)?.[0] ?? '';
  const end = number.start - gap.length;
  const labels = within(words(reading, 'quantity_label'), { start: Math.max(0, end - NEAR), end });
  if (labels.some((label) => label.end === end)) return true;
  if (!/[:：=x×*]/.test(gap) || number.value.lt(SMALLEST_BARE)) return false;
  const before = { start: Math.max(0, end - NEAR), end };
  return PRODUCT_GROUPS.some((group) =>
    within(reading.products.get(group) ?? [], before).some((hit) => hit.end === end),
  );
}

/** "- 600x600 panels, 4000 K: 1,200", "LED-Fluter – 1.500": the last thing of a line that names a product. */
function endsProductLine(reading: Reading, number: NumberToken): boolean {
  const { text } = reading;
  const { start, end, value } = number;
  if (value.lt(SMALLEST_BARE) || !/^[\s.)]{0,3}(?:\n|$)/.test(text.slice(end, end + 4))) return false;
  const lead = text.slice(Math.max(0, start - 6), start);
  const listed = /,\s{0,2}$/.test(lead) && isListLine(reading, number);
  if (!listed && !/(?:[:：=–—]|\s-|->|x|×|\*|\.{2}|\t)\s{0,3}$/.test(lead)) return false;
  const line = { start: text.lastIndexOf('\n', start - 1) + 1, end: start };
  return PRODUCT_GROUPS.some((group) => within(reading.products.get(group) ?? [], line).length > 0);
}

/** "600x600", "3 x 4 m"; but "640 x 200 W floodlights" counts, and so does "12 x 600x600 panels". */
function isInSize(reading: Reading, { start, end }: Span): boolean {
  const { text } = reading;
  if (SIZE_BEFORE.test(text.slice(Math.max(0, start - 20), start))) return true;
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
  // 元 and 원 stand behind the amount and are parts of other words in front of it.
  const leading = currencies.filter(({ start, end }) => end - start > 1 || !isUnspaced(reading.text.charCodeAt(start)));
  if (hitAt(currencies, skipSpace(reading.text, number.end)) !== undefined) return true;
  return within(leading, { start: Math.max(0, number.start - 8), end: number.start }).some(
    ({ end }) => skipSpace(reading.text, end) === number.start,
  );
}

/** "4,000 x 380 ml mugs": behind the sign stands what is counted; "30x40 cm" and "3 x 4 m" are sizes. */
function skipTimes(text: string, from: number): number {
  const position = skipSpace(text, from);
  return /^[x×*] ?/.test(text.slice(position, position + 2)) ? skipSpace(text, position + 1) : position;
}

/** Behind a word, or behind a measure ("380 ml", "12 pc") or size with its unit, in front of a noun. */
function skipWord(reading: Reading, from: number, value: Decimal): number {
  const part = reading.text.slice(from, from + 30);
  const figures = /^\d{1,5}(?:[.,x×]\d{1,5})?[^\S\n]?/.exec(part)?.[0] ?? '';
  const sized = figures === '' || /x|×/.test(figures);
  const unit = from + figures.length;
  const inner = Number.parseFloat(figures.replace(/[.,](?=\d{3})/, ''));
  const measured =
    hitAt(words(reading, 'measures'), unit) !== undefined ||
    (value.gt(inner || 0) && hitAt(words(reading, 'units'), unit) !== undefined);
  if (!sized && !measured) return from;
  const word = /^[\p{L}.'"/%°-]{0,20}[^\S\n]{1,3}/u.exec(part.slice(figures.length))?.[0] ?? '';
  if (NO_ADJECTIVE.test(word.trim())) return from;
  return from + (word === '' && figures === '' ? 0 : figures.length + word.length);
}
