/** A table whose head is repeated on every page; a row goes to the next page whole unless it is longer than one. */
import type { Line } from './set-lines.ts';
import {
  type Align,
  addPage,
  drawLines,
  drawRule,
  drawShade,
  layLines,
  lineHeight,
  PAGE_ROOM,
  type Place,
  QUIET,
  room,
  type Sheet,
  type Style,
  TEXT_WIDTH,
} from './sheet.ts';

/** `share` of the table's width. */
export type Column = { share: number; align?: Align };

/** `note` stands below the text, smaller. */
export type Cell = { text: string; note?: string; bold?: boolean };
export type TableRow = { cells: Cell[]; shaded?: boolean };

const TEXT: Style = { size: 8.5 };
const NOTE: Style = { size: 7.5, colour: QUIET };
const HEAD: Style = { size: 7.5, bold: true, colour: QUIET };
const PADDING = { x: 5, y: 4 };

/** Draws the table at the height of the sheet. `together`: height of the first rows that must not be torn from the head. */
export function drawTable(
  sheet: Sheet,
  columns: readonly Column[],
  head: readonly string[],
  rows: readonly TableRow[],
): void {
  const places = placesOf(columns);
  const headRow = layRow(sheet, places, columns, { cells: head.map((text) => ({ text })) }, HEAD);
  const laid = rows.map((row) => layRow(sheet, places, columns, row, TEXT));
  if (room(sheet) < headRow.height + Math.min(laid[0]?.height ?? 0, PAGE_ROOM / 2)) addPage(sheet);
  drawHead(sheet, headRow);
  for (const row of laid) {
    const left = PAGE_ROOM - headRow.height;
    for (const part of row.height > left ? split(row, left) : [row]) {
      if (room(sheet) < part.height) {
        addPage(sheet);
        drawHead(sheet, headRow);
      }
      drawRow(sheet, part);
    }
  }
}

type LaidLine = { line: Line; style: Style };
type LaidCell = { place: Place; lines: LaidLine[] };
type LaidRow = { cells: LaidCell[]; height: number; shaded: boolean };

function placesOf(columns: readonly Column[]): Place[] {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  let start = 0;
  return columns.map(({ share }) => {
    const width = (TEXT_WIDTH * share) / all;
    const place = { start: start + PADDING.x, width: width - 2 * PADDING.x };
    start += width;
    return place;
  });
}

function layRow(
  sheet: Sheet,
  places: readonly Place[],
  columns: readonly Column[],
  row: TableRow,
  base: Style,
): LaidRow {
  const cells = places.map((place, index): LaidCell => {
    const cell = row.cells[index] ?? { text: '' };
    const align = columns[index]?.align ?? 'start';
    const styled = (text: string, style: Style) =>
      text === '' ? [] : layLines(sheet, text, place.width, style).map((line) => ({ line, style }));
    const bold = cell.bold ?? base.bold ?? false;
    const lines = [...styled(cell.text, { ...base, bold, align }), ...styled(cell.note ?? '', { ...NOTE, align })];
    return { place, lines };
  });
  return { cells, height: heightOf(cells), shaded: row.shaded ?? false };
}

function heightOf(cells: readonly LaidCell[]): number {
  const heights = cells.map(({ lines }) => lines.reduce((sum, { style }) => sum + lineHeight(style), 0));
  return Math.max(...heights) + 2 * PADDING.y;
}

/** Parts of a row that each fit a page. */
function split(row: LaidRow, most: number): LaidRow[] {
  const count = Math.floor((most - 2 * PADDING.y) / lineHeight(TEXT));
  const longest = Math.max(...row.cells.map(({ lines }) => lines.length));
  return Array.from({ length: Math.ceil(longest / count) }, (_, part) => {
    const cells = row.cells.map(({ place, lines }) => ({
      place,
      lines: lines.slice(part * count, (part + 1) * count),
    }));
    return { cells, height: heightOf(cells), shaded: row.shaded };
  });
}

function drawHead(sheet: Sheet, row: LaidRow): void {
  drawShade(sheet, sheet.y, { start: 0, width: TEXT_WIDTH }, row.height);
  drawRow(sheet, row);
}

function drawRow(sheet: Sheet, row: LaidRow): void {
  const whole = { start: 0, width: TEXT_WIDTH };
  if (row.shaded) drawShade(sheet, sheet.y, whole, row.height);
  for (const { place, lines } of row.cells) {
    let y = sheet.y + PADDING.y;
    for (const { line, style } of lines) {
      drawLines(sheet, [line], y, place, style);
      y += lineHeight(style);
    }
  }
  sheet.y += row.height;
  drawRule(sheet, sheet.y, whole, 0.5);
}
