/** Prepares the words of forms and platforms for looking up, once per data. */
import type { ChannelField, ChannelLayout, ChannelSettings, ChannelWords } from '../../model/channel.ts';
import { foldLabel } from '../client-words.ts';
import { compilePattern, type Pattern } from './pattern.ts';

/** Labels of all languages together: what a form asks and what people answer are often two languages. */
export type PreparedWords = {
  labels: ReadonlyMap<string, ChannelField>;
  /** Folded, the longest first. */
  qualifiers: readonly string[];
  boilerplate: readonly Pattern[];
  footers: readonly Pattern[];
  /** Lower-case phrases. */
  admin: readonly string[];
};
export type PreparedLayout = {
  layout: ChannelLayout;
  labels: ReadonlyMap<string, ChannelField>;
  match: { subjects: readonly Pattern[]; markers: readonly Pattern[] };
  notInquiry: { subjects: readonly Pattern[]; lines: readonly Pattern[] };
  senderNames: readonly Pattern[];
  subjects: readonly Pattern[];
  lines: readonly Pattern[];
  message: { after: readonly Pattern[]; before: readonly Pattern[]; drop: readonly Pattern[] };
  signatureAfter: readonly Pattern[];
};

const LONGEST_LABEL = 60;

const preparedWords = new WeakMap<ChannelWords, PreparedWords>();
const preparedLayouts = new WeakMap<ChannelSettings['layouts'], PreparedLayout[]>();

export function prepareWords(words: ChannelWords): PreparedWords {
  const known = preparedWords.get(words);
  if (known) return known;
  const languages = Object.values(words.languages);
  const prepared: PreparedWords = {
    labels: new Map(languages.flatMap(({ labels }) => labelEntries(labels))),
    qualifiers: languages
      .flatMap(({ qualifiers }) => qualifiers.map(foldFieldLabel))
      .sort((a, b) => b.length - a.length),
    boilerplate: compileAll(languages.flatMap(({ boilerplate }) => boilerplate)),
    footers: compileAll(languages.flatMap(({ footers }) => footers)),
    admin: languages.flatMap(({ admin }) => admin.map((phrase) => phrase.normalize('NFKC').toLowerCase())),
  };
  preparedWords.set(words, prepared);
  return prepared;
}

export function prepareLayouts({ layouts }: ChannelSettings): PreparedLayout[] {
  const known = preparedLayouts.get(layouts);
  if (known) return known;
  const prepared = layouts.map((layout) => ({
    layout,
    labels: new Map(labelEntries(layout.labels)),
    match: { subjects: compileAll(layout.match.subjects), markers: compileAll(layout.match.markers) },
    notInquiry: { subjects: compileAll(layout.notInquiry.subjects), lines: compileAll(layout.notInquiry.lines) },
    senderNames: compileAll(layout.senderNames),
    subjects: compileAll(layout.subjects),
    lines: compileAll(layout.lines),
    message: {
      after: compileAll(layout.message.after),
      before: compileAll(layout.message.before),
      drop: compileAll(layout.message.drop),
    },
    signatureAfter: compileAll(layout.message.signature ? [layout.message.signature.after] : []),
  }));
  preparedLayouts.set(layouts, prepared);
  return prepared;
}

/** What a label stands for: as listed, behind a qualifier, or in one part of a label like `姓名 / Name (required)`. */
export function fieldOf(label: string, words: PreparedWords, layout: PreparedLayout | null): ChannelField | null {
  if (label.length > LONGEST_LABEL) return null;
  const look = (part: string) => {
    const folded = foldFieldLabel(part);
    return folded === '' ? null : (listed(folded, words, layout) ?? unqualified(folded, words, layout));
  };
  const whole = look(label);
  if (whole) return whole;
  const parts = label.split(
    /[/|()（）[\]【】,、&]|(?<=\p{Script=Han})\s*(?=[A-Za-z])|(?<=[A-Za-z])\s*(?=\p{Script=Han})/u,
  );
  if (parts.length < 2) return null;
  for (const part of parts) {
    const field = look(part);
    if (field) return field;
  }
  return null;
}

/** As labels of header blocks are folded, also without marks, bullets, underscores and stars around it. */
function foldFieldLabel(label: string): string {
  return foldLabel(label)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu, '')
    .replace(/[-_.'’]/g, '');
}

function listed(folded: string, words: PreparedWords, layout: PreparedLayout | null): ChannelField | null {
  return layout?.labels.get(folded) ?? words.labels.get(folded) ?? null;
}

function unqualified(folded: string, words: PreparedWords, layout: PreparedLayout | null): ChannelField | null {
  for (const qualifier of words.qualifiers) {
    if (!folded.startsWith(qualifier)) continue;
    const field = listed(folded.slice(qualifier.length), words, layout);
    if (field) return field;
  }
  return null;
}

function labelEntries(labels: ChannelLayout['labels']): [string, ChannelField][] {
  return Object.entries(labels).flatMap(([field, names]) =>
    (names ?? []).map((name): [string, ChannelField] => [foldFieldLabel(name), field as ChannelField]),
  );
}

function compileAll(sources: readonly string[]): Pattern[] {
  return sources.map(compilePattern);
}
