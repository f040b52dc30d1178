/** Finds how much the buyer speaks of: orders, samples, yearly needs, tiers and MOQ questions (domain S2-7, 2.5.5). */
import { Decimal } from 'decimal.js';
import type { Assortment } from '../../model/assortment.ts';
import type { QuantityKind } from '../../model/inquiry.ts';
import { Unit } from '../../model/inquiry.ts';
import type { CatalogueGroup } from '../catalogue-terms.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, isNegated, isQuestion, segmentAt, terms, within, words } from '../reading.ts';
import type { NumberToken } from './numbers.ts';
import { readNumber, readNumbers, skipSpace } from './numbers.ts';

export type Quantity = Span & { value: Decimal; unit: Unit; kind: QuantityKind };

/** Units that also measure goods: they count an order only where something of ours is sold by them. */
const MEASURING: ReadonlySet<Unit> = new Set<Unit>(['kg', 't', 'm', 'm2', 'm3', 'l']);
const CONTAINER =
  /(?<![a-z\d])(\d{1,2}) {0,2}[x*×]? {0,2}(20|40) {0,2}(?:'|ft|foot|feet|尺)? {0,2}(gp|hq|hc|dv|st|fcl)(?!\p{L})/gu;
const PRODUCT_GROUPS: CatalogueGroup[] = ['sku', 'product', 'category'];
const MOST_ROWS = 50;
const YEAR = /^20[2-4]\d$/;
const TIERS_BEFORE =
  /(?<![\d.,])(\d{1,3}(?:[.,]\d{3})+|\d{3,6})k? ?(?:pcs|pieces|units)? ?(?:\/|,|and|or|und|oder|y|o|、|和|或) ?(?:\d[\d.,]{2,8}k? ?(?:pcs)? ?(?:\/|,|and|or|und|oder|y|o|、|和|或) ?){0,4}$/;
/** Characters within which a word beside a number says what the number is. */
const NEAR = 30;

/** All quantities before the signature, in the order of the text; measures and MOQ questions are not among the orders. */
export function extractQuantities(reading: Reading, catalogue: Assortment, decimalComma: boolean): Quantity[] {
  const soldBy = new Set(catalogue.products.map(({ unit }) => unit));
  const containers = containersIn(reading);
  const numbers = [...readNumbers(reading, decimalComma), ...numberWords(reading)].sort((a, b) => a.start - b.start);
  const counted = numbers.flatMap((number) => {
    if (containers.some(({ start, end }) => number.start < end && number.end > start)) return [];
    if (number.value.lte(0) || isMoney(reading, number)) return [];
    const unit = unitOf(reading, number, soldBy);
    return unit === undefined ? [] : [{ number, ...unit }];
  });
  const quantities = counted.map(({ number, unit, end }) => ({
    start: number.start,
    end,
    value: number.value,
    unit,
    kind: kindOf(reading, { start: number.start, end }),
  }));
  return markTiers(
    reading,
    [...containers, ...quantities].sort((a, b) => a.start - b.start),
  );
}

/** `1x40HQ`, `2 x 20'GP`; a 40-foot high cube is written HQ or HC. */
function containersIn(reading: Reading): Quantity[] {
  const body = reading.text.slice(0, reading.signatureStart);
  return [...body.matchAll(CONTAINER)].map((match) => {
    const [written, count, length, form] = match;
    const unit: Unit = length === '20' ? '20GP' : form === 'hq' || form === 'hc' ? '40HQ' : '40GP';
    const span = { start: match.index, end: match.index + written.length };
    return { ...span, value: new Decimal(count ?? '1'), unit, kind: kindOf(reading, span) };
  });
}

/** "two samples": number words count only in front of a unit or a sample, "one" only in front of a sample. */
function numberWords(reading: Reading): NumberToken[] {
  return words(reading, 'numbers').map(({ label, start, end }) => ({
    start,
    end,
    value: new Decimal(label),
    written: label,
  }));
}

function unitOf(reading: Reading, number: NumberToken, soldBy: Set<Unit>): { unit: Unit; end: number } | undefined {
  const after = skipTimes(reading.text, number.end);
  const unit = hitAt(words(reading, 'units'), after);
  const measure = hitAt(words(reading, 'measures'), skipSpace(reading.text, number.end));
  const time = hitAt(words(reading, 'time_unit'), after);
  const single = number.written === '1' && !/\d/.test(reading.text.charAt(number.start));
  if (!single && unit !== undefined && unit.end >= Math.max(measure?.end ?? 0, time?.end ?? 0)) {
    const name = Unit.safeParse(unit.label);
    if (name.success && (!MEASURING.has(name.data) || soldBy.has(name.data))) return { unit: name.data, end: unit.end };
  }
  if (measure !== undefined || (unit !== undefined && !single) || time !== undefined) return undefined;
  const written = /^\d/.test(reading.text.charAt(number.start));
  const counts = !YEAR.test(number.written) && !isRowNumber(reading.text, number);
  if (counts && namesNoun(reading, after, written)) return { unit: 'pcs', end: number.end };
  return written && isLabelled(reading, number) ? { unit: 'pcs', end: number.end } : undefined;
}

/** The first cell of a table row that only counts the rows. */
function isRowNumber(text: string, { start, end, value }: NumberToken): boolean {
  return value.lte(MOST_ROWS) && text.charAt(end) === '\t' && /^$|\n/.test(text.charAt(start - 1));
}

/** Whether a sample (or a product or category) is named right behind the number, if need be after one other word. */
function namesNoun(reading: Reading, position: number, orProduct: boolean): boolean {
  const products = orProduct ? PRODUCT_GROUPS.map((group) => reading.products.get(group) ?? []) : [];
  const nouns = [...products, terms(reading, 'sample')];
  const starts = [position, skipWord(reading.text, position)];
  return nouns.some((hits) => starts.some((start) => hitAt(hits, start) !== undefined));
}

/** "Qty: 500", "VB-500: 3000", "VB-500 x 3000": the word in front says that a quantity follows. */
function isLabelled(reading: Reading, number: NumberToken): boolean {
  const gap = /[\s:：=x×*(-]{0,4}$/u.exec(reading.text.slice(Math.max(0, number.start - 4), number.start))?.[0] ?? '';
  const end = number.start - gap.length;
  const labels = within(words(reading, 'quantity_label'), { start: Math.max(0, end - NEAR), end });
  if (labels.some((label) => label.end === end)) return true;
  if (!/[:：=x×*]/.test(gap) || number.value.lt(10)) return false;
  const before = { start: Math.max(0, end - NEAR), end };
  return PRODUCT_GROUPS.some((group) =>
    within(reading.products.get(group) ?? [], before).some((hit) => hit.end === end),
  );
}

function isMoney(reading: Reading, number: NumberToken): boolean {
  const currencies = words(reading, 'currencies');
  if (hitAt(currencies, skipSpace(reading.text, number.end)) !== undefined) return true;
  return within(currencies, { start: Math.max(0, number.start - 8), end: number.start }).some(
    ({ end }) => skipSpace(reading.text, end) === number.start,
  );
}

function kindOf(reading: Reading, span: Span): QuantityKind {
  const segment = segmentAt(reading, span.start);
  const near = { start: Math.max(segment.start, span.start - NEAR), end: Math.min(segment.end, span.end + NEAR) };
  if (asksMinimum(reading, segment, { start: near.start, end: span.start })) return 'moq_question';
  if (within(terms(reading, 'sample'), near).some(({ start }) => !isNegated(reading, start))) return 'sample';
  return within(words(reading, 'annual'), segment).length > 0 ? 'annual' : 'order';
}

/** "MOQ 500?", or a question for a number right after one for the minimum: "What is your MOQ? Can we do 300 pcs?" */
function asksMinimum(reading: Reading, segment: Span, before: Span): boolean {
  const minimum = terms(reading, 'moq');
  if (within(minimum, before).length > 0) return true;
  if (!isQuestion(reading, segment)) return false;
  const previous = segmentAt(reading, segment.start - 1);
  return within(minimum, { start: previous.start, end: segment.end }).length > 0;
}

/** "1000/3000/5000 pcs", "1000, 3000 and 5000": several orders of one thing in a row are tiers. */
function markTiers(reading: Reading, quantities: Quantity[]): Quantity[] {
  const tiered = quantities.map((quantity) => {
    if (quantity.kind !== 'order') return quantity;
    const before = reading.text.slice(Math.max(0, quantity.start - 60), quantity.start);
    const first = TIERS_BEFORE.exec(before)?.[1];
    const smallest = first === undefined ? quantity.value : readNumber(first, false, 'quantity');
    return smallest.lt(quantity.value) ? { ...quantity, value: smallest, kind: 'tiered' as const } : quantity;
  });
  return tiered.map((quantity, index) => {
    const [second, third] = [tiered[index + 1], tiered[index + 2]];
    const rises = follows(reading, quantity, second) && follows(reading, second, third);
    return rises ? { ...quantity, kind: 'tiered' as const } : quantity;
  });
}

/** Whether `next` is a larger order listed right after `quantity`, with nothing but a break between. */
function follows(reading: Reading, quantity: Quantity | undefined, next: Quantity | undefined): boolean {
  if (quantity?.kind !== 'order' || next?.kind !== 'order' || next.value.lte(quantity.value)) return false;
  return next.start - quantity.end <= 12 && /^[\s\p{P}]*$/u.test(reading.text.slice(quantity.end, next.start));
}

function skipTimes(text: string, from: number): number {
  const position = skipSpace(text, from);
  return /^[x×*] /.test(text.slice(position, position + 2)) ? skipSpace(text, position + 1) : position;
}

function skipWord(text: string, from: number): number {
  const word = /^[\p{L}.'/-]{1,20}[^\S\n]{1,3}/u.exec(text.slice(from, from + 24))?.[0] ?? '';
  return from + word.length;
}
