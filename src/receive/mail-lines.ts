/** Splits the text of a mail into lines with their depth of quotation (RFC 3676 section 4.5). */

/** `depth` is the number of `>` marks, `text` the line without them and without invisible direction marks. */
export type MailLine = { raw: string; depth: number; text: string };

/** Nobody writes more lines: what comes after them is kept as one. */
const MOST_LINES = 5_000;

const DIRECTION_MARK = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;
const DIRECTION_MARKS = new RegExp(DIRECTION_MARK, 'g');
const NO_MARKS = { depth: 0, from: 0 };

export function mailLines(text: string): MailLine[] {
  const marked = text.search(DIRECTION_MARK) >= 0;
  return firstLines(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text).map((raw) => {
    const { depth, from } = quoteMarks(raw, Number.POSITIVE_INFINITY);
    const content = from === 0 ? raw : raw.slice(from);
    return { raw, depth, text: marked ? content.replace(DIRECTION_MARKS, '') : content };
  });
}

function firstLines(text: string): string[] {
  const lines = text.split('\n', MOST_LINES);
  const taken = lines.reduce((sum, line) => sum + line.length + 1, 0);
  return taken <= text.length && lines.length === MOST_LINES ? [...lines, text.slice(taken)] : lines;
}

/** The line without its first `depth` quote marks; what is quoted deeper stays quoted. */
export function unquote(line: MailLine, depth: number): string {
  return line.raw.slice(quoteMarks(line.raw, depth).from);
}

/** Index of the first line at or after `from` that is not blank; the number of lines when there is none. */
export function nextNonBlank(lines: readonly MailLine[], from: number): number {
  let index = from;
  while (index < lines.length && isBlank(lines[index])) index += 1;
  return index;
}

export function isBlank(line: MailLine | undefined): boolean {
  return line === undefined || line.text === '' || line.text.trim() === '';
}

/** The text without blank lines at either end; inside, everything stays as written. */
export function joinLines(lines: readonly string[]): string {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]?.trim() === '') start += 1;
  while (end > start && lines[end - 1]?.trim() === '') end -= 1;
  return lines.slice(start, end).join('\n').trimEnd();
}

function quoteMarks(raw: string, most: number): { depth: number; from: number } {
  if (raw[0] !== '>' && !(raw[0] === ' ' && raw[1] === '>')) return NO_MARKS;
  let depth = 0;
  let from = 0;
  while (depth < most) {
    const mark = raw[from] === '>' ? from : raw[from] === ' ' && raw[from + 1] === '>' ? from + 1 : -1;
    if (mark < 0) break;
    depth += 1;
    from = mark + 1;
  }
  if (depth > 0 && raw[from] === ' ') from += 1;
  return { depth, from };
}
