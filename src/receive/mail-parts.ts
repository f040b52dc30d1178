/** Takes the text of a mail apart, line by line: own words, signature, introductions of earlier mails, their text. */
import type { MailClients } from '../model/mail-clients.ts';
import type { ClientWords } from './client-words.ts';
import { clientWords, foldLabel } from './client-words.ts';
import { historyStart, isRule } from './history-start.ts';
import type { MailLine } from './mail-lines.ts';
import { isBlank, mailLines, nextNonBlank } from './mail-lines.ts';
import { unfoldBlocks } from './one-line-block.ts';

/**
 * `own`: typed by the sender; `sent_from`: "Sent from my …" and the rule a client draws above an earlier mail;
 * `signature`: from a `-- ` line on; `introduction`: "On … wrote:", a header block or a marker; `quoted`: what follows.
 */
export type MailPart = { kind: 'own' | 'sent_from' | 'signature' | 'introduction' | 'quoted'; lines: MailLine[] };

const LONGEST_SIGNATURE = 15;
const LONGEST_SENT_FROM = 80;
const LONGEST_LINE = 1000;

/** The parts in the order they stand; every line is in exactly one of them. Never throws; linear. */
export function mailParts(text: string, clients: MailClients): MailPart[] {
  const words = clientWords(clients);
  const runs = splitRuns(unfoldBlocks(mailLines(text), words), words);
  return runs.flatMap((run, index) =>
    run.kind === 'own' ? splitOwn(run.lines, runs[index + 1] !== undefined, words) : [run],
  );
}

function splitRuns(lines: readonly MailLine[], words: ClientWords): MailPart[] {
  const runs: MailPart[] = [];
  const push = (kind: MailPart['kind'], more: readonly MailLine[]) => {
    const last = runs.at(-1);
    if (more.length === 0) return;
    if (last?.kind === kind) for (const line of more) last.lines.push(line);
    else runs.push({ kind, lines: [...more] });
  };
  let index = 0;
  while (index < lines.length) {
    const line = lines[index];
    if (!line) break;
    if (line.depth > 0) {
      const next = nextNonBlank(lines, index + 1);
      const end = (lines[next]?.depth ?? 0) > 0 ? next : index + 1;
      push('quoted', lines.slice(index, end));
      index = end;
      continue;
    }
    const start = historyStart(lines, index, words);
    if (!start) {
      push('own', [line]);
      index += 1;
      continue;
    }
    const next = nextNonBlank(lines, start.end);
    // Without quote marks nothing tells where the history ends: it goes on to the end of the mail.
    const end = (lines[next]?.depth ?? 0) > 0 ? next : lines.length;
    push('introduction', lines.slice(index, start.end));
    push('quoted', lines.slice(start.end, end));
    index = end;
  }
  return runs;
}

function splitOwn(lines: MailLine[], beforeHistory: boolean, words: ClientWords): MailPart[] {
  const dashes = lines.findLastIndex(({ text }) => text.startsWith('--') && /^--\s*$/.test(text.slice(0, 8)));
  const below = dashes < 0 ? [] : lines.slice(dashes + 1).filter((line) => !isBlank(line));
  const signed = dashes >= 0 && below.length <= LONGEST_SIGNATURE ? dashes : lines.length;
  let end = lastWritten(lines, signed);
  if (beforeHistory && isRule(lines[end - 1]?.text ?? '')) end = lastWritten(lines, end - 1);
  const sentFrom = isSentFrom(lines[end - 1]?.text ?? '', words);
  if (sentFrom) end = lastWritten(lines, end - 1);
  const table = sentFrom ? barredSignature(lines, end) : null;
  if (table !== null) end = lastWritten(lines, table);
  const signature = table ?? signed;
  const parts: MailPart[] = [
    { kind: 'own', lines: lines.slice(0, end) },
    { kind: 'sent_from', lines: lines.slice(end, signature) },
    { kind: 'signature', lines: lines.slice(signature) },
  ];
  return parts.filter((part) => part.lines.length > 0);
}

/** Where the signature begins that Mail Master writes as a table between bars, above the line that names it. */
function barredSignature(lines: readonly MailLine[], end: number): number | null {
  const isBar = (index: number) => /^\s{0,9}\|[\s|]{0,9}$/.test(lines[index]?.text ?? '');
  if (!isBar(end - 1)) return null;
  const first = Math.max(0, end - 2 * LONGEST_SIGNATURE);
  for (let index = first; index < end - 1; index += 1) if (isBar(index)) return index;
  return null;
}

/** The number of lines before `end` without the blank ones at their end. */
function lastWritten(lines: readonly MailLine[], end: number): number {
  let last = end;
  while (last > 0 && isBlank(lines[last - 1])) last -= 1;
  return last;
}

function isSentFrom(text: string, words: ClientWords): boolean {
  const link = text.slice(0, LONGEST_LINE).search(/[<(]?https?:\/\//);
  const said = link < 0 ? text : text.slice(0, link);
  if (said.length > LONGEST_SENT_FROM) return false;
  const line = foldLabel(said)
    .replace(/[.。!]$/, '')
    .replace(/^[-—*]{1,3}/, '');
  if (link >= 0 && words.sentWith.some((phrase) => line.startsWith(phrase))) return true;
  const { byFirst, byLast } = words.sentFrom;
  if (byFirst.get(line.charAt(0))?.some((phrase) => line.startsWith(phrase))) return true;
  return byLast.get(line.charAt(line.length - 1))?.some((phrase) => line.endsWith(phrase)) ?? false;
}
