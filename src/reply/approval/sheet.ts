/** A request for approval as blocks: one content, written once as plain text and once as HTML that reads the same. */
import type { Range } from '../letter-html.ts';
import { quoted } from '../plain.ts';

/** A label and what stands beside it, one line or more. */
export type Row = { label: string; lines: string[] };

export type Block =
  | { kind: 'lines'; lines: string[] }
  /** Numbered, because people answer by number. */
  | { kind: 'warnings'; title: string; items: string[] }
  | { kind: 'news'; title: string; items: string[] }
  | { kind: 'rows'; rows: Row[] }
  /** The draft word for word between the lines that set it off (reply/decision relies on them). */
  | { kind: 'draft'; begin: string; end: string; text: string; bold: readonly Range[]; language: string }
  | { kind: 'letter'; title: string; text: string; bold: readonly Range[] }
  /** Somebody else's words; `marks` are ranges of `text` to be seen at once. */
  | { kind: 'quote'; title: string; text: string; marks: readonly Range[] }
  | { kind: 'table'; title: string; rows: string[][] };

/** Longer originals are cut: they are attached. */
export const MOST_QUOTED = 8000;

/** @param colon what stands between a label and its words */
export function sheetText(blocks: readonly Block[], colon: string): string {
  return `${blocks.map((block) => blockLines(block, colon).join('\n')).join('\n\n')}\n`;
}

function blockLines(block: Block, colon: string): string[] {
  switch (block.kind) {
    case 'lines':
      return block.lines;
    case 'warnings':
      return [block.title, ...block.items.map((item, index) => `${index + 1}) ${item}`)];
    case 'news':
      return [block.title, ...block.items.map((item) => `- ${item}`)];
    case 'rows':
      return block.rows.flatMap(({ label, lines: [first = '', ...others] }) => [
        `${label}${colon}${first}`,
        ...others.map((line) => `  ${line}`),
      ]);
    case 'draft':
      return [block.begin, '', block.text.trimEnd(), '', block.end];
    case 'letter':
      return [`${block.title}${colon.trimEnd()}`, ...block.text.trimEnd().split('\n')];
    case 'quote':
      return [`${block.title}${colon.trimEnd()}`, quoted(block.text, MOST_QUOTED)];
    case 'table':
      return [`${block.title}${colon.trimEnd()}`, ...block.rows.map((cells) => `  ${cells.filter(isSaid).join('  ')}`)];
  }
}

function isSaid(cell: string): boolean {
  return cell !== '';
}
