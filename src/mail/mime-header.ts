/** Splits the header block of a mail or of one of its parts into lines, whatever state it is in (RFC 5322, 2.2). */
import { type Cuts, MAX_HEADER_LINES, MAX_HEADER_VALUE } from './mime-limits.ts';

/** A header field: lower-case name, and the value unfolded, each byte as one character (Latin-1). */
export type HeaderLine = { name: string; value: string };
export type HeaderBlock = { lines: HeaderLine[]; bodyStart: number };

const LF = 10;
const FIELD = /^([!-9;-~]{1,200})[ \t]*:/;
/** Kept even when they stand behind thousands of others. */
const WELL_KNOWN = new Set(
  (
    'from to cc reply-to sender subject date message-id in-reply-to references mime-version content-type ' +
    'content-transfer-encoding content-disposition content-id auto-submitted precedence return-path received ' +
    'list-id list-unsubscribe x-mailer x-priority authentication-results'
  ).split(' '),
);

/**
 * The header block that begins at `start`. It ends with an empty line, before a line for which `endsPart` holds (the
 * delimiter of an enclosing multipart), or at the end. Lines that are no header fields are passed over.
 */
export function readHeaderBlock(
  raw: Buffer,
  start: number,
  endsPart: (lineStart: number) => boolean,
  cuts: Cuts,
): HeaderBlock {
  const lines: HeaderLine[] = [];
  const kept = new Set<string>();
  let current: HeaderLine | null = null;
  let at = start;
  while (at < raw.length) {
    const newline = raw.indexOf(LF, at);
    const next = newline < 0 ? raw.length : newline + 1;
    const length = lineLength(raw, at, next);
    if (length === 0) return { lines, bodyStart: next };
    if (raw[at] === 0x2d && endsPart(at)) return { lines, bodyStart: at };
    const isFolded = raw[at] === 0x20 || raw[at] === 0x09;
    if (isFolded) {
      if (current) continueValue(current, raw.toString('latin1', at, at + Math.min(length, MAX_HEADER_VALUE)), cuts);
    } else {
      current = field(raw.toString('latin1', at, at + Math.min(length, MAX_HEADER_VALUE)));
      if (current && length > MAX_HEADER_VALUE) cuts.add('header value');
      if (current && lines.length >= MAX_HEADER_LINES) {
        cuts.add('header lines');
        if (!WELL_KNOWN.has(current.name) || kept.has(current.name)) current = null;
      }
      if (current) {
        lines.push(current);
        kept.add(current.name);
      }
    }
    at = next;
  }
  return { lines, bodyStart: raw.length };
}

/**
 * Whether what was read as the header of a mail is one: some programs send only text, in which a line may look like a
 * field. Behind blank lines, or an odd first line, a well-known field has to prove it.
 */
export function isHeaderBlock(block: HeaderBlock, raw: Buffer, start: number): boolean {
  if (block.lines.some(({ name }) => WELL_KNOWN.has(name))) return true;
  return start === 0 && FIELD.test(raw.toString('latin1', 0, 220));
}

/**
 * The end of the fields when no empty line follows them: the first line that is neither field nor continuation, so
 * that text without the empty line before it is not taken for rubbish between fields.
 */
export function endOfFields(raw: Buffer, start: number): number {
  let at = start;
  while (at < raw.length) {
    const newline = raw.indexOf(LF, at);
    const next = newline < 0 ? raw.length : newline + 1;
    const isFolded = raw[at] === 0x20 || raw[at] === 0x09;
    if (!isFolded && at > start && !FIELD.test(raw.toString('latin1', at, Math.min(next, at + 220)))) return at;
    at = next;
  }
  return raw.length;
}

function field(line: string): HeaderLine | null {
  const match = FIELD.exec(line);
  return match ? { name: (match[1] ?? '').toLowerCase(), value: tidy(line.slice(match[0].length)) } : null;
}

function continueValue(line: HeaderLine, more: string, cuts: Cuts): void {
  if (line.value.length + more.length > MAX_HEADER_VALUE) cuts.add('header value');
  else line.value += ` ${tidy(more)}`;
}

/** A carriage return alone ends no line: it is space, or a value could smuggle in a line for those who think so. */
function tidy(value: string): string {
  return value
    .replaceAll('\0', '')
    .replace(/[\r\n]+/g, ' ')
    .trim();
}

function lineLength(raw: Buffer, at: number, next: number): number {
  let end = next;
  if (end > at && raw[end - 1] === LF) end--;
  while (end > at && raw[end - 1] === 13) end--;
  return end - at;
}
