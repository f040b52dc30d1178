/** What reading one mail may cost at most, and the record of what was cut because of it. */

/** Parts of one mail; newsletters have tens, digests hundreds. */
export const MAX_PARTS = 2000;
/** Multiparts inside multiparts; real mail stays below ten. */
export const MAX_MULTIPART_DEPTH = 100;
/** Header lines kept of one mail; one over many relays has about a hundred. The first well-known ones are always kept. */
export const MAX_HEADER_LINES = 2000;
/** One header field in bytes: about a thousand recipients. */
export const MAX_HEADER_FIELD = 48 * 1024;
/** All header fields in bytes, but for the first of each well-known name. */
export const MAX_HEADER_BYTES = 512 * 1024;
/** The header of one part in bytes, as mailparser counts it; the well-known fields of a mail stay below. */
export const MAX_HEAD = 4 * 1024 * 1024;
/** Mails inside the mail, and how deep: a forward of a forward of a bounce. */
export const MAX_EMBEDDED = 20;
export const MAX_EMBEDDED_DEPTH = 3;
/** Attachments listed; each is hashed whatever its size. */
export const MAX_ATTACHMENTS = 500;
/** The text of one mail in characters: far above what a person writes, below what stalls the stages behind. */
export const MAX_TEXT_LENGTH = 1_000_000;
/** The text of a mail and all mails in it: it is stored and searched. */
const MAX_ALL_TEXT_LENGTH = 2_000_000;
/** HTML in characters, all parts and carried mails together: converting takes about half a second per megabyte. */
const MAX_HTML_LENGTH = 1_000_000;
/** Text hidden from the reader: enough to judge it by. */
export const MAX_HIDDEN_LENGTH = 20_000;
export const MAX_LINKS = 200;
export const MAX_ADDRESSES = 500;
export const MAX_REFERENCES = 100;
export const MAX_SUBJECT_LENGTH = 2000;
/** Bytes of the text of one delivery report. */
export const MAX_REPORT_BYTES = 100_000;

/** Notes down what was cut, once for each kind. */
export type Cuts = Set<string>;

/** What is left to spend on one mail and the mails in it. */
export type Allowance = { text: number; html: number; cuts: Cuts };

export function fullAllowance(): Allowance {
  return { text: MAX_ALL_TEXT_LENGTH, html: MAX_HTML_LENGTH, cuts: new Set() };
}
