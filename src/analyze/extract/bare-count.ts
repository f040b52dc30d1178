/** Tells whether a number without a unit counts goods. */
import type { Decimal } from 'decimal.js';
import type { CatalogueGroup } from '../catalogue-terms.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, terms, within, words } from '../reading.ts';
import { isListLine } from './list-line.ts';
import type { Mention } from './named-goods.ts';
import { type NumberToken, skipSpace } from './numbers.ts';
import { isPacking } from './uncounted.ts';

const PRODUCT_GROUPS: CatalogueGroup[] = ['sku', 'product', 'base', 'category', 'head'];
/** Written without a separator; 2000 is a round number as often as a year. */
const YEAR = /^(?:19[5-9]\d|20(?!00)[0-4]\d)$/;
/** Words that stand between a number and a noun it does not count: "4 shops with chairs". */
const NO_ADJECTIVE =
  /^(?:and|or|with|for|in|at|to|from|on|und|oder|mit|für|fur|auf|sobre|sur|su|y|o|con|para|en|et|ou|avec|pour|e|com|em|и|или|для|с|в|ve|icin|و|مع|في)$/u;
/** Characters within which a word beside a number says what the number is. */
const NEAR = 30;
const MOST_SKIPPED = 5;
/** A number without a unit at the end of a line that names a product is a quantity from here on. */
const SMALLEST_BARE = 10;

/** A number without a unit: "Qty: 500", "600 FL-100", "VB-500: 3000", "4000 x 380 ml mugs". */
export function isBareCount(reading: Reading, number: NumberToken, after: number, mentions: Mention[]): boolean {
  const { text } = reading;
  const figures = number.written !== '';
  if (!number.value.isInteger() || YEAR.test(number.written)) return false;
  if (isGrade(reading, number) || isReference(text, number)) return false;
  if (isListNumber(text, number) || isEntryNumber(reading, number) || isPacking(reading, number.start, number.end))
    return false;
  // "Just one drill for my own use" orders one; elsewhere "one drill" is a manner of speaking.
  const orProduct = figures || number.value.gt(1) || words(reading, 'personal').length > 0;
  const shared = hitAt(words(reading, 'each'), skipSpace(text, number.end)) !== undefined;
  if (shared || namesNoun(reading, after, number.value, orProduct ? mentions : [])) return true;
  return figures && (isLabelled(reading, number) || endsProductLine(reading, number));
}

/** "304 stainless" is what goods are made of. */
function isGrade(reading: Reading, { start, end }: NumberToken): boolean {
  const material = hitAt(words(reading, 'material'), start);
  return material !== undefined && material.end > end;
}

/** "RFQ 2026/118": a number behind a year and a stroke. */
function isReference(text: string, { start }: NumberToken): boolean {
  return /(?<![\d.,])20\d\d[/-]$/.test(text.slice(Math.max(0, start - 7), start));
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
  const near: Span[] = mentions.filter(({ start }) => start >= position && start <= position + 60);
  // "15,000 boards per year of the 30x20"
  if (mentions.length > 0 && value.gte(SMALLEST_BARE))
    near.push(...within(reading.products.get('head') ?? [], { start: position, end: position + 30 }));
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
