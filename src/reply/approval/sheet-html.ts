/** Writes a request for approval as HTML for phones and Outlook: tables with inline styles, no flex, no pictures. */
import { escapeHtml, letterBlocks, type Range } from '../letter-html.ts';
import type { Block, Row } from './sheet.ts';
import { MOST_QUOTED } from './sheet.ts';

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);
const PAGE = 'font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.5';
const TABLE = 'border-collapse:collapse;width:100%';
const BOX = 'padding:10px 12px;border:1px solid';
/** Text colours are given with every background, so that a dark mode that changes one changes both. */
const TONES = {
  lines: `${BOX} #9db8d9;background-color:#eef4fb;color:#12263f`,
  warnings: `${BOX} #e0a800;background-color:#fff6dd;color:#4a3500`,
  news: `${BOX} #7fb48a;background-color:#edf8ef;color:#143d1e`,
  draft: `${BOX} #8a8a8a;background-color:#ffffff;color:#111111`,
};
const LABEL = 'padding:4px 10px 4px 0;vertical-align:top;color:#5f6b7a;width:84px;font-size:13px';
const VALUE = 'padding:4px 0;vertical-align:top;word-break:break-word';
const MARK = 'background-color:#ffe08a;color:#111111';
const GAP = '<div style="height:12px;line-height:12px;font-size:0">&#160;</div>';

/** @param language of the reader, BCP 47 */
export function sheetHtml(blocks: readonly Block[], colon: string, language: string): string {
  const body = blocks.map((block) => blockHtml(block, colon)).join(`\n${GAP}\n`);
  return (
    `<!doctype html>\n<html lang="${escapeHtml(language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"></head>\n<body style="margin:0;padding:8px">\n` +
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${TABLE};max-width:720px">` +
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
        `${title(block.title, colon)}\n<div style="border-left:3px solid #c9d2dc;padding-left:10px;word-break:break-word">` +
        `${markedHtml(block.text, block.marks)}</div>`
      );
    case 'table':
      return tableHtml(block, colon);
  }
}

function box(style: string, html: string): string {
  return (
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="${TABLE}">` +
    `<tr><td style="${style};${PAGE}">${html}</td></tr></table>`
  );
}

function title(words: string, colon: string): string {
  return `<p style="margin:0 0 6px"><b>${escapeHtml(words)}${escapeHtml(colon.trimEnd())}</b></p>`;
}

/** Addresses of our own page can be opened; nothing else is made a link. */
function lineHtml(line: string): string {
  const found = /https?:\/\/[^\s"'<>]{1,500}/.exec(line);
  if (!found) return escapeHtml(line);
  const url = escapeHtml(found[0]);
  return (
    escapeHtml(line.slice(0, found.index)) +
    `<a href="${url}">${url}</a>` +
    escapeHtml(line.slice(found.index + found[0].length))
  );
}

function rowsHtml(rows: readonly Row[], colon: string): string {
  const html = rows.map(
    ({ label, lines }) =>
      `<tr><td style="${LABEL};${PAGE};font-size:13px">${escapeHtml(label)}${escapeHtml(colon.trimEnd())}</td>` +
      `<td style="${VALUE};${PAGE}">${lines.map(escapeHtml).join('<br>\n')}</td></tr>`,
  );
  return `<table cellpadding="0" cellspacing="0" border="0" style="${TABLE}">\n${html.join('\n')}\n</table>`;
}

function draftHtml({ begin, end, text, bold, language }: Extract<Block, { kind: 'draft' }>): string {
  const direction = RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
  const rule = (words: string) => `<p style="margin:0;color:#5f6b7a;font-size:13px">${escapeHtml(words)}</p>`;
  const letter = `<div lang="${escapeHtml(language)}" dir="${direction}">\n${letterBlocks(text, bold).join('\n')}\n</div>`;
  return [rule(begin), box(TONES.draft, letter), rule(end)].join('\n');
}

function tableHtml({ title: words, rows }: Extract<Block, { kind: 'table' }>, colon: string): string {
  const widest = Math.max(...rows.map((cells) => cells.length));
  const html = rows.map((cells) => {
    const isHead = cells.length === 1;
    if (isHead)
      return `<tr><td colspan="${widest}" style="padding:8px 0 2px;font-size:13px"><b>${escapeHtml(cells[0] ?? '')}</b></td></tr>`;
    const style = 'padding:2px 8px 2px 0;vertical-align:top;font-size:13px;border-bottom:1px solid #e4e8ed';
    return `<tr>${cells.map((cell) => `<td style="${style}">${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `${title(words, colon)}\n<table cellpadding="0" cellspacing="0" border="0" style="${TABLE}">\n${html.join('\n')}\n</table>`;
}

/** The words as they came, the marked ones set off; what cannot be seen is left out. */
function markedHtml(text: string, marks: readonly Range[]): string {
  const shown = text.slice(0, MOST_QUOTED);
  let html = '';
  let at = 0;
  for (const [from, to] of marks) {
    if (from < at || from >= shown.length) continue;
    html += plainHtml(shown.slice(at, from));
    html += `<mark style="${MARK}">${plainHtml(shown.slice(from, to))}</mark>`;
    at = Math.min(to, shown.length);
  }
  return `${html}${plainHtml(shown.slice(at))}${text.length > shown.length ? '…' : ''}`;
}

function plainHtml(words: string): string {
  const seen = words
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, ' ');
  return escapeHtml(seen).replaceAll('\n', '<br>\n');
}
