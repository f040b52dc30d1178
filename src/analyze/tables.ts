/** Finds the tables of a mail: lines whose cells are parted by tabs, bars or wide gaps, under a line of headings. */
import type { Hit } from './term-tree.ts';

type Span = { start: number; end: number };
/** What a column holds, by its heading (section `table_column` of the reading words). */
export type Column = { meaning: string | undefined; heading: Span };
/** `rows` without the headings; a cell may be empty. Spans point into the folded text. */
export type Table = Span & { columns: Column[]; rows: Span[][] };

/** Nobody sends more in the body of a mail. */
const MOST_ROWS = 200;
const LONGEST_LINE = 1_000;
const GAP = /\t|\s{0,3}[|¦│]\s{0,3}|\s{3,}|；|;/g;
const GAP_ANYWHERE = /\t|[|¦│;；]|\S\s{3}/;
/** Parts cells where nothing else does: "Item / Qty / Price". */
const SLASH = / {1,3}\/ {1,3}/g;

/** `headings`: sorted hits of the words that name columns. */
export function findTables(text: string, headings: readonly Hit[]): Table[] {
  const tables: Table[] = [];
  if (headings.length < 2) return tables;
  let end = 0;
  for (const heading of headings) {
    if (heading.start < end) continue;
    const lineStart = text.lastIndexOf('\n', heading.start - 1) + 1;
    const line = lineAt(text, lineStart);
    end = line.end;
    const gap = GAP_ANYWHERE.test(text.slice(line.start, line.end)) ? GAP : SLASH;
    const columns = columnsOf(text, cellsOf(text, line, gap), headings);
    if (columns === null) continue;
    const rows = rowsBelow(text, line.end + 1, columns.length, gap);
    const last = rows.at(-1)?.at(-1);
    if (last === undefined) continue;
    tables.push({ start: line.start, end: last.end, columns, rows });
    end = last.end;
  }
  return tables;
}

/** The cell in which `position` stands, with its row and column. */
export function cellAt(
  tables: readonly Table[],
  position: number,
): { table: Table; row: Span[]; cell: Span; column: Column | undefined } | undefined {
  const table = tables.find(({ start, end }) => start <= position && position <= end);
  const row = table?.rows.find((cells) => {
    const [first, last] = [cells[0], cells.at(-1)];
    return first !== undefined && last !== undefined && first.start <= position && position <= last.end;
  });
  if (table === undefined || row === undefined) return undefined;
  const index = row.findIndex(({ end }) => position <= end);
  const cell = row[index];
  return cell === undefined ? undefined : { table, row, cell, column: table.columns[index] };
}

/** A line is a line of headings when two of its cells are named, one of them for the goods or their quantity. */
function columnsOf(text: string, cells: Span[], headings: readonly Hit[]): Column[] | null {
  if (cells.length < 2) return null;
  const columns = cells.map((cell) => ({ meaning: meaningOf(text, cell, headings), heading: cell }));
  const named = columns.filter(({ meaning }) => meaning !== undefined);
  const telling = named.some(({ meaning }) => meaning === 'product' || meaning === 'quantity');
  const figures = cells.filter(({ start, end }) => /\d{2}/.test(text.slice(start, end))).length;
  return named.length >= 2 && telling && named.length * 2 >= cells.length && figures <= 1 ? columns : null;
}

/** The heading's own word counts most when the cell begins with it: "Qty (pcs)" is a quantity, "Unit price" a price. */
function meaningOf(text: string, cell: Span, headings: readonly Hit[]): string | undefined {
  const inside = headings.filter(({ start, end }) => start >= cell.start && end <= cell.end);
  const written = text.slice(cell.start, cell.end).trim();
  if (written.length > 40) return undefined;
  const rank = ['price', 'quantity', 'date', 'product', 'unit', 'number', 'other'];
  return inside.map(({ label }) => label).sort((a, b) => rank.indexOf(a) - rank.indexOf(b))[0];
}

function rowsBelow(text: string, from: number, columns: number, gap: RegExp): Span[][] {
  const rows: Span[][] = [];
  let position = from;
  let blank = 0;
  while (position < text.length && rows.length < MOST_ROWS && blank < 2) {
    const line = lineAt(text, position);
    position = line.end + 1;
    const written = text.slice(line.start, line.end).trim();
    if (written === '' || /^[-=+|\s]+$/.test(written)) {
      blank += written === '' ? 1 : 0;
      continue;
    }
    const cells = cellsOf(text, line, gap);
    if (cells.length < 2 || cells.length > columns + 2) break;
    blank = 0;
    rows.push(cells);
  }
  return rows;
}

function cellsOf(text: string, line: Span, gap: RegExp): Span[] {
  const written = text.slice(line.start, Math.min(line.end, line.start + LONGEST_LINE));
  const from = /^\s*[|¦│]\s{0,3}/.exec(written)?.[0].length ?? 0;
  const cells: Span[] = [];
  let start = from;
  for (const { index, 0: between } of written.matchAll(gap)) {
    if (index < from) continue;
    cells.push({ start: line.start + start, end: line.start + index });
    start = index + between.length;
  }
  if (start < written.length || cells.length === 0) cells.push({ start: line.start + start, end: line.end });
  return cells;
}

function lineAt(text: string, start: number): Span {
  const end = text.indexOf('\n', start);
  return { start, end: end === -1 ? text.length : end };
}
