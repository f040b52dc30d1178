/** Reads the buyer's phone number, in E.164 (domain 7 A). */
import type { CountryCode } from 'libphonenumber-js/max';
import { findPhoneNumbersInText, isSupportedCountry } from 'libphonenumber-js/max';
import { fold } from './normalize.ts';

/** `international`: written with its country code, so it is evidence of the country. */
export type Phone = { number: string; country: string | null; international: boolean };

const FAX = /(?:^|[^\p{L}])(?:tele)?fax|传真|факс|(?:^|[\s|/])f[:.]? ?$/u;
const PHONE =
  /tel|phone|mobile|cell|whatsapp|number|handy|m[oó]vil|тел|电话|手机|微信|電話|携帯|전화|휴대폰|هاتف|جوال/u;
const READ_LIMIT = 8_000;

/** The first number that is not a fax: in the signature, else in the text. National numbers need `country`. */
export function readPhone(signature: string[], text: string, country: string | undefined): Phone | null {
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  return firstPhone(signature.join('\n'), known, false) ?? firstPhone(text.slice(0, READ_LIMIT), known, true);
}

/** `labelled`: outside a signature a national number counts only behind a word like "phone"; others are dates. */
function firstPhone(text: string, country: CountryCode | undefined, labelled: boolean): Phone | null {
  const plain = text.replace(/(?<![\d+])00 ?(?=[1-9]\d)/g, '+').replace(/ \/ /g, ' ');
  const digits = plain.replace(/[٠-٩۰-۹０-９]/g, (digit) => fold(digit));
  const options = country === undefined ? {} : { defaultCountry: country };
  const found = findPhoneNumbersInText(digits, options);
  const phones = found.filter(({ startsAt }) => !FAX.test(fold(digits.slice(Math.max(0, startsAt - 8), startsAt))));
  const first = phones.find(({ startsAt }) => !labelled || isAnnounced(digits, startsAt));
  if (first === undefined) return null;
  const international = digits.charAt(first.startsAt) === '+';
  return { number: first.number.number, country: first.number.country ?? null, international };
}

function isAnnounced(text: string, start: number): boolean {
  return text.charAt(start) === '+' || PHONE.test(fold(text.slice(Math.max(0, start - 40), start)));
}
