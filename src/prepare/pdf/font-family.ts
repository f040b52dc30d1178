/** Which font a character is set in: Latin where it has it, else the one of its script, and for Han that of the reader. */

const families = ['latin', 'arabic', 'sc', 'jp', 'kr'] as const;
export type Family = (typeof families)[number];
export type Weight = 'regular' | 'bold';

/** A font that fontkit has opened (TTF or OTF); pdfkit draws with it. */
export type OpenFont = { hasGlyphForCodePoint(codePoint: number): boolean; layout(text: string): unknown };
export type Fonts = (family: Family, weight: Weight) => OpenFont;

/** Whether a font has a picture for a code point. */
export type HasGlyph = (family: Family, codePoint: number) => boolean;

const ARABIC = /\p{Script=Arabic}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
const WIDE = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF\u2E80-\u2FDF]/u;

/**
 * The font of a character, or null when none of ours has it.
 * @param language BCP 47 tag of the reader: the same Han character is drawn otherwise in China, Japan and Korea
 */
export function familyOf(character: string, language: string, hasGlyph: HasGlyph): Family | null {
  const codePoint = character.codePointAt(0) ?? 0;
  const wanted = wantedFamilies(character, language);
  return [...wanted, ...families].find((family) => hasGlyph(family, codePoint)) ?? null;
}

function wantedFamilies(character: string, language: string): Family[] {
  // Decided before a font is asked, so that no font is opened for a script that does not occur.
  if (/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d\s]/u.test(character)) return ['latin'];
  if (ARABIC.test(character)) return ['arabic'];
  if (HANGUL.test(character)) return ['kr'];
  if (KANA.test(character)) return ['jp'];
  if (WIDE.test(character)) return [hanFamily(language)];
  return ['latin', hanFamily(language)];
}

function hanFamily(language: string): Family {
  const primary = language.split('-')[0];
  return primary === 'ja' ? 'jp' : primary === 'ko' ? 'kr' : 'sc';
}
