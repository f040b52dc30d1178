/** Reads the buyer's phone number, in E.164 (domain 7 A). */
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { fold } from './normalize.ts';
import type { Reading } from './reading.ts';
import { readWords } from './word-trees.ts';

/**
 * `certain`: written with its country code, so it is strong evidence of the country. Otherwise the country was known,
 * or told by the way the number is grouped.
 */
export type Phone = { number: string; country: string | null; certain: boolean };

type Written = { text: string; label: string | null };

/** Characters in front of a number in which its label stands; in a sentence it may stand further away. */
const LABEL = 24;
const ANNOUNCEMENT = 40;
const READ_LIMIT = 8_000;
const MOST_NUMBERS = 40;
const NUMBER = /(?<![\d\p{L}@/=_])[+(]{0,2}\d[\d ().\-/]{4,24}\d(?![\d\p{L}])/gu;
const MOBILE: ReadonlySet<string> = new Set(['MOBILE', 'FIXED_LINE_OR_MOBILE']);
const DATE = /^(?:(?:19|20)\d\d[-./]\d\d?[-./]\d\d?|\d\d?[-./]\d\d?[-./](?:19|20)\d\d)$/;

/**
 * The first number that is not a fax and not the number of a company or an order: in the signature, else in the text
 * behind a word like "phone". `countries`: where the writer may be, likeliest first; when there is none, the `guesses` are
 * tried by the way their numbers are grouped.
 */
export function readPhone(
  reading: Reading,
  {
    signature,
    text,
    countries,
    guesses,
  }: { signature: string[]; text: string; countries: string[]; guesses: string[] },
): Phone | null {
  const known = countries.filter((country): country is CountryCode => isSupportedCountry(country));
  const inSignature = numbersIn(reading, signature.join('\n'), LABEL);
  const announced = numbersIn(reading, text.slice(0, READ_LIMIT), ANNOUNCEMENT).filter(
    ({ label, text: written }) => label === 'phone' || (label === null && written.startsWith('+')),
  );
  for (const written of [...inSignature, ...announced]) {
    if (written.label === 'fax' || written.label === 'other') continue;
    const phone = phoneOf(written, known, guesses);
    if (phone !== null) return phone;
  }
  return null;
}

function numbersIn(reading: Reading, raw: string, reach: number): Written[] {
  const text = raw
    .replace(/[٠-٩۰-۹０-９]/g, (digit) => fold(digit))
    .replace(/[‐‑‒–−ー]/g, '-')
    .replace(/[\u00a0\u2007\u202f\u3000\u200e\u200f\u202a-\u202e]/g, ' ')
    .replace(/（/g, '(')
    .replace(/）/g, ')')
    .replace(/＋/g, '+');
  const numbers: Written[] = [];
  let behindLast = 0;
  for (const { 0: match, index } of text.matchAll(NUMBER)) {
    const line = text.lastIndexOf('\n', index - 1) + 1;
    const before = text.slice(Math.max(line, behindLast, index - reach), index);
    const labels = readWords(reading.settings, reading.language, fold(before)).get('phone_label') ?? [];
    for (const part of match.split(/ \/ (?=[+0(])/))
      numbers.push({ text: part.trim(), label: labels.at(-1)?.label ?? null });
    behindLast = index + match.length;
    if (numbers.length >= MOST_NUMBERS) break;
  }
  return numbers.filter(({ text: number }) => {
    const digits = number.replace(/\D/g, '').length;
    return digits >= 7 && digits <= 15 && !DATE.test(number);
  });
}

function phoneOf({ text, label }: Written, countries: CountryCode[], guesses: string[]): Phone | null {
  const [likeliest] = countries;
  const international = internationalForm(text, likeliest);
  if (international !== null) {
    const parsed = parsePhoneNumberFromString(international);
    return parsed?.isPossible() ? { number: parsed.number, country: parsed.country ?? null, certain: true } : null;
  }
  for (const country of countries) {
    const parsed = parsePhoneNumberFromString(text, country);
    if (parsed?.isValid()) return national(parsed, country);
  }
  if (likeliest !== undefined) {
    const parsed = parsePhoneNumberFromString(text, likeliest);
    return parsed?.isPossible() && (label === 'phone' || isGroupedLike(text, parsed))
      ? national(parsed, likeliest)
      : null;
  }
  return byGrouping(text, guesses) ?? (label === 'phone' ? inOneCountry(text, guesses) : null);
}

function national(parsed: PhoneNumber, country: string): Phone {
  return { number: parsed.number, country: parsed.country ?? country, certain: false };
}

/** `+44 (0)20 …`, `0044 20 …`, `(852) 2555 0138` of a writer in Hong Kong. */
function internationalForm(text: string, country: CountryCode | undefined): string | null {
  const plain = text.replace(/^\(\+/, '+').replace(/\(0\)/, '');
  if (plain.startsWith('+')) return plain;
  if (/^00 ?[1-9]/.test(plain)) return `+${plain.slice(2)}`;
  const code = /^\((\d{1,3})\)/.exec(plain)?.[1];
  if (code === undefined || country === undefined || getCountryCallingCode(country) !== code || code === '1')
    return null;
  return parsePhoneNumberFromString(plain, country)?.isValid() ? null : `+${plain.replace(/\D/g, '')}`;
}

/** The first of the guessed countries in which the number is valid and begins with the same group of digits. */
function byGrouping(text: string, guesses: string[]): Phone | null {
  for (const country of guesses) {
    if (!isSupportedCountry(country)) continue;
    const parsed = parsePhoneNumberFromString(text, country);
    if (parsed?.isValid() && isGroupedLike(text, parsed)) return national(parsed, country);
  }
  return null;
}

/** A mobile number that only one of the guessed countries knows. */
function inOneCountry(text: string, guesses: string[]): Phone | null {
  const known = guesses.flatMap((country) => {
    const parsed = isSupportedCountry(country) ? parsePhoneNumberFromString(text, country) : undefined;
    return parsed?.isValid() && MOBILE.has(parsed.getType() ?? '') ? [national(parsed, country)] : [];
  });
  return known.length === 1 ? (known[0] ?? null) : null;
}

function isGroupedLike(text: string, parsed: PhoneNumber): boolean {
  const written = text.match(/\d+/g) ?? [];
  const usual = parsed.formatNational().match(/\d+/g) ?? [];
  // "8 (343) 555-01-28": a prefix of one digit says nothing by itself.
  const groups = written[0]?.length === 1 ? 2 : 1;
  return written.length > groups && written.slice(0, groups).every((group, index) => group === usual[index]);
}
