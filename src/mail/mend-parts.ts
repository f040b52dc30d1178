/** Mends delimiters of parts in a mail's source where mailparser would lose what stands between them (RFC 2046, 5.1). */
import libmime from 'libmime';
import { type Cuts, MAX_MULTIPART_DEPTH, MAX_PARTS } from './mime-limits.ts';

type Insertion = { at: number; text: string };
/** `open` are the boundaries of the multiparts around the place that has been reached, outermost first. */
type Walk = { raw: Buffer; open: string[]; insertions: Insertion[]; isInMail: boolean; cuts: Cuts };

const DELIMITER = '\n--';
const LONGEST_DELIMITER = 1000;
/** Mail programs write less than 1 kB; the rest of a longer header counts as content. */
const LONGEST_HEADER = 64 * 1024;
const TYPE = /(?:^|\n)content-type:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)/i;

/**
 * The source in which each multipart names its boundary (a sender may forget to, or to fold the line; then the first
 * line that looks like a delimiter is one), and in which no line of a mail that is carried along passes for a
 * delimiter of the multiparts further out: that mail brings delimiters of its own, and they may be the same. Multiparts
 * below the deepest level allowed are made plain text, because mailparser compares every line with all around it, and
 * the source ends with the last part allowed. `bodyStart` is where the mail's own header ends.
 */
export function mendParts(raw: Buffer, bodyStart: number, cuts: Cuts): Buffer {
  const walk: Walk = { raw, open: [], insertions: [], isInMail: false, cuts };
  enter(walk, 0, bodyStart);
  let parts = 0;
  let end = raw.length;
  for (let at = raw.indexOf(DELIMITER); at >= 0 && walk.open.length > 0; at = raw.indexOf(DELIMITER, at + 1)) {
    const next = lineEnd(raw, at + 1);
    const line = raw.toString('latin1', at + 3, Math.min(next, at + LONGEST_DELIMITER)).trimEnd();
    const exact = walk.open.lastIndexOf(line);
    const level = exact < 0 && line.endsWith('--') ? walk.open.lastIndexOf(line.slice(0, -2).trimEnd()) : exact;
    if (level < 0) continue;
    if (walk.isInMail && level < walk.open.length - 1) {
      walk.insertions.push({ at: at + 1, text: ' ' });
      continue;
    }
    walk.isInMail = false;
    walk.open.length = exact < 0 ? level : level + 1;
    if (exact < 0) continue;
    if (++parts > MAX_PARTS) {
      cuts.add('parts');
      end = at;
      break;
    }
    enter(walk, next, next + headerLength(walk, next));
  }
  return inserted(raw.subarray(0, end), walk.insertions);
}

/** The length of the header of the part that begins at `start`. */
function headerLength({ raw, insertions, cuts }: Walk, start: number): number {
  const text = raw.toString('latin1', start, start + LONGEST_HEADER);
  if (/^(?:\r?\n|--)/.test(text)) return 0;
  const end = text.search(/\n(?:\r?\n|--)/);
  if (end < 0 && text.length === LONGEST_HEADER) {
    cuts.add('header value');
    insertions.push({ at: start + LONGEST_HEADER, text: '\n\n' });
  }
  return end < 0 ? text.length : end;
}

/** Looks at the header of a part. */
function enter(walk: Walk, start: number, end: number): void {
  const { raw, open, insertions, cuts } = walk;
  const field = TYPE.exec(raw.toString('latin1', start, end));
  const type = field?.[1] ?? '';
  walk.isInMail = /^message\//i.test(type);
  if (!field || !/^multipart\//i.test(type)) return;
  if (open.length >= MAX_MULTIPART_DEPTH) {
    cuts.add('nested parts');
    insertions.push({ at: start + field.index + field[0].search(/\S/), text: 'X-' });
    return;
  }
  const named = (libmime.parseHeaderValue(type, { stripComments: true }).params.boundary ?? '').trimEnd();
  const boundary = named || firstDelimiter(raw, end - 1);
  if (boundary === '') return;
  open.push(boundary);
  if (named === '')
    insertions.push({ at: start + field.index + field[0].trimEnd().length, text: `; boundary="${boundary}"` });
}

function firstDelimiter(raw: Buffer, from: number): string {
  const at = raw.indexOf(DELIMITER, from);
  const line = at < 0 ? '' : raw.toString('latin1', at + 3, Math.min(lineEnd(raw, at + 1), at + LONGEST_DELIMITER));
  return /^[\w'()+,./:=?-]{1,70}$/.exec(line.trimEnd())?.[0] ?? '';
}

function inserted(raw: Buffer, insertions: readonly Insertion[]): Buffer {
  if (insertions.length === 0) return raw;
  const inOrder = insertions.toSorted((a, b) => a.at - b.at);
  const pieces = inOrder.flatMap(({ at, text }, index) => [
    raw.subarray(inOrder[index - 1]?.at ?? 0, at),
    Buffer.from(text, 'latin1'),
  ]);
  return Buffer.concat([...pieces, raw.subarray(inOrder.at(-1)?.at ?? 0)]);
}

function lineEnd(raw: Buffer, at: number): number {
  const newline = raw.indexOf('\n', at);
  return newline < 0 ? raw.length : newline + 1;
}
