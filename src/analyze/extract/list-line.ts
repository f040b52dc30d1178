/** Tells the lines of a list and the rows of a table from running text. */
import type { Reading, Span } from '../reading.ts';
import { hitAt, segmentAt, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import { skipSpace } from './numbers.ts';

const LIST_LINE = /^\s{0,4}(?:[-*•·–—▪◦►]\s|\(?\d{1,2}(?:[.):/]\s|[、．](?!\d)))/;
const LIST_NUMBER = /^(?: ?(?:no|nr|n°|№|#)\.?)? ?\d{1,2}(?:[\s.:)、：–-]|号|$)/u;

/** The row of a table or the sentence in which a quantity stands. */
export function placeOf(reading: Reading, { start }: Span): Span {
  const cell = cellAt(reading.tables, start);
  if (cell === undefined) return segmentAt(reading, start);
  return { start: cell.row[0]?.start ?? start, end: cell.row.at(-1)?.end ?? start };
}

/** A row of a table counts as one. */
export function isListLine(reading: Reading, { start }: Span): boolean {
  const line = segmentAt(reading, start);
  if (cellAt(reading.tables, start) !== undefined) return true;
  return LIST_LINE.test(reading.text.slice(line.start, line.end)) || numberEnd(reading, line) !== undefined;
}

/** Where the words of an entry begin: behind its number or bullet. */
export function entryStart(reading: Reading, line: Span): number {
  const mark = LIST_LINE.exec(reading.text.slice(line.start, line.end))?.[0].length ?? 0;
  return numberEnd(reading, line) ?? line.start + mark;
}

/** "Item 3: …", "Pos. 2 …": where the number of an entry ends. */
function numberEnd(reading: Reading, line: Span): number | undefined {
  const start = skipSpace(reading.text, line.start);
  const noun = hitAt(words(reading, 'list_item'), start);
  if (noun === undefined || noun.end >= line.end) return undefined;
  const point = reading.text.charAt(noun.end) === '.' ? 1 : 0;
  const number = LIST_NUMBER.exec(reading.text.slice(noun.end + point, Math.min(line.end, noun.end + 12)));
  return number === null ? undefined : noun.end + point + number[0].length;
}
