/** Splits the lines of forms and notifications into labels and values. */
import type { ChannelField } from '../../model/channel.ts';
import { fieldOf, type PreparedLayout, type PreparedWords } from './prepared.ts';

/** `field` is null for a label that nobody has listed; `value` is '' when the value stands on the next line. */
export type LabelledValue = { label: string; field: ChannelField | null; value: string };

const LONGEST_LINE = 4_000;
const LONGEST_LABEL = 60;
const MOST_PARTS = 12;
const MOST_WORDS = 5;

/**
 * The labelled values of a line: `Label: value`, `Label：value`, `Label<tab>value`, `Label    value`; several of them
 * when further known labels follow in the same line. Empty when the line is none.
 */
export function labelledValues(line: string, words: PreparedWords, layout: PreparedLayout | null): LabelledValue[] {
  const text = line.slice(0, LONGEST_LINE).trim();
  const first = splitLabel(text, words, layout);
  if (!first) return [];
  if (first.field === null || first.field === 'message' || first.value === '') return [first];
  return splitFurther(first, words, layout);
}

/** The field of a line that is nothing but a known label, like `Message` or `— 留言 —`. */
export function loneLabel(line: string, words: PreparedWords, layout: PreparedLayout | null): ChannelField | null {
  const text = line.trim();
  if (text.length > LONGEST_LABEL || text.includes('\t')) return null;
  return fieldOf(text, words, layout);
}

/** `【会社名】サンプル`, `[Company] Roth GmbH`, `［氏名］：佐藤`. */
const BRACKETED = /^[■◆●・*\s]{0,3}[[【［〔]([^[\]【】［］〔〕:：]{1,40})[\]】］〕]\s{0,3}[:：]?(.*)$/u;
/** A label and an address with nothing but a space between, where a page has lost its columns. */
const BEFORE_ADDRESS = /^(\S.{0,40}?) (\S{1,64}@\S{1,255})$/;

function splitLabel(text: string, words: PreparedWords, layout: PreparedLayout | null): LabelledValue | null {
  const [, inBrackets, behind = ''] = BRACKETED.exec(text) ?? [];
  if (inBrackets && fieldOf(inBrackets, words, layout)) return toLabelled(inBrackets, behind, words, layout);
  const [, name, address] = BEFORE_ADDRESS.exec(text) ?? [];
  if (name && address && fieldOf(name, words, layout) === 'email') return toLabelled(name, address, words, layout);
  const tab = text.indexOf('\t');
  const colon = text.slice(0, LONGEST_LABEL + 1).search(/[:：﹕]/);
  if (colon > 0 && (tab < 0 || colon < tab)) {
    const label = text.slice(0, colon).trim();
    const value = text.slice(colon + 1);
    return value.startsWith('//') ? null : toLabelled(label, value, words, layout);
  }
  if (tab > 0 && tab <= LONGEST_LABEL) return toLabelled(text.slice(0, tab), text.slice(tab + 1), words, layout);
  const column = text.slice(0, LONGEST_LABEL + 2).search(/\S {2,}\S/);
  if (column < 0) return null;
  const label = text.slice(0, column + 1);
  // Spaces alone are a column only behind a word that is known.
  return fieldOf(label, words, layout) ? toLabelled(label, text.slice(column + 1), words, layout) : null;
}

function toLabelled(
  label: string,
  value: string,
  words: PreparedWords,
  layout: PreparedLayout | null,
): LabelledValue | null {
  const plain = label.replace(/^[\s*•·>#■◆●▪▼◇□★※・-]+|(?<![\s*])[\s*]+$/g, '');
  const field = fieldOf(plain, words, layout);
  if (field === null && !looksLikeLabel(plain)) return null;
  return { label: plain, field, value: value.replace(/^[\s:：*]+|(?<![\s*])[\s*]+$/g, '').replace(/\t+/g, ' ') };
}

/** Not a piece of a sentence that happens to hold a colon. */
function looksLikeLabel(label: string): boolean {
  return (
    /\p{L}/u.test(label) &&
    label.length <= 40 &&
    label.split(/\s+/).length <= 6 &&
    !/[.!?。！，,;@]|https?$/iu.test(label)
  );
}

/** `Name: Eva Roth  Email: eva@shop.example` in one line: conversions of HTML lose line ends. */
function splitFurther(first: LabelledValue, words: PreparedWords, layout: PreparedLayout | null): LabelledValue[] {
  const text = first.value;
  const parts: LabelledValue[] = [{ ...first }];
  let from = 0;
  for (const { index } of text.matchAll(/[:：]/g)) {
    const current = parts.at(-1);
    if (!current || index < from || parts.length >= MOST_PARTS) continue;
    const label = labelBefore(text.slice(from, index), words, layout);
    if (!label) continue;
    const start = index - label.text.length;
    current.value = text.slice(from, start).trim();
    parts.push({ label: label.text.trim(), field: label.field, value: text.slice(index + 1).trim() });
    from = index + 1;
    if (label.field === 'message') break;
  }
  return parts;
}

/** The longest known label of at most five words at the end of a text. */
function labelBefore(text: string, words: PreparedWords, layout: PreparedLayout | null) {
  const tail = text.slice(-LONGEST_LABEL);
  const starts = [...tail.matchAll(/(?<=[\s;；,，|])\S/g)].map(({ index }) => index).slice(-MOST_WORDS);
  // Of "Roth GmbH Country/Region" any half would do: a word with two names is a label by itself.
  const lone = starts.filter((start) => /^[^\s/]{2,}\/[^\s/]{2,}$/.test(tail.slice(start)));
  for (const start of [...lone, ...starts]) {
    const label = tail.slice(start);
    const field = fieldOf(label, words, layout);
    if (field) return { text: label, field };
  }
  return null;
}
