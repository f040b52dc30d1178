/** Reads header lines of a mail: decoded values by name, message ids, the date. */
import { clean } from './clean-text.ts';
import { decodeHeader } from './encoded-words.ts';
import type { HeaderLine } from './mime-header.ts';

const MAX_HEADERS = 200;
const MAX_VALUE_LENGTH = 10_000;
/** All values together, so that a mail with many long headers does not fill the table. */
const MAX_ALL_LENGTH = 500_000;
/** What the stages read by name; these are kept first. */
const WANTED =
  /^(?:from|to|cc|reply-to|sender|subject|date|message-id|in-reply-to|references|content-type|auto-submitted|precedence|return-path|list-.*|x-auto.*|authentication-results|received-spf|delivered-to)$/;

/**
 * Header values by lower-case name, in the order they stand, unfolded and with encoded words (RFC 2047) decoded; at
 * most 200 headers of 10,000 characters. `charset` is what raw 8-bit bytes are in if they are not UTF-8.
 */
export function headerValues(lines: readonly HeaderLine[], charset: string | null): Record<string, string[]> {
  const wanted = lines.filter(({ name }) => WANTED.test(name)).slice(0, MAX_HEADERS);
  const others = lines.filter(({ name }) => !WANTED.test(name)).slice(0, MAX_HEADERS - wanted.length);
  const values = new Map<string, string[]>();
  let room = MAX_ALL_LENGTH;
  for (const { name, value } of [...wanted, ...others]) {
    if (!/^[a-z0-9][!-9;-~]*$/.test(name)) continue;
    const decoded = clean(decodeHeader(value.slice(0, MAX_VALUE_LENGTH), charset)).slice(0, Math.max(0, room));
    room -= decoded.length;
    values.set(name, [...(values.get(name) ?? []), decoded]);
  }
  return Object.fromEntries(values);
}

/** The first value of a header as it stands, '' when there is none. */
export function rawValue(lines: readonly HeaderLine[], name: string): string {
  return lines.find((line) => line.name === name)?.value ?? '';
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
