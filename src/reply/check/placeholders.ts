/** Finds what was not filled in: braces, XX, TODO, "undefined", `[name]`, a line to write on. */
import { type Finding, finding } from './finding.ts';

/** No words of anybody: they are never right in a text of ours. */
const TEMPLATE_MARKS = /\{\{|\}\}|\{%|%\}|\$\{|\[object \w{1,20}\]/g;
const MARKS = [
  /\{[\p{L}_][^{}\n]{0,40}\}/gu,
  /<[a-z][a-z _-]{1,40}>/gi,
  /(?<![\p{L}\p{N}])X{2,3}(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])x{3}(?![\p{L}\p{N}])/gu,
  /_{3,}|\.{5,}|…{2,}/g,
  /(?<![\p{L}\p{N}])(?:undefined|NaN|TBD|TBC|FIXME|lorem ipsum)(?![\p{L}\p{N}])/gu,
];
/** `[name]`, `[Your company]`: words in square brackets. */
const BRACKETS = /\[[\p{L}][\p{L}\p{M} ._/-]{1,40}\]/gu;
/** In Spanish, Portuguese and Italian "todo" is a word, in German and Italian "null" and "nulla" are. */
const TODO = /(?<![\p{L}\p{N}])TODO(?![\p{L}\p{N}])/gu;
const SPEAKS_TODO: ReadonlySet<string> = new Set(['es', 'pt', 'it']);
const NULL = /(?<![\p{L}\p{N}])null(?![\p{L}\p{N}])/gu;
const MOST = 20;
const SPEAKS_NULL: ReadonlySet<string> = new Set(['de', 'tr', 'fr']);

/**
 * @param language primary tag
 * @param known words that may stand there as they are: the buyer's subject, names of goods
 */
export function findPlaceholders(subject: string, text: string, language: string, known: string): Finding[] {
  const patterns = [
    ...MARKS,
    BRACKETS,
    ...(SPEAKS_TODO.has(language) ? [] : [TODO]),
    ...(SPEAKS_NULL.has(language) ? [] : [NULL]),
  ];
  const found = (words: string, mayStand: boolean) => [
    ...[...words.matchAll(TEMPLATE_MARKS)].filter(([mark]) => !mayStand || !known.includes(mark)),
    ...patterns.flatMap((pattern) => [...words.matchAll(pattern)].filter(([mark]) => !known.includes(mark))),
  ];
  return [
    ...found(text, false).map(({ 0: mark, index }) => finding('placeholder', mark, [index, index + mark.length])),
    // The subject goes on with the buyer's own.
    ...found(subject, true).map(([mark]) => finding('placeholder', mark)),
  ].slice(0, MOST);
}
