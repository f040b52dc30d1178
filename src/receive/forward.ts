/** Takes a forwarded mail apart: what the forwarder adds, and the mail somebody outside wrote. */
import type { MailClients } from '../model/mail-clients.ts';
import type { EmbeddedMail, Mailbox, MailMessage } from '../model/message.ts';
import type { ClientWords } from './client-words.ts';
import { clientWords } from './client-words.ts';
import type { HeaderBlock } from './header-block.ts';
import { historyStart, isRule } from './history-start.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, joinLines, mailLines, nextNonBlank, unquote } from './mail-lines.ts';
import { readMailbox, readMailboxes } from './mailbox-text.ts';
import { belongsTo } from './organisation.ts';
import { newWords } from './reply-text.ts';
import { subjectKind, withoutForwardPrefixes } from './subject-prefix.ts';

type ForwardedMail = {
  /** null when the forward does not name an address outside; it is never guessed. */
  from: Mailbox | null;
  to: Mailbox[];
  /** Without forward prefixes. */
  subject: string;
  /** As written; ISO 8601 when the original came as an attachment. */
  date: string | null;
  /** The original's text without the forwarder's quote marks; its own history is still in it. */
  text: string;
};
export type Forward = { note: string; original: ForwardedMail };

const DEEPEST = 10;

/**
 * Reads a forward, inline or with the original attached (message/rfc822); null when the mail is none. Of nested
 * forwards the outermost counts whose sender is outside.
 *
 * @param ownDomains the company's domains; full addresses (private mailboxes of the team) may stand among them
 */
export function readForward(
  message: Pick<MailMessage, 'subject' | 'text' | 'embedded'>,
  clients: MailClients,
  ownDomains: string[],
): Forward | null {
  const inline = readInline(message.text, message.subject, clients, ownDomains);
  if (inline?.original.from) return inline;
  const attached = readAttached(message.embedded, clients, ownDomains);
  if (!attached) return inline;
  return { note: inline?.note ?? newWords(message.text, clients).text, original: attached };
}

function readAttached(embedded: EmbeddedMail[], clients: MailClients, ownDomains: string[]): ForwardedMail | null {
  const isOutside = (mailbox: Mailbox) => !belongsTo(mailbox.address, ownDomains);
  const mails = embedded.map((mail) => ({
    mail,
    from: [mail.from ?? [], mail.replyTo].flat().find(isOutside) ?? null,
  }));
  const found = mails.find(({ from }) => from !== null);
  if (found) return toForwarded(found.mail, found.from, clients);
  for (const { mail } of mails) {
    const nested = readInline(mail.text, mail.subject, clients, ownDomains);
    if (nested?.original.from) return nested.original;
  }
  return mails[0] ? toForwarded(mails[0].mail, null, clients) : null;
}

function toForwarded(mail: EmbeddedMail, from: Mailbox | null, clients: MailClients): ForwardedMail {
  const { to, date, text } = mail;
  return { from, to, subject: withoutForwardPrefixes(mail.subject, clients), date, text };
}

/** Without a marker, a header block is a forward unless the subject says that the mail is a reply. */
function readInline(text: string, subject: string, clients: MailClients, ownDomains: string[]): Forward | null {
  const words = clientWords(clients);
  const lines = mailLines(text);
  const kind = subjectKind(subject, clients);
  const start = nextStart(lines, 0, words, kind === 'forward' ? 'any' : kind === 'reply' ? 'marked' : 'blocks');
  if (!start) return null;
  const note = noteAbove(lines.slice(0, start.index), clients);
  const outer = original(lines, start, subject, clients);
  if (!outer.insideOf(ownDomains)) {
    // A bare block could be anybody's habit of writing; only with an address does it prove an earlier mail.
    return start.marked || kind === 'forward' || outer.mail.from ? { note, original: outer.mail } : null;
  }
  return { note, original: innerOriginal(lines, start, outer.mail, clients, ownDomains) };
}

/** Some clients draw a rule between the note and the mail. */
function noteAbove(lines: readonly MailLine[], clients: MailClients): string {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const end = isRule(lines[last]?.text ?? '') ? last : last + 1;
  return newWords(joinLines(lines.slice(0, end).map((line) => line.raw)), clients).text;
}

/** The first mail inside that somebody outside wrote; without one, the innermost with its sender left open. */
function innerOriginal(
  lines: readonly MailLine[],
  outer: Start,
  mail: ForwardedMail,
  clients: MailClients,
  ownDomains: string[],
): ForwardedMail {
  const words = clientWords(clients);
  let start: Start | null = outer;
  let innermost = mail;
  for (let depth = 0; depth < DEEPEST && start; depth += 1) {
    start = nextStart(lines, start.bodyAt, words, 'any');
    if (!start) break;
    const inner = original(lines, start, mail.subject, clients);
    if (!inner.insideOf(ownDomains)) return inner.mail;
    innermost = inner.mail;
  }
  return { ...innermost, from: null };
}

/** Where a forwarded mail starts, its header block if it has one, and the first line of its body. */
type Start = { index: number; bodyAt: number; block: HeaderBlock | null; marked: boolean; attribution: string };

/** `any`: every earlier mail; `blocks`: forward markers and header blocks; `marked`: forward markers only. */
function nextStart(
  lines: readonly MailLine[],
  from: number,
  words: ClientWords,
  accept: 'any' | 'blocks' | 'marked',
): Start | null {
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

function original(lines: readonly MailLine[], start: Start, subject: string, clients: MailClients) {
  const value = (label: 'from' | 'to' | 'date' | 'subject') => start.block?.values.get(label) ?? '';
  const from = start.block ? readMailbox(value('from')) : attributed(start.attribution);
  const mail: ForwardedMail = {
    from,
    to: readMailboxes(value('to')),
    subject: withoutForwardPrefixes(value('subject') || subject, clients),
    date: value('date') || null,
    text: bodyText(lines, start),
  };
  return { mail, insideOf: (domains: string[]) => from !== null && belongsTo(from.address, domains) };
}

/** The person named in "On 2 Nov 2026, "Li Wei" <li@a.example> wrote:"; the name only where quotes show its limits. */
function attributed(attribution: string): Mailbox | null {
  const mailbox = readMailbox(attribution);
  const name = /"([^"]{1,80})"\s?[<([]/.exec(attribution)?.[1] ?? '';
  return mailbox && { name, address: mailbox.address };
}

/** Apple Mail quotes all it forwards, other clients only the body: the body ends where its quote marks end. */
function bodyText(lines: readonly MailLine[], start: Start): string {
  const first = lines[nextNonBlank(lines, start.bodyAt)]?.depth ?? 0;
  const all = lines.slice(start.bodyAt);
  const depth = start.block?.depth ?? lines[start.index]?.depth ?? 0;
  const end = all.findIndex((line) => line.depth < depth && !isBlank(line));
  const body = end < 0 ? all : all.slice(0, end);
  const quoted = first > depth && body.every((line) => line.depth > depth || isBlank(line));
  return joinLines(body.map((line) => unquote(line, quoted ? depth + 1 : depth)));
}
