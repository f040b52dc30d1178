/** Tells numbers with a unit that count no goods: what a package holds, what a price is for, how many containers. */
import type { Reading } from '../reading.ts';
import { hitAt, within, words } from '../reading.ts';
import type { NumberToken } from './numbers.ts';

/** Characters within which a word beside a number says what the number is. */
const NEAR = 30;
const VESSELS = ['packing', 'units'] as const;
const MEASURED_UNITS: ReadonlySet<string> = new Set(['kg', 't', 'm', 'm2', 'm3', 'l']);
const LEAD = 16;
/** Between a vessel and what it holds. */
const OF_EACH =
  /(?:[x×*@] ?|(?<!\p{L})(?:of|à|a|de|da|di|zu|je|approx|ca|about|net|around|по|около|весом|with|each|per)\.? (?:(?:approx|ca|about|net|je|около)\.? )?)$/u;

/** "24 pcs per carton", "rolls of 100 m", "packing: 50 pcs": what one package holds. */
export function isPacking(reading: Reading, start: number, end: number): boolean {
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
export function isFilling(reading: Reading, { start }: NumberToken, end: number): boolean {
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
export function isPriced(reading: Reading, { start }: NumberToken): boolean {
  const per = within(words(reading, 'per_unit'), { start: Math.max(0, start - 8), end: start }).at(-1);
  if (per === undefined || reading.text.slice(per.end, start).trim() !== '') return false;
  return within(words(reading, 'currencies'), { start: Math.max(0, per.start - 16), end: per.start }).some(({ end }) =>
    /^[\d.,' ]*$/.test(reading.text.slice(end, per.start)),
  );
}

/** 1個95円, "1 pc = 5 USD", 1개당: what one costs. */
export function isPriceOfOne(reading: Reading, { value }: NumberToken, end: number): boolean {
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
export function isBehindContainer(reading: Reading, { start }: NumberToken): boolean {
  const before = within(words(reading, 'container'), { start: Math.max(0, start - NEAR), end: start }).at(-1);
  return before !== undefined && /^\s{0,2}$/.test(reading.text.slice(before.end, start));
}
