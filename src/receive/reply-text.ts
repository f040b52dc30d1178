/** Separates what the sender of a mail wrote himself from the history his mail program quotes. */
import type { MailClients } from '../model/mail-clients.ts';
import { isBlank, joinLines } from './mail-lines.ts';
import { type MailPart, mailParts } from './mail-parts.ts';

/** Where the quoted history stands seen from the own words; `inline` = between or around them. */
type QuotePosition = 'below' | 'above' | 'none' | 'inline';

export type NewWords = {
  /** The sender's own words as typed, without history, `-- ` signature and "Sent from my …" line. */
  text: string;
  /** The history with its quote marks and introductions, as it stands. */
  quoted: string;
  quotePosition: QuotePosition;
  /** What stood below a `-- ` line (RFC 3676 section 4.3): it tells who he is, not what he wants. */
  signature: string;
};

/**
 * The own words of a mail's plain text. History is: quoted lines, and what follows "On … wrote:", an Outlook-like
 * header block, or a marker like "-----Original Message-----", in the languages of `clients`. Never throws; linear.
 */
export function newWords(text: string, clients: MailClients): NewWords {
  const parts = mailParts(text, clients);
  const textOf = (kind: MailPart['kind'], join: (lines: string[]) => string) =>
    parts.filter((part) => part.kind === kind).map((part) => join(part.lines.map((line) => line.raw)));
  return {
    text: textOf('own', joinLines)
      .filter((own) => own !== '')
      .join('\n\n'),
    quoted: parts
      .filter(isHistory)
      .flatMap((part) => part.lines.map((line) => line.raw))
      .join('\n'),
    quotePosition: quotePosition(parts),
    signature: textOf('signature', (lines) => joinLines(lines.slice(1)))
      .filter((signature) => signature !== '')
      .join('\n'),
  };
}

function quotePosition(parts: readonly MailPart[]): QuotePosition {
  const written = parts.filter((part) => !part.lines.every(isBlank));
  const first = written.findIndex(isHistory);
  const last = written.findLastIndex(isHistory);
  const own = written.flatMap((part, index) => (part.kind === 'own' ? [index] : []));
  if (first < 0) return 'none';
  const before = own.some((index) => index < first);
  const after = own.some((index) => index > last);
  const between = own.some((index) => index > first && index < last);
  if (between || (before && after)) return 'inline';
  return after ? 'above' : 'below';
}

function isHistory({ kind }: MailPart): boolean {
  return kind === 'introduction' || kind === 'quoted';
}
