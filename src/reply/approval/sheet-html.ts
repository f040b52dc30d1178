/** Writes a request for approval as HTML for phones and Outlook: tables with inline styles, no flex, no pictures. */

// Outlook on Windows lays mail out with Word, which knows width, padding and single borders on tables and cells only,
// and no max-width (Microsoft, "Word 2007 HTML and CSS Rendering Capabilities in Outlook 2007").
import { escapeHtml, letterBlocks, type Range } from '../letter-html.ts';
import type { Block, Row } from './sheet.ts';
import { MOST_QUOTED } from './sheet.ts';

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);
const PAGE = 'font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:150%';
const SMALL = 'font-size:13px';
/** As wide as there is room on a phone, and no wider than this on a desk. */
const WIDEST = 640;
const TABLE = '<table role="presentation" cellpadding="0" cellspacing="0" border="0"';
const FULL_WIDTH = `${TABLE} width="100%" style="border-collapse:collapse;width:100%`;
const BREAK = 'word-break:break-word';

type Tone = { border: string; background: string; text: string };
/** Text colours are given with every background, so that a dark mode that changes one changes both. */
const TONES = {
  lines: { border: '#9db8d9', background: '#eef4fb', text: '#12263f' },
  warnings: { border: '#e0a800', background: '#fff6dd', text: '#4a3500' },
  news: { border: '#7fb48a', background: '#edf8ef', text: '#143d1e' },
  draft: { border: '#8a8a8a', background: '#ffffff', text: '#111111' },
};
const LABEL = `padding:4px 10px 4px 0;vertical-align:top;color:#5f6b7a;width:84px;${PAGE};${SMALL}`;
const VALUE = `padding:4px 0;vertical-align:top;${BREAK};${PAGE}`;
const CELL = `padding:2px 8px 2px 0;vertical-align:top;border-bottom:1px solid #e4e8ed;${BREAK};${PAGE};${SMALL}`;
const QUOTE = `border-left:3px solid #c9d2dc;padding:0 0 0 10px;${BREAK};${PAGE}`;
const MARK = 'background-color:#ffe08a;color:#111111';
const MOST_LINK = 60;
/** Word breaks no word, it widens the table; nobody copies words of this length from a quotation by hand. */
const LONG_WORD = /[!-~]{50}/g;
const GAP = '<p style="margin:0;font-size:12px;line-height:12px">&#160;</p>';

/** @param language of the reader, BCP 47 */
export function sheetHtml(blocks: readonly Block[], colon: string, language: string): string {
  const body = blocks.map((block) => blockHtml(block, colon)).join(`\n${GAP}\n`);
  return (
    `<!doctype html>\n<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"></head>\n<body style="margin:0;padding:8px">\n` +
    `${TABLE} width="${WIDEST}" style="border-collapse:collapse;table-layout:fixed;max-width:100%">` +
    `<tr><td style="${PAGE}">\n${body}\n</td></tr></table>\n</body></html>\n`
  );
}

function blockHtml(block: Block, colon: string): string {
  switch (block.kind) {
    case 'lines':
      return box(TONES.lines, block.lines.map(lineHtml).join('<br>\n'));
    case 'warnings':
      return box(
        TONES.warnings,
        [
          `<b>${escapeHtml(block.title)}</b>`,
          ...block.items.map((item, index) => escapeHtml(`${index + 1}) ${item}`)),
        ].join('<br>\n'),
      );
    case 'news':
      return box(
        TONES.news,
        [`<b>${escapeHtml(block.title)}</b>`, ...block.items.map((item) => escapeHtml(`- ${item}`))].join('<br>\n'),
      );
    case 'rows':
      return rowsHtml(block.rows, colon);
    case 'draft':
      return draftHtml(block);
    case 'letter':
      return `${title(block.title, colon)}\n<div style="color:#444444">\n${letterBlocks(block.text, block.bold).join('\n')}\n</div>`;
    case 'quote':
      return (
        `${title(block.title, colon)}\n${FULL_WIDTH};table-layout:fixed"><tr><td style="${QUOTE}">` +
        `${markedHtml(block.text, block.marks)}</td></tr></table>`
      );
    case 'table':
      return tableHtml(block, colon);
  }
}

