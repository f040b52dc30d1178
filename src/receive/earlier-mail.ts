/** Reads one earlier mail out of the lines of a mail that quotes or forwards it. */
import type { MailClients } from '../model/mail-clients.ts';
import type { Mailbox } from '../model/message.ts';
import { attributed } from './attribution.ts';
import type { ClientWords } from './client-words.ts';
import { clientWords } from './client-words.ts';
import type { HeaderBlock } from './header-block.ts';
import { historyStart } from './history-start.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, joinLines, nextNonBlank, unquote } from './mail-lines.ts';
import { readMailbox, readMailboxes } from './mailbox-text.ts';
import { withoutForwardPrefixes } from './subject-prefix.ts';

export type EarlierMail = {
  /** null when it does not name an address; it is never guessed. */
  from: Mailbox | null;
  replyTo: Mailbox | null;
  to: Mailbox[];
  /** Without forward prefixes. */
  subject: string;
  /** As written; ISO 8601 when the original came as an attachment. */
  date: string | null;
  /** Its text without quote marks; its own history is still in it. */
  text: string;
};

/** Where an earlier mail starts, its header block if it has one, and the first line of its body. */
export type Start = { index: number; bodyAt: number; block: HeaderBlock | null; marked: boolean; attribution: string };

/** `any`: every earlier mail; `blocks`: forward markers and header blocks; `marked`: forward markers only. */
export type Accept = 'any' | 'blocks' | 'marked';

export function nextStart(lines: readonly MailLine[], from: number, words: ClientWords, accept: Accept): Start | null {
  for (let index = from; index < lines.length; index += 1) {
    const found = historyStart(lines, index, words);
    if (!found) continue;
    const marked = found.kind === 'forwarded';
    const named = found.block !== null || (accept === 'any' && readMailbox(found.attribution) !== null);
    if (marked || (accept !== 'marked' && named)) {
      return { index, bodyAt: found.end, block: found.block, marked, attribution: found.attribution };
    }
    // Below a reply's history nothing is forwarded by the sender of this mail.
    if (accept !== 'any') return null;
    index = found.end - 1;
  }
  return null;
}

/** The mail that starts there, and the first line that no longer belongs to it. `subject` is taken when it has none. */
export function readEarlier(
  lines: readonly MailLine[],
  start: Start,
  subject: string,
  clients: MailClients,
): { mail: EarlierMail; end: number } {
  const value = (label: 'from' | 'replyTo' | 'to' | 'date' | 'subject') => start.block?.values.get(label) ?? '';
  const { text, end } = readBody(lines, start);
  const mail: EarlierMail = {
    from: start.block ? readMailbox(value('from')) : attributed(start.attribution, clientWords(clients)),
    replyTo: readMailbox(value('replyTo')),
    to: readMailboxes(value('to')),
    subject: withoutForwardPrefixes(value('subject') || subject, clients),
    date: value('date') || null,
    text,
  };
  return { mail, end };
}

/** Apple Mail quotes all it forwards, other clients only the body: the body ends where its quote marks end. */
function readBody(lines: readonly MailLine[], start: Start): { text: string; end: number } {
  const marker = lines[start.index]?.depth ?? 0;
  const depth = start.block?.depth ?? marker;
  const first = nextNonBlank(lines, start.bodyAt);
  const quoted = (lines[first]?.depth ?? 0) > depth && endOfQuote(lines, first, depth + 1) === lines.length;
  const end = endOfQuote(lines, start.bodyAt, depth);
  const body = lines.slice(start.bodyAt, end);
  return { text: joinLines(body.map((line) => unquote(line, quoted ? depth + 1 : depth))), end };
}

/** The first line at or after `from` that says something and is quoted less deep. */
function endOfQuote(lines: readonly MailLine[], from: number, depth: number): number {
  let index = from;
  while (index < lines.length && ((lines[index]?.depth ?? 0) >= depth || isBlank(lines[index]))) index += 1;
  return index;
}
