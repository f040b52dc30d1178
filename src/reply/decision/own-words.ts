/** Finds in an answer what the person wrote, wherever it stands, and what became of the draft in the quotation. */
import type { MailClients } from '../../model/mail-clients.ts';
import { isBlank, joinLines, type MailLine, unquote } from '../../receive/mail-lines.ts';
import { type MailPart, mailParts } from '../../receive/mail-parts.ts';
import { foldQuote, holdsDraft, isQuoteOfDraft, saysSame, shareOfDraft } from './quote-changes.ts';

export type OwnWords = {
  /** What he wrote outside the draft, above, below and in between, as typed. */
  text: string;
  /** The same, each place where he wrote for itself. */
  blocks: string[];
  /** What stood below a `-- ` line. */
  signature: string;
  /** The quotation of the draft as it stands in the answer, with what was written into it; null when there is none. */
  draft: string | null;
  /** It says something else than the draft. */
  changed: boolean;
  /** A changed copy of the draft beside the quotation, marked as quoted: he pasted it to change it. */
  pasted: string | null;
  /** Words stand between lines of an earlier mail of which nobody knows what they say. */
  scattered: boolean;
};

type Line = MailLine & { kind: MailPart['kind'] };
type Range = { start: number; end: number };

/** `-----­ draft -----`, and whatever word stands there. */
const DRAWN = /^[-–—─=_*]{3,}[^-–—─=_*\n]{1,100}[-–—─=_*]{3,}$/;
const LONGEST_TAIL = 10;
const SHORTEST_LINE = 12;

/** @param request the text of the mail he answers, '' when it is not at hand */
export function ownWords(text: string, draftText: string, request: string, clients: MailClients): OwnWords {
  const parts = withTypedQuotes(mailParts(text, clients), draftText);
  const lines = parts.flatMap((part) => part.lines.map((line): Line => ({ ...line, kind: part.kind })));
  const range = draftRange(lines, draftText, request);
  const added = range ? addedLines(lines, range, request) : new Set<number>();
  const isOwn = (index: number) =>
    (lines[index]?.kind === 'own' || added.has(index)) && !(range && index > range.start && index < range.end);
  const history = lines.filter(({ kind }) => kind === 'quoted' || kind === 'introduction');
  const quoted = history.map(({ raw }) => raw).join('\n');
  const draft = range ? regionText(lines.slice(range.start + 1, range.end)) : null;
  const changed =
    draft === null ? isQuoteOfDraft(quoted, draftText) && !holdsDraft(quoted, draftText) : !saysSame(draft, draftText);
  return {
    ...wordsOf(lines, isOwn, clients),
    draft,
    changed,
    pasted: pastedDraft(parts, range !== null, draftText),
    scattered: range === null && isScattered(parts),
  };
}

/** Lines that follow each other stay together; what stands apart becomes a paragraph of its own. */
function wordsOf(
  lines: readonly Line[],
  isOwn: (index: number) => boolean,
  clients: MailClients,
): Pick<OwnWords, 'text' | 'blocks' | 'signature'> {
  const blocks: { lines: string[]; added: boolean }[] = [];
  let last = -2;
  for (const [index, line] of lines.entries()) {
    if (!isOwn(index)) continue;
    const added = line.kind !== 'own';
    const raw = added ? unquote(line, line.depth) : line.raw;
    if (index === last + 1 && blocks.at(-1)?.added === added) blocks.at(-1)?.lines.push(raw);
    else blocks.push({ lines: [raw], added });
    last = index;
  }
  const texts: string[] = [];
  const signatures = [joinLines(lines.filter(({ kind }) => kind === 'signature').map(({ raw }) => raw))];
  for (const block of blocks) {
    const text = joinLines(block.lines);
    // What stands below an unmarked quotation has its signature and its "Sent from my …" too.
    const inner = block.added ? mailParts(text, clients) : [];
    const ofKind = (kind: MailPart['kind']) =>
      joinLines(inner.filter((part) => part.kind === kind).flatMap((part) => part.lines.map(({ raw }) => raw)));
    texts.push(block.added ? ofKind('own') : text);
    signatures.push(ofKind('signature'));
  }
  const written = texts.filter((text) => text !== '');
  const signature = signatures.filter((text) => text !== '').join('\n');
  return { text: written.join('\n\n'), blocks: written, signature };
}

/** The lines of the two marks between which the draft stands. */
function draftRange(lines: readonly Line[], draftText: string, request: string): Range | null {
  const marks = marksOf(request, draftText);
  const at = lines.flatMap((line, index) => (isMark(line, marks) ? [index] : []));
  const shareIn = shareOfDraft(draftText);
  let best: Range | null = null;
  let share = 0;
  for (const [position, start] of at.entries()) {
    const end = at[position + 1];
    if (end === undefined) break;
    const found = shareIn(
      lines
        .slice(start + 1, end)
        .map(({ text }) => text)
        .join('\n'),
    );
    if (found > share) [best, share] = [{ start, end }, found];
  }
  return best && share > 0 && (isQuoteBetween(lines, best, draftText) || marks.length > 0) ? best : null;
}

function isQuoteBetween(lines: readonly Line[], { start, end }: Range, draftText: string): boolean {
  return isQuoteOfDraft(
    lines
      .slice(start + 1, end)
      .map(({ text }) => text)
      .join('\n'),
    draftText,
  );
}

