/** Finds goods that a buyer asks for and that the catalogue does not have: their quantity and what he calls them. */
import type { Reading, Span } from '../reading.ts';
import { segmentAt, terms, within, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import { entryStart, isListLine, placeOf } from './list-line.ts';
import type { Mention } from './named-goods.ts';
import type { NumberToken } from './numbers.ts';
import type { Quantity } from './quantities.ts';

export type UnknownGoods = Span & { quantity: Quantity };

const LONGEST_NAME = 60;
const NAME_BEHIND =
  /^\s{0,3}(?:of |de |di |von |d'|nos )?(?:an? |the |une? |el |la |les? |der |die |das )?([\p{L}][\p{L}\p{N} .'"/&%-]{2,60})/u;
/** In Japanese and Korean the verb stands behind the quantity, the goods only after の. */
const VERB_BEHIND = new Set(['ja', 'ko']);
const NAME_BEHIND_NO = /^の([\p{L}][\p{L}\p{N}ー]{1,40}?)(?=[をはがと、。\s]|$)/u;
const NAME_END =
  /\s(?:for|made|with|to|per|by|in|on|at|as|from|and|pour|para|für|mit|avec|con|для)\s|[,;:.()\n]|\s-\s/u;
const NAME_BEFORE = /([\p{L}][\p{L}\p{N} .'"/&%,-]{2,60})\s{0,3}(?:[:：=–—-]|\t)\s{0,3}$/u;
const UNSAID = /^[\s:：.)、,–-]+|(?<![\s,;:：(–-])[\s,;:：(–-]+$/gu;
const MOST = 20;

/**
 * @param mentions goods of ours; a line or row that names one of them is not looked at
 * @param bare numbers for which nothing but "we need" says that they count goods; read only when nothing else is named
 */
export function findUnknownGoods(
  reading: Reading,
  mentions: Mention[],
  quantities: Quantity[],
  bare: NumberToken[],
): UnknownGoods[] {
  const strange = quantities.filter((quantity) => !mentions.some((mention) => isInPlaceOf(reading, quantity, mention)));
  if (mentions.length > 0) {
    const known = quantities.some((quantity) => isListLine(reading, quantity) && !strange.includes(quantity));
    return known ? strange.flatMap((quantity) => listed(reading, quantity)).slice(0, MOST) : [];
  }
  const stated = strange.flatMap((quantity) => listed(reading, quantity, true)).slice(0, MOST);
  const [first] = stated;
  if (first !== undefined) return distinctNames(reading, stated);
  const [requested] = bare.flatMap((number) => requestedNumber(reading, number));
  return requested === undefined ? [] : [requested];
}

function isInPlaceOf(reading: Reading, quantity: Quantity, mention: Mention): boolean {
  const place = placeOf(reading, quantity);
  return mention.start >= place.start && mention.start < place.end;
}

/** What a row or a line of a list asks for; `anywhere`: a sentence will do. */
function listed(reading: Reading, quantity: Quantity, anywhere = false): UnknownGoods[] {
  const cell = cellAt(reading.tables, quantity.start);
  if (cell !== undefined) {
    const column = cell.table.columns.findIndex(({ meaning }) => meaning === 'product');
    const name = cell.row[column];
    return name === undefined || name.end <= name.start ? [] : [{ ...name, quantity }];
  }
  const line = segmentAt(reading, quantity.start);
  if (!anywhere && !isListLine(reading, quantity)) return [];
  const name =
    nameBeside(reading, quantity, line) ??
    nameInLine(reading, quantity, line) ??
    (anywhere ? topicOf(reading) : undefined);
  return name === undefined ? [] : [{ ...name, quantity }];
}

/** "48 pcs of a pendant fitting made to drawing" -> "pendant fitting"; "fishing nets: 2 tons" -> "fishing nets". */
function nameBeside(reading: Reading, { start, end }: Span, line: Span): Span | undefined {
  const { text } = reading;
  const pattern = VERB_BEHIND.has(reading.language) ? NAME_BEHIND_NO : NAME_BEHIND;
  const behind = pattern.exec(text.slice(end, Math.min(line.end, end + 100)));
  if (behind?.[1] !== undefined) {
    const from = end + behind[0].length - behind[1].length;
    const name = behind[1].slice(0, NAME_END.exec(behind[1])?.index ?? LONGEST_NAME).trimEnd();
    if (name.length >= 3) return { start: from, end: from + name.length };
  }
  const lineStart = Math.min(start, entryStart(reading, line));
  const leadStart = Math.max(lineStart, start - 80);
  const lead = text.slice(leadStart, start);
  const before = NAME_BEFORE.exec(lead);
  if (before?.[1] === undefined) return undefined;
  const from = leadStart + before.index;
  const name = before[1].trimEnd();
  return { start: from, end: from + name.length };
}

/** "Item 3: freestanding bathtubs 1700 mm, 300 pcs": the words between the number of the entry and the first figure. */
function nameInLine(reading: Reading, { start }: Span, line: Span): Span | undefined {
  if (!isListLine(reading, { start, end: start })) return undefined;
  const from = entryStart(reading, line);
  const written = reading.text.slice(from, Math.min(start, from + LONGEST_NAME));
  const name = (/^[^\d,;(]+/u.exec(written.replace(UNSAID, ''))?.[0] ?? '').replace(UNSAID, '');
  const at = written.indexOf(name);
  return name.length < 3 ? undefined : { start: from + at, end: from + at + name.length };
}

/** What the subject names, else the words behind "we want to buy". */
function topicOf(reading: Reading): Span | undefined {
  const subject = segmentAt(reading, 0);
  const requests = words(reading, 'request').filter(({ start }) => start > subject.end);
  for (const { end } of requests) {
    const name = nameBeside(reading, { start: end, end }, segmentAt(reading, end));
    if (name !== undefined) return name;
  }
  return /\p{L}/u.test(reading.text.slice(subject.start, subject.end)) ? subject : undefined;
}

/** "We are looking for 300 solar street lights": a number that a request leads to, with words behind it. */
function requestedNumber(reading: Reading, number: NumberToken): UnknownGoods[] {
  if (number.written === '' || !number.value.isInteger() || number.value.lt(2) || /^20[2-4]\d$/.test(number.written))
    return [];
  const segment = segmentAt(reading, number.start);
  const before = { start: Math.max(segment.start, number.start - 40), end: number.start };
  const asked = [...within(words(reading, 'request'), before), ...within(terms(reading, 'quote'), before)];
  const name = nameBeside(reading, number, segment);
  if (asked.length === 0 || name === undefined || name.start - number.end > 4) return [];
  const { start, end, value } = number;
  return [{ ...name, quantity: { start, end, value, unit: 'pcs', assumed: true, kind: 'order' } }];
}

/** Several quantities of one thing are one item. */
function distinctNames(reading: Reading, goods: UnknownGoods[]): UnknownGoods[] {
  const names = new Map<string, UnknownGoods>();
  for (const one of goods) {
    const name = reading.text.slice(one.start, one.end);
    if (!names.has(name)) names.set(name, one);
  }
  return [...names.values()];
}
