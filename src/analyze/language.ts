/** Tells in which language a buyer writes, among the languages of the vocabulary. */
import { eld } from 'eld/medium';

/** ISO 639-1; the languages of the vocabulary that are written in Latin letters. */
const LATIN = ['en', 'es', 'fr', 'de', 'pt', 'it', 'tr'];
/** We have no words of these, but a Pole whom we took for a Portuguese would get our answer in Portuguese. */
const FURTHER = ['nl', 'pl', 'cs', 'sv', 'fi', 'hu', 'ro', 'vi'];
const SCRIPTS: [string, RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['ar', /\p{Script=Arabic}/gu],
];
const LATIN_LETTER = /\p{Script=Latin}/gu;
/** One Han character says about as much as this many letters. */
const HAN_WEIGHT = 3;
/** Share of the letters that kana need to make a text with Han characters Japanese. */
const KANA_SHARE = 0.1;
const READ_LIMIT = 5_000;
/** Shorter texts say too little (domain 2.5.6). */
const SHORTEST = 20;
/** Letters that a text in none of our languages must have. */
const LONG_ENOUGH = 80;
const UNSURE = 0.3;

let subsetIsSet = false;

/**
 * The primary language tag of `text` and how sure that is (0-1). Scripts decide first (Chinese in both scripts is `zh`);
 * texts in Latin letters that are short or unreliable take `fallback`.
 */
export function detectLanguage(
  text: string,
  fallback: string | (() => string) = 'en',
): { language: string; confidence: number } {
  const unsure = () => ({ language: typeof fallback === 'string' ? fallback : fallback(), confidence: UNSURE });
  const read = text.slice(0, READ_LIMIT).replace(/(?<![^\s@])[^\s@]{1,64}@[^\s@]{1,255}|https?:\S+/g, ' ');
  const byScript = scriptLanguage(read);
  if (byScript !== null) return byScript;
  if (count(read, LATIN_LETTER) < SHORTEST) return unsure();
  const { language, isReliable } = latinLanguage(read);
  if (language === '' || (!isReliable && read.length < 200)) return unsure();
  return { language, confidence: isReliable ? 0.95 : 0.6 };
}

/** The router asks of a mail what the analysis asks again: the last answers are kept. */
const known = new Map<string, { language: string; isReliable: boolean }>();
const MOST_KNOWN = 32;
/** eld reads no more than 380 bytes of a text. */
const ELD_LIMIT = 400;

function latinLanguage(read: string): { language: string; isReliable: boolean } {
  const text = read.trimStart().slice(0, ELD_LIMIT);
  const before = known.get(text);
  if (before !== undefined) return before;
  restrictLanguages();
  const found = amongOurs(eld.detect(text), text);
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(text, found);
  return found;
}

/** A language that is none of ours must be sure, and the text long. */
function amongOurs(result: ReturnType<typeof eld.detect>, text: string): { language: string; isReliable: boolean } {
  const isReliable = result.isReliable();
  if (!FURTHER.includes(result.language)) return { language: result.language, isReliable };
  if (isReliable && count(text, LATIN_LETTER) >= LONG_ENOUGH) return { language: result.language, isReliable };
  const scores = Object.entries(result.getScores()).filter(([language]) => LATIN.includes(language));
  const [best] = scores.sort(([, a], [, b]) => b - a);
  return { language: best?.[0] ?? '', isReliable: false };
}

/** The language of a mail: the body decides; a short one takes the language of the subject (domain 2.5.6). */
export function languageOfMail(subject: string, text: string): string {
  return detectLanguage(text, () => detectLanguage(subject).language).language;
}

function scriptLanguage(text: string): { language: string; confidence: number } | null {
  const latin = count(text, LATIN_LETTER);
  const counts = new Map(SCRIPTS.map(([language, script]) => [language, count(text, script)]));
  const kana = counts.get('ja') ?? 0;
  const han = counts.get('zh') ?? 0;
  if (kana > 0 && kana >= (kana + han) * KANA_SHARE && (kana + han) * HAN_WEIGHT > latin) return sure('ja');
  for (const language of ['ko', 'zh', 'ru', 'ar']) {
    const weight = language === 'ru' || language === 'ar' ? 1 : HAN_WEIGHT;
    if ((counts.get(language) ?? 0) * weight > latin) return sure(language);
  }
  return null;
}

function sure(language: string): { language: string; confidence: number } {
  return { language, confidence: 0.97 };
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** eld keeps its subset in the module; setting it once costs some 50 ms. */
function restrictLanguages(): void {
  if (subsetIsSet) return;
  eld.setLanguageSubset([...LATIN, ...FURTHER]);
  subsetIsSet = true;
}
