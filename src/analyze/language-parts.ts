/** Divides a mail into stretches of one language: a Chinese note above an English mail, an English heading over German. */
import { detectLanguage } from './language.ts';

/** A stretch of a text; consecutive ones together cover it. */
export type LanguagePart = { start: number; end: number; language: string };

/** A shorter paragraph takes the language of the mail (domain 2.5.6). */
const SHORTEST_LATIN = 70;
const SURE = 0.9;
const MOST_PARAGRAPHS = 40;
const PARAGRAPH_END = /\n[^\S\n]{0,20}\n/g;
const OTHER_SCRIPT =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}]/u;
const LATIN = /\p{Script=Latin}/gu;

/** @param language of the whole mail; paragraphs that are not surely of another one are of this */
export function languageParts(text: string, language: string): LanguagePart[] {
  const parts: LanguagePart[] = [];
  let start = 0;
  for (const gap of [...text.matchAll(PARAGRAPH_END)].slice(0, MOST_PARAGRAPHS)) {
    add(parts, text, { start, end: gap.index + gap[0].length, language });
    start = gap.index + gap[0].length;
  }
  add(parts, text, { start, end: text.length, language });
  return parts;
}

function add(parts: LanguagePart[], text: string, part: LanguagePart): void {
  const own = { ...part, language: languageOf(text.slice(part.start, part.end), part.language) };
  const last = parts.at(-1);
  if (last?.language === own.language) last.end = own.end;
  else if (own.end > own.start) parts.push(own);
}

function languageOf(paragraph: string, language: string): string {
  const foreign = OTHER_SCRIPT.test(paragraph);
  if (!foreign && (paragraph.match(LATIN)?.length ?? 0) < SHORTEST_LATIN) return language;
  const found = detectLanguage(paragraph, language);
  return found.confidence >= SURE ? found.language : language;
}
