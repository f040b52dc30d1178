/** Reads address headers (RFC 5322, 3.4) into mailboxes. */
import { domainToUnicode } from 'node:url';
import parseAddresses from 'nodemailer/lib/addressparser';
import type { Mailbox } from '../model/message.ts';
import { clean } from './clean-text.ts';
import { decodeWords, readyForParsing } from './encoded-words.ts';
import type { HeaderLine } from './mime-header.ts';
import { type Cuts, MAX_ADDRESSES } from './mime-limits.ts';

const MAX_NAME = 500;
/** RFC 5321, 4.5.3.1: 64 characters, the sign, 255 characters. */
const MAX_ADDRESS = 320;

type Entry = { name?: string | undefined; address?: string | undefined; group?: Entry[] | undefined };

/**
 * The mailboxes of all headers of that name, groups flattened, addresses in lower case, at most 500. What has no
 * address is left out. An encoded word becomes part of a name, never of the structure: a name that decodes to
 * `"CEO" <ceo@bank.example>` is still a name.
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
    const entries: Entry[] = parseAddresses(readyForParsing(line.value, charset));
    for (const entry of flatten(entries)) {
      const address = plainAddress(entry.address ?? '');
      if (address !== null) mailboxes.push({ name: oneLine(decodeWords(entry.name ?? '')), address });
    }
  }
  if (mailboxes.length > MAX_ADDRESSES) cuts.add('addresses');
  return mailboxes.slice(0, MAX_ADDRESSES);
}

function flatten(entries: Entry[]): Entry[] {
  return entries.flatMap((entry) => (entry.group ? flatten(entry.group) : [entry]));
}

function plainAddress(written: string): string | null {
  const decoded = /=\?/.test(written) ? decodeWords(written) : written;
  const address = clean(decoded)
    .replace(/\p{Cc}/gu, '')
    .trim()
    .toLowerCase();
  if (address.length > MAX_ADDRESS || !/^[^\s@]+@[^\s@]+$|^".*"@[^\s@]+$/.test(address)) return null;
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return domain.includes('xn--') ? `${address.slice(0, at + 1)}${domainToUnicode(domain) || domain}` : address;
}

function oneLine(name: string): string {
  return clean(name)
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, MAX_NAME);
}
