/** Recognises the block of header lines (From, Sent, To, Subject …) that mail clients put before an earlier mail. */
import type { HeaderLabel } from '../model/mail-clients.ts';
import type { ClientWords } from './client-words.ts';
import { foldLabel } from './client-words.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, nextNonBlank } from './mail-lines.ts';

/** The lines `start` (inclusive) to `end` (exclusive), quoted `depth` deep, and their values. */
export type HeaderBlock = { start: number; end: number; depth: number; values: ReadonlyMap<HeaderLabel, string> };

const LONGEST_BLOCK = 24;
const LONGEST_LABEL = 40;
const LONGEST_VALUE = 4000;
/** Lines without a label that may still belong to the recipients above them. */
const LONGEST_WRAP = 4;

/**
 * The header block that begins at line `start`, or null. A buyer's own "From: Ningbo / To: Hamburg / Date: 3 May" is
 * none: besides the sender there must be an address, or a date and a subject, and at least two further labels, or one
 * after a marker line (`afterMarker`), which says by itself that an earlier mail follows.
 */
export function readHeaderBlock(
  lines: readonly MailLine[],
  start: number,
  words: ClientWords,
  afterMarker = false,
): HeaderBlock | null {
  const depth = lines[start]?.depth ?? 0;
  const values = new Map<HeaderLabel, string>();
  let last: HeaderLabel | null = null;
  let end = start;
  let index = start;
  let count = 0;
  let spaced = false;
  while (index < lines.length && index - start < LONGEST_BLOCK) {
    const line = lines[index];
    if (!line || line.depth !== depth) break;
    if (isBlank(line)) {
      index = nextNonBlank(lines, index);
      const next = labelOf(lines[index], words)?.label;
      // QQ and 163 leave blank lines inside the block, the subject last; Apple's HTML as text has one after each line.
      const isOver = values.has('subject') && (!spaced || next === 'other' || (next && values.has(next)));
      if (values.size === 0 || !next || isOver) break;
      spaced = true;
      continue;
    }
    const found = labelOf(line, words);
    if (found && found.label !== 'other' && values.has(found.label)) break;
    if (found) {
      if (found.label !== 'other') values.set(found.label, found.value);
      last = found.label;
      count += 1;
      end = index + 1;
    } else if (last && continues(lines, index, last, values, words)) {
      if (last !== 'other')
        values.set(last, `${values.get(last) ?? ''} ${line.text.trim()}`.slice(0, LONGEST_VALUE).trim());
      end = index + 1;
    } else break;
    index += 1;
  }
  return isBlock(values, count, afterMarker) ? { start, end, depth, values } : null;
}

function isBlock(values: ReadonlyMap<HeaderLabel, string>, count: number, afterMarker: boolean): boolean {
  if (!values.has('from') || count < (afterMarker ? 2 : 3)) return false;
  const hasAddress = [...values.values()].some((value) => /[^\s@]@[^\s@]/.test(value));
  return hasAddress || (/\p{Nd}/u.test(values.get('date') ?? '') && (afterMarker || values.has('subject')));
}

/** Whether an unlabelled line goes on with the value above: recipients that were wrapped, or a value on its own line. */
function continues(
  lines: readonly MailLine[],
  index: number,
  last: HeaderLabel,
  values: ReadonlyMap<HeaderLabel, string>,
  words: ClientWords,
): boolean {
  const empty = last !== 'other' && values.get(last) === '';
  if (empty) return true;
  if (last === 'other') return false;
  // Anything else below the sender's name is not his address.
  if (last === 'from' && !BARE_ADDRESS.test(lines[index]?.text.slice(0, LONGEST_VALUE) ?? '')) return false;
  const depth = lines[index]?.depth;
  for (let next = index + 1; next <= index + LONGEST_WRAP; next += 1) {
    const line = lines[next];
    if (!line || line.depth !== depth || isBlank(line)) return false;
    const found = labelOf(line, words);
    if (found) return found.label === 'other' || !values.has(found.label);
  }
  return false;
}

const BARE_ADDRESS = /^\s*(?:[<[(]\s?)?(?:mailto:)?[^\s<>@]{1,64}@[^\s<>@]{1,255}(?:\s?[>\])])?[;,*]{0,9}\s*$/;

/**
 * The label of a line like `From: Li`, `*From:* Li`, `发件人： Li`, or of a row of a table, `| From | Li |` or
 * `From<tab>Li`.
 */
function labelOf(line: MailLine | undefined, words: ClientWords): { label: HeaderLabel; value: string } | null {
  if (!line) return null;
  const text = line.text.startsWith('|') ? line.text.slice(1) : line.text;
  const found = SEPARATOR.exec(text.slice(0, LONGEST_LABEL));
  if (!found || found.index < 1) return null;
  const label = words.labels.get(foldLabel(text.slice(0, found.index).replace(/[*_]/g, '')));
  if (!label) return null;
  const value = text.slice(found.index + 1, found.index + 1 + LONGEST_VALUE).replace(/^[\s*_|:：]{1,20}/, '');
  return {
    label,
    value: value
      .trimEnd()
      .replace(/\s?\|$/, '')
      .trimEnd(),
  };
}

const SEPARATOR = /[:：|\t]/;
