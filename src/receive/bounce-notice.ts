/** Takes the notice of a mail server apart: what the server says, and the mail it returns. */
import type { BouncePhrases } from '../model/bounce-phrases.ts';
import type { EmbeddedMail, MailMessage } from '../model/message.ts';
import { foldNotice, saysAny } from './bounce-phrases.ts';
import { addressIn } from './bounce-report.ts';

export type Notice = {
  /** What the server says, up to the copy of the returned mail. */
  text: string;
  /** Whether it carries the returned mail or its header. */
  returnsMail: boolean;
  /** Recipients in the header of the returned mail, lower-case. */
  returnedTo: string[];
  /** Who wrote the returned mail and got the notice: addresses that are not the failed recipient. */
  senders: Set<string>;
  /** Message-IDs of the returned mail. */
  messageIds: string[];
};

const LONGEST = 100_000;
const LONGEST_COPY_HEADER = 20_000;
/** Header fields that stand in no notice but above a returned mail. */
const COPY_FIELD = /^>?(?:return-path|received|x-received|dkim-signature|message-id|mime-version|arc-seal): ?\S/i;
const HEADER_FIELD = /^>?[a-z][a-z-]{1,40}:|^>?[ \t]+\S/i;
const MOST_RETURNED = 100;
/** No server writes more above the copy. */
const MOST_LINES = 3000;

/** @param carried the notice itself, when the message only carries it */
export function takeApart(
  message: MailMessage,
  text: string,
  phrases: BouncePhrases,
  carried: EmbeddedMail | null = null,
): Notice {
  const whole = text.slice(0, LONGEST);
  const cut = copyStart(whole, phrases);
  const header = copyHeader(whole.slice(cut));
  const returned = message.embedded.filter((mail) => mail !== carried);
  const report = message.report ?? '';
  const copied = [...header.matchAll(/^>?[ \t]{0,8}message-id:[ \t]{0,8}(<[^<>\s]{1,500}>)/gim)];
  const named = [
    ...`${whole.slice(0, cut)}\n${report}`.matchAll(/^[^\n]{0,40}message-id:\s{0,8}(<[^<>\s]{1,500}>)/gim),
  ];
  return {
    text: whole.slice(0, cut),
    returnsMail: cut < whole.length || returned.length > 0,
    returnedTo: unique([
      ...returned.flatMap(({ to }) => to.map(({ address }) => address)),
      ...addressesOf(header, 'to'),
      ...[...header.matchAll(/\bfor <?([^\s<>;]{1,64}@[^\s<>;]{1,255})>?;?/gi)].flatMap((match) => match[1] ?? []),
    ]).slice(0, MOST_RETURNED),
    senders: new Set([
      ...message.to.map(({ address }) => address),
      ...message.cc.map(({ address }) => address),
      ...(message.from ? [message.from.address] : []),
      ...returned.flatMap(({ from }) => (from ? [from.address] : [])),
      ...addressesOf(header, 'from'),
      ...addressesOf(header, 'return-path'),
      ...[...whole.slice(0, cut).matchAll(/\bmail from: ?<?([^\s<>]{1,64}@[^\s<>]{1,255})>/gi)].flatMap(
        (match) => match[1]?.toLowerCase() ?? [],
      ),
    ]),
    messageIds: unique([
      ...returned.flatMap(({ messageId }) => (messageId ? [messageId] : [])),
      ...[...copied, ...named].flatMap((match) => match[1] ?? []),
    ]),
  };
}

/** A mark of the server, or else where header fields of a mail begin. */
function copyStart(text: string, phrases: BouncePhrases): number {
  const lines = text.split('\n');
  let offset = 0;
  for (const [index, line] of lines.slice(0, MOST_LINES).entries()) {
    const short = line.length <= 160;
    const marked = short && line.length > 5 && isMark(line, phrases);
    if (marked && offset > 0) return offset;
    const next = lines[index + 1] ?? '';
    if (COPY_FIELD.test(line.slice(0, 80)) && HEADER_FIELD.test(next.slice(0, 80))) return offset;
    offset += line.length + 1;
  }
  return text.length;
}

/** "attached below is a copy of the message" in a sentence is no mark; a line of its own is. */
function isMark(line: string, phrases: BouncePhrases): boolean {
  if (/@/.test(line)) return false;
  return saysAny(foldNotice(line), phrases.copyMarks);
}

/** The header of the returned mail; marks and empty lines above it do not count. */
function copyHeader(copy: string): string {
  const start = copy.search(/^>?[a-z][a-z-]{1,40}:[^\n]/im);
  if (start < 0) return '';
  const header = copy.slice(start, start + LONGEST_COPY_HEADER);
  const end = header.search(/\n>?[ \t]*\n/);
  return end < 0 ? header : header.slice(0, end);
}

function addressesOf(header: string, field: string): string[] {
  const value = new RegExp(`^>?${field}:((?:[^\\n]|\\n[ \\t])*)`, 'im').exec(header)?.[1] ?? '';
  return value.split(',', MOST_RETURNED).flatMap((part) => addressIn(part) ?? []);
}

function unique(values: string[]): string[] {
  return [...new Set(values.map((value) => value.toLowerCase()))];
}
