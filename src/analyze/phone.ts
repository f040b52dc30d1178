/** Reads the buyer's phone number, in E.164 (domain 7 A). */
import type { CountryCode } from 'libphonenumber-js/max';
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import { fold } from './normalize.ts';

/** `international`: written with its country code, so it is evidence of the country. */
export type Phone = { number: string; country: string | null; international: boolean };

const FAX = /(?:^|[^\p{L}])(?:tele)?fax|传真|факс|(?:^|[\s|/])f[:.]? ?$/u;
const READ_LIMIT = 8_000;

/** The first number that is not a fax: in the signature, else in the text. National numbers need `country`. */
export function readPhone(signature: string[], text: string, country: string | undefined): Phone | null {
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  return firstPhone(signature.join('\n'), known) ?? firstPhone(text.slice(0, READ_LIMIT), known);
}

function firstPhone(text: string, country: CountryCode | undefined): Phone | null {
  const plain = text.replace(/(?<![\d+])00 ?(?=[1-9]\d)/g, '+').replace(/ \/ /g, ' ');
  const digits = plain.replace(/[٠-٩۰-۹０-９]/g, (digit) => fold(digit));
  const options = country === undefined ? {} : { defaultCountry: country };
  const found = findPhoneNumbersInText(digits, options);
  const phones = found.filter(({ startsAt }) => !FAX.test(fold(digits.slice(Math.max(0, startsAt - 8), startsAt))));
  const [first] = phones;
  if (first === undefined) return null;
  const international = digits.charAt(first.startsAt) === '+';
  return { number: first.number.number, country: first.number.country ?? null, international };
}
