/** Takes the MIME structure of a mail apart in one pass over its lines (RFC 2046, 5.1). */
import { endOfFields, type HeaderLine, isHeaderBlock, readHeaderBlock } from './mime-header.ts';
import { type Cuts, MAX_MULTIPART_DEPTH, MAX_PARTS } from './mime-limits.ts';
import { readParameters } from './mime-parameters.ts';

export type Part = {
  headers: HeaderLine[];
  /** Media type in lower case; text/plain, or message/rfc822 in a digest, when none is given. */
  type: string;
  /** Parameters of Content-Type by lower-case name, as they stand: bytes as Latin-1 characters. */
  typeParameters: Map<string, string>;
  /** inline, attachment …; null when not said. */
  disposition: string | null;
  dispositionParameters: Map<string, string>;
  /** The content as it was transferred. */
  bytes: Buffer;
  parts: Part[];
  /** Says multipart, but no part was found in it, or it lies too deep to be opened. */
  isClosed: boolean;
};

type Open = { part: Part; boundary: string; start: number };
type Delimiter = { level: number; isClosing: boolean; next: number };
type Reader = { raw: Buffer; open: Open[]; levels: Map<string, number[]>; count: number; cuts: Cuts };

const LF = 10;
/** RFC 2046 allows 70 characters; longer ones occur. */
const MAX_BOUNDARY = 250;

/** The mail as a tree of parts. Never fails: what is not understood is a leaf with its bytes. */
export function readParts(source: Buffer, cuts: Cuts): Part {
  const raw = withLineFeeds(source);
  const reader: Reader = { raw, open: [], levels: new Map(), count: 0, cuts };
  const root = readRoot(reader);
  let leaf: Part | null = root.part;
  let start = root.bodyStart;
  if (enter(reader, root.part, start)) leaf = null;
  let at = start;
  while (reader.open.length > 0 && at < raw.length) {
    const lineStart = delimiterLine(raw, at);
    if (lineStart < 0) break;
    const delimiter = delimiterAt(reader, lineStart, leaf?.type.startsWith('message/') ?? false);
    if (!delimiter) {
      at = lineStart + 2;
      continue;
    }
    finish(reader, leaf, start, lineStart, delimiter);
    leaf = null;
    at = delimiter.next;
    const parent = reader.open.at(-1)?.part;
    if (delimiter.isClosing || !parent) continue;
    if (reader.count >= MAX_PARTS) {
      cuts.add('parts');
      return closeAll(reader, root.part, at);
    }
    const child = readPart(reader, at, parent.type === 'multipart/digest');
    parent.parts.push(child.part);
    start = child.bodyStart;
    at = start;
    leaf = enter(reader, child.part, start) ? null : child.part;
  }
  if (leaf) leaf.bytes = raw.subarray(start);
  return closeAll(reader, root.part, raw.length);
}

function readRoot(reader: Reader): { part: Part; bodyStart: number } {
  const { raw, cuts } = reader;
  let start = 0;
  while (raw[start] === LF || raw[start] === 13) start++;
  if (/^>?From /.test(raw.toString('latin1', start, start + 6))) start = lineEnd(raw, start);
  const block = readHeaderBlock(raw, start, () => false, cuts);
  if (!isHeaderBlock(block, raw, start)) return { part: newPart([], false), bodyStart: start };
  reader.count++;
  const isEndless = block.bodyStart >= raw.length;
  return { part: newPart(block.lines, false), bodyStart: isEndless ? endOfFields(raw, start) : block.bodyStart };
}

function readPart(reader: Reader, at: number, isDigest: boolean): { part: Part; bodyStart: number } {
  const block = readHeaderBlock(
    reader.raw,
    at,
    (lineStart) => delimiterAt(reader, lineStart, false) !== null,
    reader.cuts,
  );
  reader.count++;
  return { part: newPart(block.lines, isDigest), bodyStart: block.bodyStart };
}

