/** Takes a forwarded mail apart: what the forwarder adds, and the mail somebody outside wrote. */
import type { MailClients } from '../model/mail-clients.ts';
import type { EmbeddedMail, Mailbox, MailMessage } from '../model/message.ts';
import { clientWords } from './client-words.ts';
import { type EarlierMail, nextStart, readEarlier, type Start } from './earlier-mail.ts';
import { isRule } from './history-start.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, joinLines, mailLines } from './mail-lines.ts';
import { unfoldBlocks } from './one-line-block.ts';
import { belongsTo } from './organisation.ts';
import { newWords } from './reply-text.ts';
import { subjectKind, withoutForwardPrefixes } from './subject-prefix.ts';

/**
 * `note` is what the forwarder wrote above and below; `original.from` is null unless an address outside is certain;
 * `sender` is his name where the mail names him without an address.
 */
export type Forward = { note: string; original: Omit<EarlierMail, 'replyTo'> & { sender?: string } };

const DEEPEST = 10;

/**
 * Reads a forward, inline or with the original attached (message/rfc822); null when the mail is none. Of nested
 * forwards the outermost counts whose sender is outside: what our own people forwarded to each other is passed over.
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

/** Of several attached mails by different people outside nobody can tell whose inquiry is meant. */
function readAttached(
  embedded: EmbeddedMail[],
  clients: MailClients,
  ownDomains: string[],
): Forward['original'] | null {
  const [first] = embedded;
  if (!first) return null;
  const found = chains(embedded).flatMap((chain) => readChain(chain, clients, ownDomains) ?? []);
  const senders = new Set(found.map(({ from }) => from?.address));
  return (senders.size === 1 ? found[0] : null) ?? toForwarded(first, null, clients);
}

/** Each mail attached to the message itself, with those inside it, outermost first. */
function chains(embedded: EmbeddedMail[]): EmbeddedMail[][] {
  const all: EmbeddedMail[][] = [];
  for (const mail of embedded) {
    const last = all.at(-1);
    if (last && mail.depth !== 1) last.push(mail);
    else all.push([mail]);
  }
  return all;
}

function readChain(chain: EmbeddedMail[], clients: MailClients, ownDomains: string[]): Forward['original'] | null {
  for (const mail of chain) {
    const from = outsider([mail.from ?? [], mail.replyTo].flat(), ownDomains);
    if (from) return toForwarded(mail, from, clients);
    const nested = readInline(mail.text, mail.subject, clients, ownDomains);
    if (nested?.original.from) return nested.original;
  }
  return null;
}

function toForwarded(mail: EmbeddedMail, from: Mailbox | null, clients: MailClients): Forward['original'] {
  const { to, date, text } = mail;
  return { from, to, subject: withoutForwardPrefixes(mail.subject, clients), date, text };
}

function outsider(mailboxes: readonly Mailbox[], ownDomains: readonly string[]): Mailbox | null {
  return mailboxes.find(({ address }) => !belongsTo(address, ownDomains)) ?? null;
}

/** Without a marker, a header block is a forward unless the subject says that the mail is a reply. */
function readInline(text: string, subject: string, clients: MailClients, ownDomains: string[]): Forward | null {
  const words = clientWords(clients);
  const lines = unfoldBlocks(mailLines(text), words);
  const kind = subjectKind(subject, clients);
  const start = nextStart(lines, 0, words, kind === 'forward' ? 'any' : kind === 'reply' ? 'marked' : 'blocks');
  if (!start) return null;
  const { mail, end } = readEarlier(lines, start, subject, clients);
  // A bare block could be anybody's habit of writing; only with an address does it prove an earlier mail.
  if (!start.marked && kind !== 'forward' && !mail.from) return null;
  const note = [noteOf(lines.slice(0, start.index), clients), noteOf(lines.slice(end), clients)];
  return {
    note: note.filter((part) => part !== '').join('\n\n'),
    original: outermostOutside(lines, start, mail, clients, ownDomains),
  };
}

/** The forwarder's own words; some clients draw a rule between them and the mail. */
function noteOf(lines: readonly MailLine[], clients: MailClients): string {
  const last = lines.findLastIndex((line) => !isBlank(line));
  const end = isRule(lines[last]?.text ?? '') ? last : last + 1;
  return newWords(joinLines(lines.slice(0, end).map((line) => line.raw)), clients).text.trim();
}

/**
 * The first mail, going inwards, that somebody outside wrote. A mail whose sender is not named ends the search: he
 * may be the one. Without an outsider it is the innermost, with its sender left open.
 */
function outermostOutside(
  lines: readonly MailLine[],
  outer: Start,
  mail: EarlierMail,
  clients: MailClients,
  ownDomains: string[],
): Forward['original'] {
  const words = clientWords(clients);
  let start: Start | null = outer;
  let innermost = mail;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const { replyTo, ...original } = innermost;
    const from = outsider([innermost.from ?? [], replyTo ?? []].flat(), ownDomains);
    if (from) return { ...original, from };
    if (!innermost.from) return { ...original, from, sender: start.block?.values.get('from') ?? '' };
    start = nextStart(lines, start.bodyAt, words, 'any');
    if (!start) break;
    innermost = readEarlier(lines, start, mail.subject, clients).mail;
  }
  const { replyTo: _, ...original } = innermost;
  return { ...original, from: null };
}
