/** The rows of an Excel workbook as lines with tabs, sheet after sheet. */
import readSheets from 'read-excel-file/node';

const MAX_SHEETS = 5;
const MAX_ROWS = 2_000;
const MAX_COLUMNS = 40;

export async function sheetText(content: Buffer): Promise<string> {
  const sheets = await readSheets(content);
  return sheets
    .slice(0, MAX_SHEETS)
    .map(({ data }) => data.slice(0, MAX_ROWS).map(rowText).filter(Boolean).join('\n'))
    .filter(Boolean)
    .join('\n\n');
}

function rowText(row: readonly unknown[]): string {
  return row.slice(0, MAX_COLUMNS).map(cellText).join('\t').trimEnd();
}

/** A cell on one line; '' when it is empty. */
export function cellText(cell: unknown): string {
  // Excel keeps days as numbers; the reader gives the UTC midnight of the day.
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  const isWritten = typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean';
  return isWritten ? String(cell).replace(/\s+/g, ' ').trim() : '';
}
