/** The token of an approval request: what ties an answer to one version of one draft, and nobody can guess. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Crockford's base 32: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 16;
const BYTES = 10;
const TOKEN = /^[0-9a-hjkmnp-tv-z]{16}$/;
const INQUIRY_NO = /\bINQ-\d{4}-\d{6,10}(?!\d)/i;
/** Mail programs fold long subjects anywhere and people retype them: white space and dashes do not count. */
const SUBJECT_TOKEN = /\bINQ-\d{4}-\d{6,10}\s{1,9}([0-9a-z](?:[\s-]{0,9}[0-9a-z]){15})\s{0,9}\]/i;
const MESSAGE_ID_TOKEN = /\bapproval\.([0-9a-z]{16})@/i;
/** Enough for any subject or list of Message-IDs; what is longer is not ours. */
const LONGEST = 20_000;

/**
 * 80 random bits as 16 characters.
 * @param random at least 10 bytes from a cryptographic source
 * @throws RangeError when there are fewer
 */
export function makeToken(random: Uint8Array): string {
  if (random.length < BYTES) throw new RangeError(`a token needs ${BYTES} random bytes, not ${random.length}`);
  let bits = random.slice(0, BYTES).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  let token = '';
  for (let index = 0; index < LENGTH; index += 1) {
    token = ALPHABET.charAt(Number(bits & 31n)) + token;
    bits >>= 5n;
  }
  return token;
}

/** SHA-256 (hex) of the token: what is stored, so that a stolen database approves nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The tag that an approval request carries in its subject: `[INQ-2026-000123 k7f3-q2m9-xd4t-6wba]`. */
export function subjectTag(inquiryNo: string, token: string): string {
  return `[${inquiryNo} ${token.match(/.{1,4}/g)?.join('-') ?? ''}]`;
}

/**
 * The secret in the address of the approval page, as base64url. It is not the token of the mail: an address ends in
 * histories and logs, a token in quotations.
 * @param random at least 16 bytes from a cryptographic source
 * @throws RangeError when there are fewer
 */
export function makePageSecret(random: Uint8Array): string {
  if (random.length < 16) throw new RangeError(`a secret needs 16 random bytes, not ${random.length}`);
  return Buffer.from(random).toString('base64url');
}

/**
 * What the form of the approval page sends back: only who has been shown this version of the draft knows it.
 * @param secret of the page's address
 */
export function makeFormToken(secret: string, draftVersion: number): string {
  return createHmac('sha256', secret).update(`decide draft version ${draftVersion}`).digest('base64url');
}

/** Compares in a time that does not tell how much of it was right. */
export function equalTokens(one: string, other: string): boolean {
  return timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest());
}

/** The token in a subject with a tag, or in a Message-ID `<approval.TOKEN@domain>`; null when there is none. */
export function findToken(text: string): string | null {
  const searched = text.slice(0, LONGEST);
  const found = SUBJECT_TOKEN.exec(searched)?.[1] ?? MESSAGE_ID_TOKEN.exec(searched)?.[1];
  return found === undefined ? null : readToken(found);
}

/** A token as typed by a person: any case, dashes optional, o for 0 and i or l for 1; null when it is none. */
export function readToken(typed: string): string | null {
  const token = typed.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
  return TOKEN.test(token) ? token : null;
}

/** The inquiry number in a subject, in its written form; null when there is none. */
export function findInquiryNo(text: string): string | null {
  return INQUIRY_NO.exec(text.slice(0, LONGEST))?.[0].toUpperCase() ?? null;
}
