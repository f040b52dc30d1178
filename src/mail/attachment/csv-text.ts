/** The rows of a CSV file as lines with tabs. */
import { parse } from 'csv-parse/sync';
import { decodeText } from '../charset.ts';

const MAX_ROWS = 2_000;

/** The separator is the one that the first line holds most often: half of Europe writes semicolons. */
export function csvText(content: Buffer): string {
  const text = decodeText(content, null);
  const [first = ''] = text.split('\n', 1);
  const counts = [',', ';', '\t', '|'].map((separator) => ({ separator, count: first.split(separator).length }));
  const { separator } = counts.reduce((most, one) => (one.count > most.count ? one : most));
  const rows = parse(text, {
    bom: true,
    delimiter: separator,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    to: MAX_ROWS,
  });
  return rows.map((row) => row.map((cell) => cell.replace(/\s+/g, ' ').trim()).join('\t')).join('\n');
}
