/** Writes the request to approve a draft: what to beware of, who asks what, the price, the draft, how to answer. */
import { DateTime } from 'luxon';
import type { DraftPurpose, DraftText } from '../../model/draft.ts';
import { InquiryClass, Unit } from '../../model/inquiry.ts';
import type { QuoteLanguage } from '../../model/quote-words.ts';
import type { DraftNote } from '../../model/revision.ts';
import type { Screening } from '../../model/sanctions.ts';
import { oneLine } from '../plain.ts';
import type { InquiryView, ReplyContext } from '../view.ts';
import { calculationRows } from './calculation-rows.ts';
import { markedWords } from './marked-words.ts';
import { matchWarnings } from './screening-lines.ts';
import { type Block, sheetText } from './sheet.ts';
import { sheetHtml } from './sheet-html.ts';
import { fillIn, sayWarning } from './sheet-words.ts';
import { situationRows, summaryOf, type TeamReader, teamReader, whoIs } from './situation.ts';

/** The lines between which a draft stands, word for word, in a request for approval. */
export const DRAFT_BEGINS = '----- draft / 草稿 -----';
export const DRAFT_ENDS = '----- end of draft / 草稿结束 -----';

/** Why this person is asked, and why now; `name` and `since` are of the one who was asked before him. */
export type AskedBecause = {
  kind: 'reminder' | 'deputy' | 'manager' | 'again' | 'away' | 'floor' | 'sanctions';
  name: string;
  since: Date | null;
};

export type ApprovalRequest = {
  /** Stands in the subject and ties the answer to this draft and this person. */
  tag: string;
  draft: DraftText & { version: number; purpose: DraftPurpose; to: string };
  /** Names of the files that go out with it. */
  attachments: readonly string[];
  /** The draft as the reader would write it in his own language; null when it is in that language. */
  translation: DraftText | null;
  warnings: readonly string[];
  /** How the customer's names compare with the sanctions lists; absent = not shown. */
  screening?: Screening;
  /** False where there is no dictionary for the draft's language. */
  spelled?: boolean;
  /** What could not be priced, in the reader's language. */
  gaps: readonly string[];
  changes: readonly DraftNote[];
  because: readonly AskedBecause[];
  /** The customer's latest mail, when the draft replies to one. */
  answer: string | null;
  /** The calculation is shown with what the goods cost and what is earned. */
  showMargin: boolean;
  quoteWords: QuoteLanguage;
  /** Address of the page on which the draft can be decided as well. */
  page: string | null;
  /** The inquiry goes along as it came. */
  originalAttached: boolean;
};

/** In the language of `context.owner`, who is the person asked. */
export function composeApprovalRequest(
  inquiry: InquiryView,
  request: ApprovalRequest,
  context: ReplyContext,
): { subject: string; text: string; html: string } {
  const reader = teamReader(context);
  const blocks = blocksOf(inquiry, request, context, reader);
  const { colon } = reader.words.sheet;
  return {
    subject: subjectOf(inquiry, request, reader),
    text: sheetText(blocks, colon),
    html: sheetHtml(blocks, colon, reader.language),
  };
}

function subjectOf(inquiry: InquiryView, { tag, draft, because }: ApprovalRequest, reader: TeamReader): string {
  const { words, formats } = reader;
  const { subjects } = words.sheet;
  const late = because.some(({ kind }) => kind === 'reminder' || kind === 'deputy' || kind === 'manager');
  const state = `${late ? `${subjects.reminder} ` : ''}${subjects[draft.purpose]}`;
  const parts = [
    state,
    words.classes[inquiry.triage.class],
    whoIs(inquiry),
    summaryOf(inquiry.facts.items[0], formats),
  ];
  const said = parts.flatMap((part) => (part === null ? [] : [oneLine(part, 120)])).join(' · ');
  // Square brackets in a subject are ours: they hold the tag that an answer is recognised by.
  return `${tag} ${said.replaceAll('[', '(').replaceAll(']', ')')}`;
}

