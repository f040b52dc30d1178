/** Reads header lines of a mail: decoded values by name, message ids, the date. */
import libmime from 'libmime';
import type { HeaderLines } from 'mailparser';
import { clean } from './clean-text.ts';

const MAX_HEADERS = 200;
const MAX_VALUE_LENGTH = 10_000;

/**
 * Header values by lower-case name, in the order they stand, unfolded and with encoded words (RFC 2047) decoded; at
 * most 200 headers of 10,000 characters. `lines` are as mailparser gives them: bytes as Latin-1 characters.
 */
export function headerValues(lines: HeaderLines): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const { key, line } of lines.slice(0, MAX_HEADERS)) {
    const name = key.toLowerCase();
    if (!/^[a-z0-9][!-9;-~]*$/.test(name)) continue;
    const bytes = Buffer.from(line.slice(line.indexOf(':') + 1, MAX_VALUE_LENGTH), 'latin1');
    const unfolded = bytes
      .toString('utf8')
      .replace(/\r?\n[ \t]?/g, ' ')
      .trim();
    values.set(name, [...(values.get(name) ?? []), clean(decodeWords(unfolded))]);
  }
  return Object.fromEntries(values);
}

/** The message ids, angle brackets included, in header values (RFC 5322, 3.6.4); comments and words are left out. */
export function messageIds(values: string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => {
    const bracketed = value.match(/<[^<>\s]{1,990}>/g);
    if (bracketed) return [...bracketed];
    return /^[^<>\s]{1,990}$/.test(value) ? [`<${value}>`] : [];
  });
}

/** The instant of a Date header as ISO 8601, or null when it is not a date of this age. */
export function mailDate(value: string | undefined): string | null {
  if (!value || !/^.{0,40}\d{1,2}[ -](?:[a-z]{3}|\d{2})[a-z]{0,6}[ -]\d{2,4}|^\d{4}-\d{2}-\d{2}/i.test(value))
    return null;
  const date = new Date(value.slice(0, 100));
  const year = date.getUTCFullYear();
  return year >= 1970 && year <= 9999 ? date.toISOString() : null;
}

function decodeWords(text: string): string {
  try {
    return libmime.decodeWords(text);
  } catch {
    return text;
  }
}
