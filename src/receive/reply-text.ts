/** Separates what the sender of a mail wrote himself from the history his mail program quotes. */
import type { MailClients } from '../model/mail-clients.ts';
import type { ClientWords } from './client-words.ts';
import { clientWords, foldLabel } from './client-words.ts';
import { historyStart, isRule } from './history-start.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, joinLines, mailLines, nextNonBlank } from './mail-lines.ts';

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

type Run = { own: boolean; lines: MailLine[] };

const LONGEST_SIGNATURE = 15;
const LONGEST_SENT_FROM = 80;

/**
 * The own words of a mail's plain text. History is: quoted lines, and what follows "On … wrote:", an Outlook-like
 * header block, or a marker like "-----Original Message-----", in the languages of `clients`. Never throws; linear.
 */
export function newWords(text: string, clients: MailClients): NewWords {
  const words = clientWords(clients);
  const runs = splitRuns(mailLines(text), words);
  const signatures: string[] = [];
  const own: { lines: string[]; index: number }[] = [];
  for (const [index, run] of runs.entries()) {
    if (!run.own) continue;
    const { body, signature } = cutSignature(run.lines, runs[index + 1] !== undefined, words);
    if (signature) signatures.push(signature);
    if (body.length > 0) own.push({ lines: body.map((line) => line.raw), index });
  }
  return {
    text: own.map(({ lines }) => joinLines(lines)).join('\n\n'),
    quoted: runs
      .filter((run) => !run.own)
      .flatMap((run) => run.lines.map((line) => line.raw))
      .join('\n'),
    quotePosition: quotePosition(
      runs,
      own.map(({ index }) => index),
    ),
    signature: signatures.join('\n'),
  };
}

/** Own and quoted lines in turn. */
function splitRuns(lines: readonly MailLine[], words: ClientWords): Run[] {
  const runs: Run[] = [];
  const push = (own: boolean, more: readonly MailLine[]) => {
    const last = runs.at(-1);
    if (last?.own === own) for (const line of more) last.lines.push(line);
    else runs.push({ own, lines: [...more] });
  };
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (!line) break;
    if (line.depth > 0) {
      const next = nextNonBlank(lines, index + 1);
      const end = (lines[next]?.depth ?? 0) > 0 ? next : index + 1;
      push(false, lines.slice(index, end));
      index = end;
      continue;
    }
    const start = historyStart(lines, index, words);
    if (!start) {
      push(true, [line]);
      index += 1;
      continue;
    }
    const next = nextNonBlank(lines, start.end);
    // Without quote marks nothing tells where the history ends: it goes on to the end of the mail.
    const end = (lines[next]?.depth ?? 0) > 0 ? next : lines.length;
    push(false, lines.slice(index, end));
    index = end;
  }
  return runs;
}

function cutSignature(lines: readonly MailLine[], beforeHistory: boolean, words: ClientWords) {
  const dashes = lines.findLastIndex(({ text }) => text.startsWith('--') && /^--\s*$/.test(text.slice(0, 8)));
  const below = dashes < 0 ? [] : lines.slice(dashes + 1).filter((line) => !isBlank(line));
  const signed = dashes >= 0 && below.length <= LONGEST_SIGNATURE;
  let end = lastWritten(lines, signed ? dashes : lines.length);
  if (beforeHistory && isRule(lines[end - 1]?.text ?? '')) end = lastWritten(lines, end - 1);
  if (isSentFrom(lines[end - 1]?.text ?? '', words)) end = lastWritten(lines, end - 1);
  const signature = signed ? joinLines(lines.slice(dashes + 1).map((line) => line.raw)) : '';
  return { body: lines.slice(0, end), signature };
}

/** The number of lines before `end` without the blank ones at their end. */
function lastWritten(lines: readonly MailLine[], end: number): number {
  let last = end;
  while (last > 0 && isBlank(lines[last - 1])) last -= 1;
  return last;
}

function isSentFrom(text: string, words: ClientWords): boolean {
  if (text.length > LONGEST_SENT_FROM) return false;
  const line = foldLabel(text)
    .replace(/[.。!]$/, '')
    .replace(/^[-—*]{1,3}/, '');
  const { byFirst, byLast } = words.sentFrom;
  if (byFirst.get(line.charAt(0))?.some((phrase) => line.startsWith(phrase))) return true;
  return byLast.get(line.charAt(line.length - 1))?.some((phrase) => line.endsWith(phrase)) ?? false;
}

function quotePosition(runs: readonly Run[], own: readonly number[]): QuotePosition {
  const quoted = runs.flatMap((run, index) => (run.own || run.lines.every(isBlank) ? [] : [index]));
  const first = quoted[0];
  const last = quoted.at(-1);
  if (first === undefined || last === undefined) return 'none';
  const before = own.some((index) => index < first);
  const after = own.some((index) => index > last);
  const between = own.some((index) => index > first && index < last);
  if (between || (before && after)) return 'inline';
  return after ? 'above' : 'below';
}
