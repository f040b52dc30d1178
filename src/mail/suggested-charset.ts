/** Finds out what character set a mail is probably in where it does not say. */
import { guessCharset } from './guess-charset.ts';
import type { Part } from './mime-tree.ts';

const MAX_SAMPLE = 16 * 1024;
/** These are written by programs that do not know better. */
const SAYS_LITTLE = /^(?:us-ascii|utf-?8|iso-8859-1|windows-1252)$/i;

/**
 * What the mail's first text names, or an encoded word in its headers; else what its raw 8-bit bytes, those of headers
 * and text together, look like. Null when there are none.
 */
export function suggestedCharset(root: Part): string | null {
  const texts = textParts(root, []);
  const named = texts.find(({ charset }) => charset !== null)?.charset ?? null;
  if (named !== null && !SAYS_LITTLE.test(named)) return named;
  const raw = rawBytes(root, texts);
  const guess = raw.length > 0 ? guessCharset(raw) : 'utf-8';
  return guess === 'utf-8' ? wordCharset(root) : guess;
}

function textParts(part: Part, found: Part[]): Part[] {
  if (part.type.startsWith('text/') && part.disposition !== 'attachment') found.push(part);
  for (const child of part.parts) if (found.length < 5) textParts(child, found);
  return found;
}

function rawBytes(root: Part, texts: readonly Part[]): Buffer {
  const headers = root.headers
    .filter(({ value }) => /[\u0080-\u00ff]/.test(value))
    .slice(0, 50)
    .map(({ value }) => value.slice(0, 2000));
  const bodies = texts.filter(({ charset }) => charset === null).map(({ bytes }) => bytes.subarray(0, MAX_SAMPLE));
  return Buffer.concat([Buffer.from(headers.join(' '), 'latin1'), ...bodies]);
}

function wordCharset(root: Part): string | null {
  for (const { value } of root.headers) {
    const label = /=\?([\w.:-]{1,40})\?[bq]\?/i.exec(value.slice(0, 1000))?.[1];
    if (label !== undefined && !SAYS_LITTLE.test(label)) return label;
  }
  return null;
}
