/** A letter as simple HTML that reads the same as its plain text: paragraphs, lists, bold words, no pictures, no scripts. */

/** A range of the plain text, as UTF-16 offsets. */
export type Range = [start: number, end: number];

const RIGHT_TO_LEFT = new Set(['ar', 'he', 'fa', 'ur']);
/** Colour is left to the reader's program, so that its dark mode stays readable. */
const LETTER_STYLE = 'font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:150%;max-width:44em';
/** Word gives paragraphs and lists margins of its own; room for the marks of a list is left on the side it is read from. */
const PARAGRAPH = 'margin:0 0 12px';
const LIST = 'margin:0 24px 12px;padding:0';

/**
 * @param bold ranges of `text` set in bold, in order
 * @param language BCP 47 tag; decides the direction of writing
 */
export function letterHtml(text: string, bold: readonly Range[], language: string): string {
  const direction = RIGHT_TO_LEFT.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
  return (
    `<!doctype html>\n<html lang="${escapeHtml(language)}" dir="${direction}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width"></head><body>\n` +
    `<div style="${LETTER_STYLE}">\n${letterBlocks(text, bold).join('\n')}\n</div>\n</body></html>\n`
  );
}

/** The paragraphs and lists alone, for a letter inside another page. */
export function letterBlocks(text: string, bold: readonly Range[]): string[] {
  const lines = linesOf(text, bold);
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    if (line === undefined || line.plain.trim() === '') {
      at += 1;
      continue;
    }
    const isItem = line.plain.startsWith('- ');
    let end = at;
    while (end < lines.length && sameBlock(lines[end]?.plain ?? '', isItem)) end += 1;
    const html = lines.slice(at, end).map((one) => one.html);
    blocks.push(isItem ? list(html) : `<p style="${PARAGRAPH}">${html.join('<br>\n')}</p>`);
    at = end;
  }
  return blocks;
}

function sameBlock(line: string, isItem: boolean): boolean {
  return line.trim() !== '' && line.startsWith('- ') === isItem;
}

function list(items: readonly string[]): string {
  return `<ul style="${LIST}">\n${items.map((item) => `<li>${item.replace(/^- /, '')}</li>`).join('\n')}\n</ul>`;
}

/** Bold never crosses a line: it is closed at the end and opened again. */
function linesOf(text: string, bold: readonly Range[]): { plain: string; html: string }[] {
  let start = 0;
  return text.split('\n').map((plain) => {
    const end = start + plain.length;
    const inLine = bold
      .map(([from, to]): Range => [Math.max(from, start) - start, Math.min(to, end) - start])
      .filter(([from, to]) => from < to);
    start = end + 1;
    return { plain, html: setBold(plain, inLine) };
  });
}

function setBold(line: string, ranges: readonly Range[]): string {
  let html = '';
  let at = 0;
  for (const [from, to] of ranges) {
    if (from < at) continue;
    html += `${escapeHtml(line.slice(at, from))}<b>${escapeHtml(line.slice(from, to))}</b>`;
    at = to;
  }
  return html + escapeHtml(line.slice(at));
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`).replace(/ {2}/g, ' &#160;');
}
