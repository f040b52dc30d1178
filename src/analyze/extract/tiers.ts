/** Tells several quantities of one thing from one another: tiers ("1000/3000/5000 pcs") and ranges ("3000 to 5000"). */
import type { Decimal } from 'decimal.js';
import type { Unit } from '../../model/inquiry.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, within, words } from '../reading.ts';
import { type NumberToken, skipSpace } from './numbers.ts';

/** A number with what it counts, if it counts anything by itself. */
export type Counted = { number: NumberToken; count: { unit: Unit; assumed: boolean; end: number } | undefined };
export type TieredCount = Span & { value: Decimal; unit: Unit; assumed: boolean; tiered: boolean };

export const CONJUNCTION = 'and|or|und|oder|bzw\\.?|y|o|u|et|ou|e|и|или|ve|veya|ya da|和|或|及|と|または|또는|및|و|او';
const STEP = 'from|at|for|ab|bei|für|à partir de|pour|par|desde|para|por|da|per|a partir de|от|при|за|من';
const LISTED = new RegExp(`^\\s{0,2}(?:[,/;、，]|\\s)?\\s{0,2}(?:${CONJUNCTION})?\\s{0,2}(?:(?:${STEP}) )?$`, 'u');
const NEXT_LINE = /^[.,;]?\s{0,3}\n[\s*•·–—-]{0,5}$/;
const RANGE = /^\s{0,2}(?:-|~|〜|～|–|—|\.{2,3})\s{0,2}$/;
/** Numbers that nothing says to be quantities are tiers only when there are as many, and none smaller. */
const BARE_TIERS = 3;
const SMALLEST_BARE = 50;
/** "10, 50 and 100 pcs": the last has the unit. */
const SMALLEST_LISTED = 5;
const LONGEST_JOINT = 18;

/** The quantities among the numbers; the first of several tiers stands for all, the lower end for a range. */
export function markTiers(reading: Reading, numbers: Counted[]): TieredCount[] {
  const quantities: TieredCount[] = [];
  for (let index = 0; index < numbers.length; ) {
    const chain = chainFrom(reading, numbers, index);
    quantities.push(...fromChain(reading, chain));
    index += chain.length;
  }
  return quantities;
}

/** The number at `index` and those that follow it, rising, with nothing but a joint between. */
function chainFrom(reading: Reading, numbers: Counted[], index: number): Counted[] {
  const chain = numbers.slice(index, index + 1);
  for (const next of numbers.slice(index + 1, index + 12)) {
    const last = chain.at(-1);
    if (last === undefined || !next.number.value.gt(last.number.value)) break;
    if (isOtherUnit(last, next) || (last.count?.assumed === false && isMeasure(reading, next))) break;
    const joint = jointOf(reading, last, next);
    if (joint === null || (joint === 'range' && chain.length > 1)) break;
    if (joint === 'line' && (last.count === undefined || next.count === undefined)) break;
    chain.push(next);
    if (joint === 'range') break;
  }
  return chain;
}

/** "5 t, 25 kg bags": no tiers of one thing. */
function isOtherUnit({ count: a }: Counted, { count: b }: Counted): boolean {
  return a !== undefined && b !== undefined && !a.assumed && !b.assumed && a.unit !== b.unit;
}

/** "5 t, 18 kg pails": a number with a unit that counts no goods. */
function isMeasure(reading: Reading, { number, count }: Counted): boolean {
  if (count !== undefined) return false;
  const after = skipSpace(reading.text, number.end);
  return ['units', 'measures', 'currencies'].some((section) => hitAt(words(reading, section as 'units'), after));
}

function fromChain(reading: Reading, chain: Counted[]): TieredCount[] {
  const [first, second] = chain;
  if (first === undefined) return [];
  const counts = chain.flatMap(({ count }) => count ?? []);
  const count = counts.find(({ assumed }) => !assumed) ?? counts[0];
  if (second === undefined) return count === undefined ? [] : [countOf(first, count, false)];
  const last = chain.at(-1) ?? first;
  if (count === undefined && !isBareChain(reading, chain)) return [];
  const stated = count ?? { unit: 'pcs' as const, assumed: true, end: last.number.end };
  const range = chain.length === 2 && jointOf(reading, first, second) === 'range';
  const end = Math.max(last.count?.end ?? 0, last.number.end);
  return [{ ...countOf(first, stated, !range), end }];
}

function countOf(
  { number }: Counted,
  { unit, assumed, end }: NonNullable<Counted['count']>,
  tiered: boolean,
): TieredCount {
  return { start: number.start, end, value: number.value, unit, assumed, tiered };
}

function jointOf(reading: Reading, a: Counted, b: Counted): 'list' | 'line' | 'range' | null {
  const from = Math.max(a.number.end, a.count?.assumed === false ? a.count.end : 0);
  const between = reading.text.slice(from, b.number.start);
  if (b.number.start < from || between.length > LONGEST_JOINT) return null;
  if (RANGE.test(between) || isSpokenRange(reading, a, from, b.number.start)) return 'range';
  if (a.count === undefined && (a.number.value.lt(SMALLEST_LISTED) || !a.number.value.isInteger())) return null;
  if (NEXT_LINE.test(between)) return 'line';
  return between.trim() !== '' && LISTED.test(between) ? 'list' : null;
}

/** "3000 to 5000", "between 3000 and 5000", 3000到5000. */
function isSpokenRange(reading: Reading, a: Counted, from: number, to: number): boolean {
  const joints = within(words(reading, 'range'), { start: from, end: to }).filter(({ label }) => label === 'to');
  const [joint] = joints;
  if (joint === undefined || reading.text.slice(from, to).trim().length !== joint.end - joint.start) return false;
  const listing = new RegExp(`^(?:${CONJUNCTION})$`, 'u').test(reading.text.slice(joint.start, joint.end));
  if (!listing) return true;
  const before = { start: Math.max(0, a.number.start - 24), end: a.number.start };
  return within(words(reading, 'range'), before).some(({ label }) => label === 'from');
}

/** "at 500, 1k and 3k": nothing says that they count goods, and nothing says that they are anything else. */
function isBareChain(reading: Reading, chain: Counted[]): boolean {
  if (
    chain.length < BARE_TIERS ||
    chain.some(({ number }) => number.value.lt(SMALLEST_BARE) || !number.value.isInteger())
  )
    return false;
  const last = chain.at(-1)?.number.end ?? 0;
  const next = skipSpace(reading.text, last);
  const sections = ['measures', 'time_unit', 'months', 'currencies'] as const;
  if (sections.some((section) => hitAt(words(reading, section), next) !== undefined)) return false;
  const first = chain[0]?.number.start ?? 0;
  return within(words(reading, 'currencies'), { start: Math.max(0, first - 5), end: first }).length === 0;
}
