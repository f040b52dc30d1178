/** Reads the buyer's fields and words out of the text of a form or platform mail. */
import type { ChannelField } from '../../model/channel.ts';
import { readMailbox } from '../mailbox-text.ts';
import { addCaptures, type FoundLines, longestValue, type ReadFields, toFields } from './found-lines.ts';
import { type LabelledValue, labelledValues, loneLabel } from './label-line.ts';
import { matchAny, patternLine } from './pattern.ts';
import type { PreparedLayout, PreparedWords } from './prepared.ts';

const MOST_LINES = 3_000;
const LONGEST_TEXT = 200_000;
const MOST_OTHERS = 40;
/** Labels that stand inside a message only because the buyer writes so: they stay his words. */
const WORDS_OF_BUYER: ReadonlySet<ChannelField | null> = new Set([
  null,
  'product',
  'quantity',
  'subject',
  'message',
  'reference',
]);

/** Never throws; linear. */
export function readFields(text: string, words: PreparedWords, layout: PreparedLayout | null): ReadFields {
  const lines = text.slice(0, LONGEST_TEXT).split('\n', MOST_LINES);
  const state: FoundLines = {
    values: new Map(),
    emails: [],
    others: [],
    prose: [],
    message: [],
    inMessage: false,
    underHeading: false,
    ended: false,
    page: null,
  };
  const window = messageWindow(lines, layout);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (isFooter(line, words, layout) || isLastRule(lines, index, words, layout)) {
      state.inMessage = false;
      state.ended = true;
    } else {
      index += readLine(line, lines, index, state, words, layout, window);
    }
  }
  return toFields(state, layout);
}

type Window = { from: number; to: number };

/** Reads one line and returns how many further ones it took. */
function readLine(
  line: string,
  lines: readonly string[],
  index: number,
  state: FoundLines,
  words: PreparedWords,
  layout: PreparedLayout | null,
  window: Window | null,
): number {
  const labelled = labelledValues(line, words, layout);
  // "Inquiry details" above a table: what stands in its rows is no message.
  const isTable = state.underHeading && labelled.length > 0 && state.message.every((text) => text.trim() === '');
  if (isTable) state.inMessage = false;
  if (line.trim() !== '') state.underHeading = false;
  if (state.inMessage) {
    const closes = labelled.some(
      ({ field }) => !WORDS_OF_BUYER.has(field) && (field === 'technical' || isNew(field, state)),
    );
    if (!closes) {
      const lone = line.trim() === '' ? null : loneLabel(line, words, layout);
      if (lone === null || WORDS_OF_BUYER.has(lone) || !isNew(lone, state)) {
        state.message.push(line);
        return 0;
      }
    }
    if (labelled.some(({ field }) => field === 'technical')) state.inMessage = false;
  }
  if (labelled.length === 0) {
    const lone = loneLabel(line, words, layout);
    if (lone) {
      state.underHeading = lone === 'message';
      return keepFromNext({ label: line.trim(), field: lone, value: '' }, lines, index, state, words, layout);
    }
    if (!state.ended && (!window || (index >= window.from && index < window.to))) keepProse(line, state, words, layout);
    return 0;
  }
  let taken = 0;
  for (const value of labelled) {
    if (value.value === '') taken = keepFromNext(value, lines, index, state, words, layout);
    else keep(value, state);
  }
  return taken;
}

function isNew(field: ChannelField | null, state: FoundLines): boolean {
  return field !== null && !state.values.has(field);
}

/** A label without a value: the next line that says something is it, unless that is a label again. */
function keepFromNext(
  labelled: LabelledValue,
  lines: readonly string[],
  index: number,
  state: FoundLines,
  words: PreparedWords,
  layout: PreparedLayout | null,
): number {
  if (labelled.field === 'message') {
    keep(labelled, state);
    return 0;
  }
  for (let next = index + 1; next < lines.length && next <= index + 2; next += 1) {
    const value = (lines[next] ?? '').trim();
    if (!/[\p{L}\p{N}]/u.test(value)) continue;
    const isLabel =
      loneLabel(value, words, layout) !== null ||
      labelledValues(value, words, layout).length > 0 ||
      (layout !== null && matchAny(layout.lines, patternLine(value)) !== null);
    if (isLabel || isFooter(value, words, layout)) return 0;
    keep({ ...labelled, value }, state);
    return next - index;
  }
  return 0;
}

function keep({ label, field, value }: LabelledValue, state: FoundLines): void {
  if (field === 'technical') {
    if (/^https?:\/\/\S{4,400}$/i.test(value)) state.page ??= value;
    return;
  }
  if (field === 'message') {
    if (value !== '') state.message.push(value);
    state.inMessage = true;
    return;
  }
  const short = value.slice(0, longestValue).trim();
  if (short === '') return;
  if (field === 'email' || field === 'from') {
    const address = readMailbox(short)?.address;
    if (address) state.emails.push(address);
  }
  if (field === null || state.values.has(field)) {
    if (state.others.length < MOST_OTHERS && field === null) state.others.push({ label, value: short });
  } else state.values.set(field, short);
}

/** Lines of the template and those that hold fields themselves are not the buyer's words. */
function keepProse(line: string, state: FoundLines, words: PreparedWords, layout: PreparedLayout | null): void {
  if (line.trim() === '') {
    if (state.prose.at(-1) !== '') state.prose.push('');
    return;
  }
  const prepared = patternLine(line);
  if (line.length < 300 && matchAny(words.boilerplate, prepared)) return;
  if (layout) {
    if (matchAny(layout.message.drop, prepared)) return;
    const captures = matchAny(layout.lines, prepared);
    if (captures) {
      addCaptures(captures, state.values);
      return;
    }
  }
  state.prose.push(line.trim());
}

/** The lines between which the layout says that the message stands. */
function messageWindow(lines: readonly string[], layout: PreparedLayout | null): Window | null {
  if (!layout || layout.message.after.length === 0) return null;
  const { after } = layout.message;
  const last = lines.findLastIndex((line) => line.trim() !== '' && matchAny(after, patternLine(line)) !== null);
  return last < 0 ? null : { from: last + 1, to: lines.length };
}

function isFooter(line: string, words: PreparedWords, layout: PreparedLayout | null): boolean {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.length > 400) return false;
  const prepared = patternLine(trimmed);
  if (matchAny(words.footers, prepared)) return true;
  return layout !== null && matchAny(layout.message.before, prepared) !== null;
}

/** A rule ends the message when what follows was not written by the buyer: he may draw one himself. */
function isLastRule(
  lines: readonly string[],
  index: number,
  words: PreparedWords,
  layout: PreparedLayout | null,
): boolean {
  if (!/^\s*(?:[-_=*]{2,80}|—{1,40}|─{2,80})\s*$/.test((lines[index] ?? '').slice(0, 100))) return false;
  const next = lines.slice(index + 1, index + 6).find((line) => line.trim() !== '');
  if (next === undefined) return true;
  return isFooter(next, words, layout) || labelledValues(next, words, layout).some(({ field }) => field !== null);
}
