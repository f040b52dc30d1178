/** Reads quantities given in sea containers: "1x40HQ", "two 20' containers", 一个小柜. */
import { Decimal } from 'decimal.js';
import type { Unit } from '../../model/inquiry.ts';
import type { Reading, Span } from '../reading.ts';
import { hitAt, within, words } from '../reading.ts';
import { type NumberToken, skipSpace } from './numbers.ts';

export type ContainerCount = Span & { value: Decimal; unit: Unit };

/** A length with its mark, its form or both: `40'HQ`, `20 ft`, `40hc`. */
const SIZE =
  /(?<![\d.,])(20|40) {0,2}-?(?:('|’|"|″|ft|foot|feet|футов\p{L}*|фут\p{L}*|尺|呎|フィート|피트|pies|pieds|fuss|piedi|pes|قدم))? {0,2}-?(gp|hq|hc|dv|dc|st|fcl|ot|high cube|高柜|高櫃|小柜|大柜)?(?!\p{Script=Latin})/gu;
const HIGH = /hq|hc|high cube|高/;
const COUNT_BEFORE = /(?<![\d.,])(\d{1,2}) {0,2}[x×*х]? {0,2}$/;
const MOST = 50;

/** Every number of containers before the signature; `numbers` are those of the text, in figures and in words. */
export function findContainers(reading: Reading, numbers: NumberToken[]): ContainerCount[] {
  const sizes = [...writtenSizes(reading), ...namedSizes(reading)].sort((a, b) => a.start - b.start);
  const found: ContainerCount[] = [];
  for (const size of sizes.slice(0, MOST)) {
    if (size.start < (found.at(-1)?.end ?? 0)) continue;
    const count = countBefore(reading, size.start, numbers);
    if (count !== undefined) found.push({ ...count, end: size.end, unit: size.unit });
  }
  return found;
}

type Size = Span & { unit: Unit };

function writtenSizes({ text, signatureStart }: Reading): Size[] {
  return [...text.slice(0, signatureStart).matchAll(SIZE)].flatMap((match): Size[] => {
    const [written, length, mark, form] = match;
    if (mark === undefined && form === undefined) return [];
    const unit: Unit = length === '20' ? '20GP' : form !== undefined && HIGH.test(form) ? '40HQ' : '40GP';
    return [{ start: match.index, end: match.index + written.trimEnd().length, unit }];
  });
}

/** 小柜, "high cube": sizes that have a name. */
function namedSizes(reading: Reading): Size[] {
  return words(reading, 'units').flatMap(({ label, start, end }): Size[] =>
    label === '20GP' || label === '40GP' || label === '40HQ' ? [{ start, end, unit: label }] : [],
  );
}

/** The count right before the size, if need be with "containers of" between. */
function countBefore(
  reading: Reading,
  position: number,
  numbers: NumberToken[],
): { start: number; value: Decimal } | undefined {
  const { text } = reading;
  const nouns = within(words(reading, 'container'), { start: Math.max(0, position - 40), end: position });
  const ends = [position, ...nouns.filter(({ end }) => position - end <= 12).map(({ start }) => start)];
  for (const end of ends) {
    const figure = COUNT_BEFORE.exec(text.slice(Math.max(0, end - 10), end));
    if (figure !== null) return { start: end - figure[0].length, value: new Decimal(figure[1] ?? '1') };
    const spoken = numbers.find((number) => touches(reading, number.end, end) && number.value.lte(99));
    if (spoken !== undefined) return { start: spoken.start, value: spoken.value };
  }
  return undefined;
}

/** Nothing between but a sign or word that parts a count from what is counted. */
function touches(reading: Reading, end: number, position: number): boolean {
  const { text } = reading;
  if (end > position || position - end > 12) return false;
  // "2 adet 40HQ", "2 units of 40HQ"
  const piece = hitAt(words(reading, 'units'), skipSpace(text, end));
  if (piece?.label === 'pcs' && /^\.? ?(?:of|de|di|von|на)?$/.test(text.slice(piece.end, position).trim())) return true;
  return /^(?:|[x×*х]|[个個只條条本台]|full|whole|complete|x fcl|fcl|of)$/.test(text.slice(end, position).trim());
}