function blocksOf(
  inquiry: InquiryView,
  request: ApprovalRequest,
  { company }: ReplyContext,
  reader: TeamReader,
): Block[] {
  const { sheet } = reader.words;
  const { draft, answer, translation, showMargin } = request;
  const at = (instant: Date) => DateTime.fromJSDate(instant, { zone: company.timeZone }).toFormat('yyyy-MM-dd HH:mm');
  const calculation = calculationRows(inquiry.price.trace, request.quoteWords, showMargin);
  const quotes: Block[] = [
    ...(answer === null
      ? []
      : [{ kind: 'quote' as const, title: sheet.answered, text: withoutMarks(answer), marks: [] }]),
    {
      kind: 'quote',
      title: fillIn(sheet.original, { date: at(inquiry.receivedAt) }),
      text: withoutMarks(inquiry.text),
      marks: markedWords(inquiry.facts, inquiry.text),
    },
  ];
  return [
    { kind: 'lines', lines: [sheet.howTo, sheet.more, ...pageLines(request, reader)] },
    ...becauseBlock(request, reader, at),
    ...newsBlock(request, reader),
    ...warningsBlock(request, reader),
    { kind: 'rows', rows: situationRows(inquiry, request, reader, company.timeZone) },
    {
      kind: 'rows',
      rows: [
        { label: sheet.to, lines: [oneLine(draft.to, 254)] },
        { label: sheet.subject, lines: [oneLine(draft.subject, 300)] },
        { label: sheet.version, lines: [versionLine(request, reader)] },
      ],
    },
    {
      kind: 'draft',
      begin: DRAFT_BEGINS,
      end: DRAFT_ENDS,
      text: draft.text,
      bold: draft.bold ?? [],
      language: draft.language,
    },
    { kind: 'rows', rows: [{ label: sheet.attachments, lines: attachmentLines(request, reader) }] },
    ...(translation === null
      ? []
      : [{ kind: 'letter' as const, title: sheet.translation, text: translation.text, bold: translation.bold ?? [] }]),
    ...(calculation.length === 0 ? [] : [{ kind: 'table' as const, title: sheet.calculation, rows: calculation }]),
    ...quotes,
    ...(request.originalAttached ? [{ kind: 'lines' as const, lines: [sheet.originalAttached] }] : []),
  ];
}

/** Lines that a customer has drawn like those around a draft would confuse the reading of answers. */
function withoutMarks(text: string): string {
  return text
    .split('\n')
    .map((line) =>
      line.length < 200 && /[-–—─=_*]{3}/.test(line) && /draft|草稿/i.test(line)
        ? line.replace(/[-–—─=_*]/g, '·')
        : line,
    )
    .join('\n');
}

function pageLines({ page }: ApprovalRequest, { words }: TeamReader): string[] {
  return page === null ? [] : [fillIn(words.sheet.page, { url: page })];
}

function becauseBlock({ because }: ApprovalRequest, { words }: TeamReader, at: (instant: Date) => string): Block[] {
  const lines = because.map(({ kind, name, since }) =>
    fillIn(words.sheet.asked[kind], { name: oneLine(name, 80), since: since ? at(since) : '' }),
  );
  return lines.length === 0 ? [] : [{ kind: 'lines', lines }];
}

function newsBlock({ changes, draft }: ApprovalRequest, reader: TeamReader): Block[] {
  if (changes.length === 0) return [];
  const { sheet } = reader.words;
  const items = changes.map((note) => {
    const [from, to] = [sayChanged(note.kind, note.from, reader), sayChanged(note.kind, note.to, reader)];
    return fillIn(sheet.changes[note.kind], {
      about: oneLine(note.about, 80),
      from,
      to,
      by: oneLine(note.by ?? '', 80),
    });
  });
  return [{ kind: 'news', title: fillIn(sheet.newVersion, { version: String(draft.version) }), items }];
}

const LONGEST_CHANGE = 200;
/** Words that are gone are quoted in full, as nobody finds them elsewhere. */
const LONGEST_DROPPED = 6000;

/** Codes in the reader's words, everything else as it is. */
function sayChanged(kind: DraftNote['kind'], value: string, reader: TeamReader): string {
  if (kind === 'language') return languageName(value, reader);
  const known = InquiryClass.safeParse(value);
  if (kind === 'class' && known.success) return reader.words.classes[known.data];
  const [amount = '', unit] = value.split(' ');
  const counted = Unit.safeParse(unit);
  if (kind === 'quantity' && counted.success) return reader.formats.quantity(amount, counted.data);
  return kind === 'country' && value.length === 2
    ? reader.formats.country(value)
    : oneLine(value, kind === 'dropped_words' ? LONGEST_DROPPED : LONGEST_CHANGE);
}

function warningsBlock({ warnings, screening }: ApprovalRequest, { words }: TeamReader): Block[] {
  const said = warnings.map((warning) => oneLine(sayWarning(warning, words.sheet), 300));
  const items = [...(screening ? matchWarnings(screening, words.sheet) : []), ...said];
  return items.length === 0 ? [] : [{ kind: 'warnings', title: words.sheet.attention, items }];
}

function attachmentLines({ attachments }: ApprovalRequest, { words }: TeamReader): string[] {
  return attachments.length === 0 ? [words.sheet.noAttachments] : attachments.map((name) => oneLine(name, 120));
}

function versionLine({ draft, spelled = true }: ApprovalRequest, reader: TeamReader): string {
  const told = [String(draft.version), languageName(draft.language, reader)];
  return [...told, ...(spelled ? [] : [reader.words.sheet.notSpelled])].join(' · ');
}

function languageName(tag: string, { language }: TeamReader): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
