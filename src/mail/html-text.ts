/** Turns the HTML of a mail into plain text with lines and table cells kept, at a bounded cost. */
import { compile, type FormatCallback } from 'html-to-text';
import { splitHidden } from './hidden-text.ts';
import { flattenDeepHtml } from './html-depth.ts';
import type { Link } from './html-links.ts';
import { escapeAddresses, formatLink } from './mailto-links.ts';

/** Longer HTML is cut: converting it blocks the process for about half a second per megabyte. */
const MAX_INPUT_LENGTH = 1_000_000;
/** A cell longer than this is layout, not data, and starts its own line. */
const MAX_DATA_CELL = 200;

type Cell = { text: string };

/** What a reader of the HTML sees, what its sender kept from sight, and links that show something else than their target. */
type ReadHtml = { text: string; hidden: string; links: Link[] };

/** The text a reader would see: no images, no link targets but hidden mail addresses, nothing that is styled to be invisible. */
export function htmlToPlainText(html: string): string {
  return readHtml(html).text;
}

/** The same, with the invisible text and the links apart. */
export function readHtml(html: string): ReadHtml {
  const { visible, hidden } = splitHidden(flattenDeepHtml(escapeAddresses(html.slice(0, MAX_INPUT_LENGTH))));
  const links: Link[] = [];
  return { text: convert(visible, links), hidden, links };
}

/** Rows as lines and cells parted by tabs; where a row holds long or many-lined cells, one cell after another. */
const formatTable: FormatCallback = (table, walk, builder) => {
  builder.openTable();
  const rowGroups = (node: typeof table): void => {
    for (const child of node.children ?? []) {
      if (child.type !== 'tag') continue;
      if (child.name === 'tr') row(child);
      else if (child.name === 'td' || child.name === 'th') looseCell(child);
      else rowGroups(child);
    }
  };
  const looseCell = (cell: typeof table): void => {
    builder.openTableRow();
    formatCell(cell);
    builder.closeTableRow();
  };
  const row = (tr: typeof table): void => {
    builder.openTableRow();
    for (const cell of tr.children) if (cell.name === 'td' || cell.name === 'th') formatCell(cell);
    builder.closeTableRow();
  };
  const formatCell = (cell: typeof table): void => {
    builder.openTableCell();
    walk(cell.children, builder);
    builder.closeTableCell({ colspan: 1, rowspan: 1 });
  };
  rowGroups(table);
  builder.closeTable({
    tableToString: (rows) => rows.map(rowText).filter(Boolean).join('\n'),
    leadingLineBreaks: 2,
    trailingLineBreaks: 2,
  });
};

function rowText(cells: Cell[]): string {
  const texts = cells.map((cell) => cell.text.trim());
  const isData = texts.every((text) => text.length <= MAX_DATA_CELL && !text.includes('\t'));
  if (!isData) return texts.filter(Boolean).join('\n');
  return texts
    .map((text) => text.replace(/\s+/g, ' '))
    .join('\t')
    .trimEnd();
}

const convert: (html: string, links: Link[]) => string = compile({
  wordwrap: false,
  // Without U+200B, which html-to-text counts as space: it would part a word that the reader sees whole.
  whitespaceCharacters: ' \t\r\n\f',
  limits: { maxInputLength: 3 * MAX_INPUT_LENGTH, maxDepth: 500, maxChildNodes: 20_000, ellipsis: '…' },
  formatters: { rows: formatTable, link: formatLink },
  selectors: [
    { selector: 'table', format: 'rows' },
    { selector: 'a', format: 'link' },
    { selector: 'img', format: 'skip' },
    { selector: 'title', format: 'skip' },
    { selector: 'hr', options: { length: 20 } },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
});
