/** Reads header lines of a mail: decoded values by name, addresses, message ids, the date. */
import { parseAddressHeader } from 'mailparser';
import type { Mailbox } from '../model/message.ts';
import { clean } from './clean-text.ts';
import { decodeWords, mendWords } from './encoded-words.ts';
import { type Cuts, MAX_ADDRESSES } from './mime-limits.ts';
import type { HeaderLine } from './mime-tree.ts';

const MAX_HEADERS = 200;
const MAX_VALUE_LENGTH = 10_000;
/** All values together, so that a mail with many long headers does not fill the table. */
const MAX_ALL_LENGTH = 500_000;
const MAX_NAME = 500;
/** RFC 5321, 4.5.3.1: 64 characters, the sign, 255 characters. */
const MAX_ADDRESS = 320;
/** What the stages read by name; these are kept first. */
const WANTED =
  /^(?:from|to|cc|reply-to|sender|subject|date|message-id|in-reply-to|references|content-type|auto-submitted|precedence|return-path|list-.*|x-auto.*|authentication-results|received-spf|delivered-to)$/;

/** No encoded words are allowed here (RFC 2047, 5): decoding them would let a sender's address write results. */
const LITERAL = 'authentication-results';

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
    const cut = value.slice(0, MAX_VALUE_LENGTH);
    const decoded = clean(name === LITERAL ? cut : decodeWords(cut, charset)).slice(0, Math.max(0, room));
    room -= decoded.length;
    values.set(name, [...(values.get(name) ?? []), decoded]);
  }
  return Object.fromEntries(values);
}

/** How many Received fields stand above each Authentication-Results field, in the order of `headerValues`. */
export function receivedAbove(lines: readonly HeaderLine[]): number[] {
  let received = 0;
  return lines
    .flatMap(({ name }) => {
      if (name === 'received') received += 1;
      return name === LITERAL ? [received] : [];
    })
    .slice(0, MAX_HEADERS);
}

/**
 * The mailboxes of all headers of that name (RFC 5322, 3.4), groups flattened, addresses in lower case, at most 500.
 * What has no address is left out.
 */
export function readAddresses(
  lines: readonly HeaderLine[],
  name: string,
  charset: string | null,
  cuts: Cuts,
): Mailbox[] {
  const mailboxes: Mailbox[] = [];
  for (const line of lines) {
    if (line.name !== name || mailboxes.length > MAX_ADDRESSES) continue;
    for (const entry of parseAddressHeader(mendWords(line.value, charset), { flatten: true }).value) {
      const address = clean(entry.address ?? '')
        .replace(/\p{Cc}/gu, '')
        .trim()
        .toLowerCase();
      const isAddress = address.length <= MAX_ADDRESS && /^(?:[^\s@]+|".*")@[^\s@]+$/.test(address);
      if (isAddress) mailboxes.push({ name: oneLine(entry.name, MAX_NAME), address });
    }
  }
  if (mailboxes.length > MAX_ADDRESSES) cuts.add('addresses');
  return mailboxes.slice(0, MAX_ADDRESSES);
}

/** The text on one line, without what cannot be stored. */
export function oneLine(text: string, length: number): string {
  return clean(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, length);
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
