/** Puts the raw bytes of a mail into a shape that mailparser reads: it trusts the header block and its line ends. */
import { type Cuts, MAX_HEADER_BYTES, MAX_HEADER_FIELD, MAX_HEADER_LINES } from './mime-limits.ts';

/** The mail, and where in it the header block with its empty line ends. */
type Source = { raw: Buffer; bodyStart: number };

type Field = { name: string; start: number; end: number };
type Header = { fields: Field[]; bodyStart: number };

const LF = 10;
const NEW_LINE = Buffer.from('\r\n');
const FIELD = /^([!-9;-~]{1,200})[ \t]*:/;
const LONGEST_START = 220;
/** Kept even when they stand behind thousands of others. */
const WELL_KNOWN = new Set(
  (
    'from to cc reply-to sender subject date message-id in-reply-to references mime-version content-type ' +
    'content-transfer-encoding content-disposition content-id auto-submitted precedence return-path received ' +
    'list-id list-unsubscribe x-mailer x-priority authentication-results'
  ).split(' '),
);

/**
 * The mail without mbox line and blank lines in front, with line feeds where it had only carriage returns, an empty
 * line where it had none behind the header (or no header at all), and of the header so much as one mail may take.
 */
export function mendSource(bytes: Buffer, cuts: Cuts): Source {
  const raw = withLineFeeds(bytes);
  let start = 0;
  while (raw[start] === LF || raw[start] === 13) start++;
  if (/^>?From /.test(raw.toString('latin1', start, start + 6))) start = lineEnd(raw, start);
  const { fields, bodyStart } = readHeader(raw, start, cuts);
  const isKnown = isHeader(fields, raw, start);
  const lines = isKnown ? fields.flatMap((field) => [fieldBytes(raw, field, cuts), NEW_LINE]) : [];
  const head = Buffer.concat([...lines, NEW_LINE]);
  return { raw: Buffer.concat([head, raw.subarray(isKnown ? bodyStart : start)]), bodyStart: head.length };
}

/** The fields to keep. Where no empty line ends the header, the body begins with the first line that is no field. */
function readHeader(raw: Buffer, start: number, cuts: Cuts): Header {
  const fields: Field[] = [];
  const kept = new Set<string>();
  let room = MAX_HEADER_BYTES;
  let rubbish = raw.length;
  let current: Field | null = null;
  for (let at = start, next = at; at < raw.length; at = next) {
    next = lineEnd(raw, at);
    const end = textEnd(raw, at, next);
    if (end === at) return { fields, bodyStart: next };
    if (raw[at] === 0x20 || raw[at] === 0x09) {
      if (current) current.end = end;
      continue;
    }
    if (current) room -= Math.min(MAX_HEADER_FIELD, current.end - current.start);
    current = null;
    const name = FIELD.exec(raw.toString('latin1', at, Math.min(end, at + LONGEST_START)))?.[1]?.toLowerCase();
    if (name === undefined) rubbish = Math.min(rubbish, at);
    else if ((WELL_KNOWN.has(name) && !kept.has(name)) || (fields.length < MAX_HEADER_LINES && room > 0)) {
      current = { name, start: at, end };
      fields.push(current);
      kept.add(name);
    } else cuts.add('header lines');
  }
  return { fields: fields.filter((field) => field.start < rubbish), bodyStart: rubbish };
}

/**
 * Whether what was read as header is one: some programs send only text, in which a line may look like a field. Behind
 * blank lines, or an odd first line, a well-known field has to prove it.
 */
function isHeader(fields: readonly Field[], raw: Buffer, start: number): boolean {
  if (fields.some(({ name }) => WELL_KNOWN.has(name))) return true;
  return start === 0 && FIELD.test(raw.toString('latin1', 0, LONGEST_START));
}

function fieldBytes(raw: Buffer, { start, end }: Field, cuts: Cuts): Buffer {
  if (end - start > MAX_HEADER_FIELD) cuts.add('header value');
  return raw.subarray(start, Math.min(end, start + MAX_HEADER_FIELD));
}

function lineEnd(raw: Buffer, at: number): number {
  const newline = raw.indexOf(LF, at);
  return newline < 0 ? raw.length : newline + 1;
}

/** Where the line's own characters end. */
function textEnd(raw: Buffer, start: number, next: number): number {
  let end = next;
  while (end > start && (raw[end - 1] === LF || raw[end - 1] === 13)) end--;
  return end;
}

/** Some programs still end lines with a carriage return alone. */
function withLineFeeds(raw: Buffer): Buffer {
  if (raw.includes(LF) || !raw.includes(13)) return raw;
  return Buffer.from(raw.map((byte) => (byte === 13 ? LF : byte)));
}
