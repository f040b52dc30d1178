/** Reads what the buyer says of the goods themselves: measures, material, colour, surface (domain S2-5). */
import type { Fact } from '../../model/fact.ts';
import type { Reading, Span } from '../reading.ts';
import { factOf, hitAt, words } from '../reading.ts';
import type { NumberToken } from './numbers.ts';
import { readNumber, readNumbers, skipSpace } from './numbers.ts';

export type Attribute = Span & { name: string; value: string; unit: string | null };

/** Name of what a unit measures; units that say nothing of the goods are absent. */
const MEASURED: Record<string, string> = {
  ml: 'capacity',
  l: 'capacity',
  oz: 'capacity',
  gal: 'capacity',
  mm: 'size',
  cm: 'size',
  inch: 'size',
  ft: 'size',
  g: 'weight',
  lb: 'weight',
  gsm: 'areal weight',
  V: 'voltage',
  A: 'current',
  W: 'power',
  kW: 'power',
  HP: 'power',
  Hz: 'frequency',
  mAh: 'charge',
  lm: 'luminous flux',
  kelvin: 'colour temperature',
  bar: 'pressure',
  psi: 'pressure',
  rpm: 'speed',
  denier: 'yarn count',
  '°C': 'temperature',
  layer: 'layers',
  micron: 'thickness',
};
const STATED = ['material', 'colour', 'surface', 'construction'] as const;
const DIMENSIONS =
  /\d{1,5}(?:[.,]\d{1,2})? {0,2}[x×*х] {0,2}\d{1,5}(?:[.,]\d{1,2})?(?: {0,2}[x×*х] {0,2}\d{1,5}(?:[.,]\d{1,2})?)?/g;
const GRADE =
  /(?<![\p{L}\d])(?:sus ?|ss ?|aisi ?)?(?:201|304l?|316l?|430|6061|6063)(?![\p{L}\d.,-])|(?<!\p{L})(?:ral|pantone|pms) {0,2}\d{3,4}\p{L}{0,2}|(?<!\p{L})(?:ip ?\d{2}|\d{4} ?k(?![\p{L}\d])|e27|e14|gu10|m\d{1,2}(?:[x×]\d{1,3})?)(?![\p{L}\d])/gu;
/** Bodies that write standards, with the number of one of them. */
const STANDARD =
  /(?<![\p{L}\d])(?:din(?: en)?(?: iso)?|en(?: iso)?|iso|iec|astm|ansi|bs|jis|gb\/?t?|as\/nzs|gost|гост|sae|api|asme|ul|nf|uni|abnt nbr) ?-?[a-z]? ?\d{2,6}(?:[-:]\d{1,4}){0,2}(?![\p{L}\d])/gu;

/** Every attribute before the signature, in the order of the text. */
export function extractAttributes(reading: Reading, decimalComma: boolean): Attribute[] {
  const body = reading.text.slice(0, reading.signatureStart);
  const numbers = readNumbers(reading, decimalComma);
  const measures = numbers.flatMap((number) => measureOf(reading, number, decimalComma));
  const stated = STATED.flatMap((name) =>
    words(reading, name).map(({ label, start, end }) => ({ name, value: label, unit: null, start, end })),
  );
  const dimensions = patternsIn(body, DIMENSIONS, 'dimensions').filter(
    ({ start }) => !measures.some((measure) => measure.start === start),
  );
  const marks = [...patternsIn(body, GRADE, 'grade'), ...patternsIn(body, STANDARD, 'standard')];
  return [...measures, ...stated, ...dimensions, ...marks].sort((a, b) => a.start - b.start);
}

/** How many different things are said of the goods (signal P3). */
export function countAttributes(attributes: Attribute[]): number {
  return new Set(attributes.map(({ name, value, unit }) => `${name} ${value} ${unit ?? ''}`)).size;
}

/** The attribute as a fact of an item. */
export function attributeFact(
  reading: Reading,
  { start, end, name, value, unit }: Attribute,
): Fact<{ name: string; value: string; unit: string | null }> {
  return factOf(reading, { start, end }, { name, value, unit }, 0.9);
}

function measureOf(reading: Reading, number: NumberToken, decimalComma: boolean): Attribute[] {
  if (number.written === '') return [];
  const unit = hitAt(words(reading, 'measures'), skipSpace(reading.text, number.end));
  const name = unit === undefined ? undefined : MEASURED[unit.label];
  if (unit === undefined || name === undefined) return [];
  const value = readNumber(number.written, decimalComma || isDecimal(number.written), 'price').toFixed();
  return [{ start: number.start, end: unit.end, name, value, unit: unit.label }];
}

/** "0,5 l": a comma before fewer or more than three digits is a decimal sign in every language. */
function isDecimal(written: string): boolean {
  return /,\d{1,2}$/.test(written);
}

function patternsIn(text: string, pattern: RegExp, name: string): Attribute[] {
  return [...text.matchAll(pattern)].map(({ 0: value, index }) => ({
    start: index,
    end: index + value.length,
    name,
    value: value.replace(/\s+/g, ' '),
    unit: null,
  }));
}
