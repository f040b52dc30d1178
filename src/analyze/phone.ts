/** Reads the buyer's phone number, in E.164 (domain 7 A). */
import type { CountryCode } from 'libphonenumber-js/max';
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import { fold } from './normalize.ts';
import type { Reading } from './reading.ts';
import { readWords } from './word-trees.ts';

/** `international`: written with its country code, so it is evidence of the country. */
export type Phone = { number: string; country: string | null; international: boolean };

/** Characters in front of a number in which its label stands; in a sentence it may stand further away. */
const LABEL = 14;
const ANNOUNCEMENT = 40;
const READ_LIMIT = 8_000;

/** The first number that is not a fax: in the signature, else in the text. National numbers need `country`. */
export function readPhone(
  reading: Reading,
  { signature, text, country }: { signature: string[]; text: string; country: string | undefined },
): Phone | null {
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const labels = (before: string) =>
    readWords(reading.settings, reading.language, fold(before)).get('phone_label') ?? [];
  return (
    firstPhone(signature.join('\n'), known, (before) => labels(before.slice(-LABEL)).at(-1)?.label !== 'fax') ??
    firstPhone(text.slice(0, READ_LIMIT), known, (before) => labels(before).at(-1)?.label === 'phone')
  );
}

/**
 * The first number whose preceding text `accepts`: in a signature all but faxes; elsewhere a national number only
 * behind a word like "phone", since others are dates and order numbers.
 */
function firstPhone(
  text: string,
  country: CountryCode | undefined,
  accepts: (before: string) => boolean,
): Phone | null {
  const plain = text.replace(/(?<![\d+])00 ?(?=[1-9]\d)/g, '+').replace(/ \/ /g, ' ');
  const digits = plain.replace(/[٠-٩۰-۹０-９]/g, (digit) => fold(digit));
  const options = country === undefined ? {} : { defaultCountry: country };
  const found = findPhoneNumbersInText(digits, options);
  const first = found.find(({ startsAt }) => accepts(lineBefore(digits, startsAt)));
  if (first === undefined) return null;
  const international = digits.charAt(first.startsAt) === '+';
  return { number: first.number.number, country: first.number.country ?? null, international };
}

function lineBefore(text: string, start: number): string {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  return text.slice(Math.max(line, start - ANNOUNCEMENT), start);
}