function newPart(headers: HeaderLine[], isDigest: boolean): Part {
  const value = (name: string): string | undefined => headers.find((line) => line.name === name)?.value;
  const { first, parameters } = readParameters(value('content-type') ?? '');
  const disposition = readParameters(value('content-disposition') ?? '');
  const standard = isDigest ? 'message/rfc822' : 'text/plain';
  return {
    headers,
    type: /^[\w!#$&^+.-]{1,100}\/[\w!#$&^+.-]{1,150}$/.test(first) ? first : standard,
    typeParameters: parameters,
    disposition: disposition.first || null,
    dispositionParameters: disposition.parameters,
    bytes: Buffer.alloc(0),
    parts: [],
    isClosed: false,
  };
}

/** Opens a multipart; false when it is none or cannot be opened. */
function enter(reader: Reader, part: Part, start: number): boolean {
  if (!part.type.startsWith('multipart/')) return false;
  const boundary = (part.typeParameters.get('boundary') ?? '').trimEnd() || boundaryInBody(reader.raw, start);
  part.isClosed = boundary === '' || boundary.length > MAX_BOUNDARY || reader.open.length >= MAX_MULTIPART_DEPTH;
  if (part.isClosed) {
    if (reader.open.length >= MAX_MULTIPART_DEPTH) reader.cuts.add('nested parts');
    return false;
  }
  reader.levels.set(boundary, [...(reader.levels.get(boundary) ?? []), reader.open.length]);
  reader.open.push({ part, boundary, start });
  return true;
}

/** A sender may forget to say the boundary; then the first line that looks like one is it. */
function boundaryInBody(raw: Buffer, start: number): string {
  const lineStart = delimiterLine(raw, start);
  const line =
    lineStart < 0 ? '' : raw.toString('latin1', lineStart, Math.min(lineEnd(raw, lineStart), lineStart + 300));
  return /^--([\w'()+,./:=?-]{1,70})\s*$/.exec(line)?.[1] ?? '';
}

/**
 * The delimiter line at `lineStart`, if one of the open multiparts owns it. Inside a mail that is carried along only
 * that of the multipart it lies in counts: the carried mail brings delimiters of its own, and they may be the same.
 */
function delimiterAt(reader: Reader, lineStart: number, isInMail: boolean): Delimiter | null {
  const { raw, open, levels } = reader;
  const next = lineEnd(raw, lineStart);
  if (raw[lineStart + 1] !== 0x2d || next - lineStart > MAX_BOUNDARY + 1000) return null;
  const key = raw.toString('latin1', lineStart + 2, next).trimEnd();
  const exact = levels.get(key)?.at(-1);
  const closing = key.endsWith('--') ? levels.get(key.slice(0, -2).trimEnd())?.at(-1) : undefined;
  const level = exact ?? closing;
  if (level === undefined || (isInMail && level !== open.length - 1)) return null;
  return { level, isClosing: exact === undefined, next };
}

/** Ends the leaf before a delimiter and every multipart inside the one that the delimiter belongs to. */
function finish(reader: Reader, leaf: Part | null, start: number, lineStart: number, delimiter: Delimiter): void {
  const end = beforeLineEnd(reader.raw, start, lineStart);
  if (leaf) leaf.bytes = reader.raw.subarray(start, end);
  const left = delimiter.isClosing ? delimiter.level : delimiter.level + 1;
  while (reader.open.length > left) close(reader, end);
}

function close(reader: Reader, end: number): void {
  const last = reader.open.pop();
  if (!last) return;
  reader.levels.get(last.boundary)?.pop();
  last.part.bytes = reader.raw.subarray(Math.min(last.start, end), end);
  last.part.isClosed = last.part.parts.length === 0;
}

function closeAll(reader: Reader, root: Part, end: number): Part {
  while (reader.open.length > 0) close(reader, end);
  return root;
}

function delimiterLine(raw: Buffer, at: number): number {
  const isLineStart = at === 0 || raw[at - 1] === LF;
  if (isLineStart && raw[at] === 0x2d && raw[at + 1] === 0x2d) return at;
  const found = raw.indexOf('\n--', at === 0 ? 0 : at - 1, 'latin1');
  return found < 0 ? -1 : found + 1;
}

function lineEnd(raw: Buffer, at: number): number {
  const newline = raw.indexOf(LF, at);
  return newline < 0 ? raw.length : newline + 1;
}

/** The line end in front of a delimiter belongs to the delimiter. */
function beforeLineEnd(raw: Buffer, start: number, lineStart: number): number {
  let end = lineStart;
  if (end > start && raw[end - 1] === LF) end--;
  if (end > start && raw[end - 1] === 13) end--;
  return Math.max(start, end);
}

/** Some programs still end lines with a carriage return alone. */
function withLineFeeds(raw: Buffer): Buffer {
  if (raw.includes(LF) || !raw.includes(13)) return raw;
  return Buffer.from(raw.map((byte) => (byte === 13 ? LF : byte)));
}
