/** Finds the country that a labelled field names, in whatever language and form. */
import countries from 'i18n-iso-countries';
import { fold } from '../../analyze/normalize.ts';
import type { ChannelWords } from '../../model/channel.ts';

/** The library has official and common names, CLDR those of the Chinese that Hong Kong and Taiwan write. */
const LANGUAGES = ['en', 'zh', 'es', 'fr', 'de', 'pt', 'ru', 'ar', 'it', 'tr', 'ja', 'ko'];
const CLDR_LANGUAGES = [...LANGUAGES, 'zh-Hant', 'zh-Hant-HK'];
const LONGEST = 200;
const PARTS_OF_CHINA = ['HK', 'MO', 'TW'];

const known = new WeakMap<ChannelWords, ReadonlyMap<string, string>>();

/**
 * ISO 3166-1 alpha-2 of what a field says: a name in one of twelve languages, a code of two or three letters, or one
 * with the other behind it (`Deutschland (DE)`, `China / 中国`). Null when it names none, or several.
 */
export function countryByName(field: string, words: ChannelWords): string | null {
  const text = field.slice(0, LONGEST).replace(/[\u{1F1E6}-\u{1F1FF}]{2}/gu, ' ');
  const names = countryNames(words);
  const whole = lookUp(text, names);
  if (whole) return whole;
  const parts = text.split(/[()（）[\]【】,，;；/|]| [-–—] |\t|(?<=\p{Script=Han})\s+|(?<!\s)\s+(?=\p{Script=Han})/u);
  const named = new Set(parts.flatMap((part) => lookUp(part, names) ?? []));
  // "Hong Kong, China" is Hong Kong.
  if (PARTS_OF_CHINA.some((code) => named.has(code))) named.delete('CN');
  const [only] = named;
  return only && named.size === 1 ? only : null;
}

function lookUp(text: string, names: ReadonlyMap<string, string>): string | null {
  const word = text.trim().replace(/^[\s:：.-]+|(?<![\s.:-])[\s.:-]+$/g, '');
  if (/^[A-Za-z]{2,3}$/.test(word)) {
    const code = word.toUpperCase();
    const alpha2 = code.length === 2 ? code : countries.alpha3ToAlpha2(code);
    if (alpha2 && countries.isValid(alpha2)) return alpha2;
  }
  return names.get(folded(word)) ?? null;
}

function countryNames(words: ChannelWords): ReadonlyMap<string, string> {
  const ready = known.get(words);
  if (ready) return ready;
  const listed = LANGUAGES.flatMap((language) => Object.entries(countries.getNames(language, { select: 'all' })));
  const names = new Map(
    [...cldrNames(), ...listed, ...Object.entries(words.countries)].flatMap(([code, spellings]) =>
      spellings.map((spelling): [string, string] => [folded(spelling), code]),
    ),
  );
  known.set(words, names);
  return names;
}

function cldrNames(): [string, string[]][] {
  const codes = Object.keys(countries.getAlpha2Codes());
  return CLDR_LANGUAGES.flatMap((language) => {
    const regions = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return codes.map((code): [string, string[]] => [code, [regions.of(code) ?? []].flat()]);
  });
}

/** `U.S.A.`, `the Netherlands`, `Viet Nam`. */
function folded(text: string): string {
  return fold(text)
    .replace(/[.'-]/g, ' ')
    .replace(/^the /, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/(?<=^| )(?:\p{L} ){1,3}\p{L}(?= |$)/gu, (letters) => letters.replaceAll(' ', ''));
}