function box({ border, background, text }: Tone, html: string): string {
  const style = `padding:10px 12px;border:1px solid ${border};background-color:${background};color:${text}`;
  return (
    `${FULL_WIDTH};table-layout:fixed">` +
    `<tr><td bgcolor="${background}" style="${style};${BREAK};${PAGE}">${html}</td></tr></table>`
  );
}

function title(words: string, colon: string): string {
  return `<p style="margin:0 0 6px"><b>${escapeHtml(words)}${escapeHtml(colon.trimEnd())}</b></p>`;
}

/** Addresses of our own page can be opened; nothing else is made a link. One that would widen the box is cut to be seen. */
function lineHtml(line: string): string {
  const found = /https?:\/\/[^\s"'<>]{1,500}/.exec(line);
  if (!found) return escapeHtml(line);
  const url = escapeHtml(found[0]);
  return (
    escapeHtml(line.slice(0, found.index)) +
    `<a href="${url}">${found[0].length > MOST_LINK ? `${escapeHtml(found[0].slice(0, MOST_LINK))}…` : url}</a>` +
    escapeHtml(line.slice(found.index + found[0].length))
  );
}

function rowsHtml(rows: readonly Row[], colon: string): string {
  const html = rows.map(
    ({ label, lines }) =>
      `<tr valign="top"><td width="84" style="${LABEL}">${escapeHtml(label)}${escapeHtml(colon.trimEnd())}</td>` +
      `<td style="${VALUE}">${lines.map(escapeHtml).join('<br>\n')}</td></tr>`,
  );
  return `${FULL_WIDTH};table-layout:fixed">\n${html.join('\n')}\n</table>`;
}

function draftHtml({ begin, end, text, bold, language }: Extract<Block, { kind: 'draft' }>): string {
  const direction = RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
  const rule = (words: string) => `<p style="margin:0;color:#5f6b7a;${SMALL}">${escapeHtml(words)}</p>`;
  const letter = `<div lang="${escapeHtml(language)}" dir="${direction}">\n${letterBlocks(text, bold).join('\n')}\n</div>`;
  return [rule(begin), box(TONES.draft, letter), rule(end)].join('\n');
}

function tableHtml({ title: words, rows }: Extract<Block, { kind: 'table' }>, colon: string): string {
  const widest = Math.max(...rows.map((cells) => cells.length));
  const html = rows.map((cells) => {
    const isHead = cells.length === 1;
    if (isHead)
      return `<tr><td colspan="${widest}" style="padding:8px 0 2px;${PAGE};${SMALL}"><b>${escapeHtml(cells[0] ?? '')}</b></td></tr>`;
    return `<tr valign="top">${cells.map((cell) => `<td style="${CELL}">${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `${title(words, colon)}\n${FULL_WIDTH}">\n${html.join('\n')}\n</table>`;
}

/** The words as they came, the marked ones set off; what cannot be seen is left out. */
function markedHtml(text: string, marks: readonly Range[]): string {
  const shown = text.slice(0, MOST_QUOTED);
  let html = '';
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || from >= shown.length) continue;
    html += plainHtml(shown.slice(at, from));
    html += `<b style="${MARK}">${plainHtml(shown.slice(from, to))}</b>`;
    at = Math.min(to, shown.length);
  }
  return `${html}${plainHtml(shown.slice(at))}${text.length > shown.length ? '…' : ''}`;
}

function plainHtml(words: string): string {
  const seen = words
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, ' ');
  return escapeHtml(seen.replace(LONG_WORD, '$&\u200B')).replaceAll('\n', '<br>\n');
}
