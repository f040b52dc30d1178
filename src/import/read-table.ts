/** Reads a CSV file or the first sheet of an Excel workbook as rows under their column names, with their line numbers. */
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import readSheets from 'read-excel-file/node';
import { cellText } from '../mail/attachment/sheet-text.ts';
import { decodeText } from '../mail/charset.ts';

/** `line` as a person counts it in the file, the heading being line 1. Empty cells are left out. */
export type TableRow = { line: number; cells: Map<string, string> };
export type Table = { columns: string[]; rows: TableRow[] };

type Line = { line: number; cells: string[] };

/** @throws Error with what is wrong with the file, for people */
export async function readTable(path: string): Promise<Table> {
  const content = await readFile(path).catch((error: Error) => {
    throw new Error(`${path} cannot be read: ${error.message}`);
  });
  const isZip = content.subarray(0, 2).toString('latin1') === 'PK';
  const lines = isZip ? await sheetLines(content, path) : csvLines(content, path);
  const [heading, ...body] = lines;
  if (!heading || body.length === 0) throw new Error(`${path} holds no rows below a heading`);
  const columns = heading.cells.map((name) => name.trim());
  const twice = columns.find((name, index) => name !== '' && columns.indexOf(name) !== index);
  if (twice) throw new Error(`${path}: the column "${twice}" is there twice`);
  return { columns: columns.filter((name) => name !== ''), rows: body.map((line) => rowOf(line, columns)) };
}

function rowOf({ line, cells }: Line, columns: readonly string[]): TableRow {
  const entries = columns.map((name, index): [string, string] => [name, (cells[index] ?? '').trim()]);
  return { line, cells: new Map(entries.filter(([name, text]) => name !== '' && text !== '')) };
}

/** The separator is the one that the heading holds most often. */
function csvLines(content: Buffer, path: string): Line[] {
  const text = decodeText(content, null);
  const [first = ''] = text.split('\n', 1);
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: first.split(separator).length }));
  const { separator } = counts.reduce((most, one) => (one.count > most.count ? one : most));
  try {
    const options = { bom: true, delimiter: separator, relax_column_count: true, info: true } as const;
    const records = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    return records
      .map(({ record, info }) => ({ line: info.lines, cells: record }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  } catch (error) {
    throw new Error(`${path} is no CSV file: ${(error as Error).message}`, { cause: error });
  }
}

async function sheetLines(content: Buffer, path: string): Promise<Line[]> {
  const sheets = await readSheets(content).catch((error: Error) => {
    throw new Error(`${path} is no Excel workbook (.xlsx): ${error.message}`);
  });
  return (sheets[0]?.data ?? [])
    .map((row, index) => ({ line: index + 1, cells: row.map(cellText) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}