function isMark(line: Line, marks: readonly string[]): boolean {
  if (line.text.length > 200) return false;
  const text = line.text.replace(/&nbsp;/g, ' ').trim();
  return DRAWN.test(text) && /\p{L}/u.test(text) && (marks.length === 0 || marks.includes(foldQuote(text)));
}

/** The lines of the request next to the draft, folded. */
function marksOf(request: string, draftText: string): string[] {
  const at = request.indexOf(draftText);
  if (at < 0) return [];
  const before = request.slice(0, at).trimEnd().split('\n').at(-1) ?? '';
  const after =
    request
      .slice(at + draftText.length)
      .trimStart()
      .split('\n')[0] ?? '';
  return DRAWN.test(before.trim()) && DRAWN.test(after.trim()) ? [foldQuote(before), foldQuote(after)] : [];
}

/** The text between the marks without the quote marks that all its lines share; unmarked lines were typed there. */
function regionText(lines: readonly Line[]): string {
  const marked = lines.filter((line) => line.depth > 0 && !isBlank(line));
  const depth = marked.reduce((least, line) => Math.min(least, line.depth), Number.POSITIVE_INFINITY);
  return joinLines(lines.map((line) => (line.depth > 0 ? unquote(line, Math.min(depth, line.depth)) : line.raw)));
}

/**
 * Lines of the history, outside the draft, that the request does not hold: he wrote them there. Without the request
 * only what little stands below the last mark is his.
 */
function addedLines(lines: readonly Line[], range: Range, request: string): Set<number> {
  const isHistory = (index: number) => lines[index]?.kind === 'quoted' && !isBlank(lines[index]);
  const outside = lines.flatMap((_, index) =>
    isHistory(index) && (index < range.start || index > range.end) ? [index] : [],
  );
  if (request === '') {
    const below = outside.filter((index) => index > range.end);
    return withBlanks(lines, below.length <= LONGEST_TAIL ? below : []);
  }
  const known = foldQuote(request);
  const mark = foldQuote(lines[range.end]?.text ?? '');
  const added: number[] = [];
  let place = -1;
  for (const [turn, index] of outside.entries()) {
    // The draft between them is jumped over.
    if (index > range.end && (outside[turn - 1] ?? 0) < range.end) place = known.lastIndexOf(mark) + mark.length;
    const text = lines[index]?.text ?? '';
    const line = foldQuote(text);
    if (line === '' || /\ufffd|\?\?/.test(text)) continue;
    const found = known.indexOf(line, Math.max(place, 0));
    // Short lines must be the next ones; long ones may follow after others that were taken out of the quotation.
    if (found >= 0 && (found === place || line.length >= SHORTEST_LINE)) place = found + line.length;
    else if (place >= 0) added.push(index);
  }
  return withBlanks(lines, added);
}

/** The lines and the blank ones between them. */
function withBlanks(lines: readonly Line[], written: readonly number[]): Set<number> {
  const all = new Set(written);
  for (const [turn, index] of written.entries()) {
    const next = written[turn + 1] ?? index;
    const blanks = Array.from({ length: next - index }, (_, step) => index + step + 1).slice(0, -1);
    if (blanks.every((blank) => isBlank(lines[blank]))) for (const blank of blanks) all.add(blank);
  }
  return all;
}

/** Quoted lines between own ones, above the introduction of the history, were typed or pasted into the answer. */
function withTypedQuotes(parts: readonly MailPart[], draftText: string): MailPart[] {
  const history = parts.findIndex(({ kind }) => kind === 'introduction');
  const lastOwn = parts.findLastIndex(({ kind }, index) => kind === 'own' && index < history);
  return parts.reduce<MailPart[]>((all, part, index) => {
    const last = all.at(-1);
    const isBlankRest = part.kind === 'sent_from' && part.lines.every(isBlank);
    const isPasted = part.kind === 'quoted' && !isQuoteOfDraft(rawOf(part), draftText);
    const isTyped = index < lastOwn && (isBlankRest || isPasted);
    const kind = isTyped ? 'own' : part.kind;
    if (last?.kind === 'own' && kind === 'own') last.lines.push(...part.lines);
    else all.push({ kind, lines: [...part.lines] });
    return all;
  }, []);
}

function rawOf({ lines }: MailPart): string {
  return lines.map(({ raw }) => raw).join('\n');
}

/** A quotation above or below that holds only the draft, changed. */
function pastedDraft(parts: readonly MailPart[], hasMarks: boolean, draftText: string): string | null {
  for (const [index, part] of parts.entries()) {
    if (part.kind !== 'quoted' || parts[index - 1]?.kind === 'introduction') continue;
    const pasted = regionText(part.lines.map((line): Line => ({ ...line, kind: 'quoted' })));
    if (part.lines.some((line) => isMark({ ...line, kind: 'quoted' }, []))) continue;
    if ((hasMarks || parts.length <= 3) && isQuoteOfDraft(pasted, draftText) && !saysSame(pasted, draftText))
      return pasted;
  }
  return null;
}

/** Own words between or around quoted ones. */
function isScattered(parts: readonly MailPart[]): boolean {
  const written = parts.filter((part) => !part.lines.every(isBlank));
  const isHistory = ({ kind }: MailPart) => kind === 'introduction' || kind === 'quoted';
  const first = written.findIndex(isHistory);
  const last = written.findLastIndex(isHistory);
  const own = written.flatMap((part, index) => (part.kind === 'own' ? [index] : []));
  const before = own.some((index) => index < first);
  const after = own.some((index) => index > last);
  return first >= 0 && (own.some((index) => index > first && index < last) || (before && after));
}
