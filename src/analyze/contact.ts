/** Reads who writes: name, company, phone and country, from the header and the signature (domain 7 A). */
import type { ContactFacts } from '../model/inquiry.ts';
import type { Mailbox } from '../model/message.ts';
import { readCompanyName } from './company-name.ts';
import { countryEvidence, strongestCountry } from './country-evidence.ts';
import { fold, normalize, rawRange } from './normalize.ts';
import { readPhone } from './phone.ts';
import type { Reading } from './reading.ts';
import { readWords } from './word-trees.ts';

/** At most so many lines at the end of a mail without closing words may be a signature. */
const LAST_LINES = 8;
const NAME = /^\p{L}[\p{L}\p{M}.'’-]*(?: \p{L}[\p{L}\p{M}.'’-]*){1,4}$/u;
/** Names are short; two to four Han, Hangul or kana characters are a full one. */
const ASIAN_NAME =
  /^[\p{Script=Han}]{2,4}$|^\p{Script=Hangul}{2,4}$|^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,4}[ 　][\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{1,4}$/u;

/** What the mail itself says of its writer; nothing is guessed, null stands for what it does not say. */
export function readContact(reading: Reading, from: Mailbox): ContactFacts {
  const lines = signatureLines(reading);
  const company = readCompanyName(reading, lines, from);
  const evidence = countryEvidence(reading, { lines, domain: domainOf(from.address), company });
  const phone = readPhone(reading, {
    signature: lines,
    text: bodyText(reading),
    country: strongestCountry(evidence),
  });
  if (phone !== null && phone.country !== null && phone.international) {
    evidence.push({ source: 'phone', country: phone.country, weight: 4 });
  }
  evidence.sort((a, b) => b.weight - a.weight);
  return {
    name: readName(reading, lines, from, company),
    company,
    phone: phone?.number ?? null,
    country: strongestCountry(evidence) ?? null,
    countryEvidence: evidence,
  };
}

/** The raw lines behind the closing words, else the last few of the mail. */
function signatureLines(reading: Reading): string[] {
  const { normalized, signatureStart, text } = reading;
  const start = normalized.starts[signatureStart] ?? normalized.raw.length;
  const closed = signatureStart < text.length;
  const region = closed ? normalized.raw.slice(start) : normalized.raw.slice(reading.bodyStart);
  const lines = region
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, 200))
    .filter((line) => line !== '');
  if (closed) return lines.slice(0, 40);
  // Without closing words the last block is the signature, if it is not itself the whole mail.
  const block =
    region
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1)
      ?.split('\n') ?? [];
  return lines.slice(-Math.min(LAST_LINES, Math.max(block.length, 1)));
}

function bodyText(reading: Reading): string {
  return reading.normalized.raw.slice(reading.bodyStart);
}

/** The person as he signs; the header's name when it is one, unless it names a department or the company. */
function readName(reading: Reading, lines: string[], from: Mailbox, company: string | null): string | null {
  const header = personIn(reading, plainName(reading, from.name), company);
  const signed = lines
    .flatMap((line) => line.split(/ {2,}|[|,，·–—]/).slice(0, 1))
    .map((line) => plainName(reading, line))
    .find((line) => isSigned(reading, line, header, company));
  if (header === null) return signed ?? null;
  // The signature often has the full name where the header has a short one.
  const fuller = signed !== undefined && sharesWord(signed, header) && signed.length > header.length;
  return fuller ? signed : header;
}

function isSigned(reading: Reading, line: string, header: string | null, company: string | null): boolean {
  if (personIn(reading, line, company) === null) return false;
  const closed = reading.signatureStart < reading.text.length;
  return header === null ? closed && isNameShaped(line) : sharesWord(line, header);
}

/** The name if it can be a person's: not the company, and without words that stand for a function. */
function personIn(reading: Reading, name: string, company: string | null): string | null {
  if (name.length < 2 || name.length > 60 || /[\d@:/]/.test(name)) return null;
  if (company !== null && fold(company).includes(fold(name))) return null;
  const hits = readWords(reading.settings, reading.language, fold(name));
  return hits.has('role_name') || hits.has('closing') ? null : name;
}

function isNameShaped(line: string): boolean {
  if (ASIAN_NAME.test(line)) return true;
  return (
    NAME.test(line) &&
    line
      .split(' ')
      .every((word) => /^[\p{Lu}\p{Script=Arabic}]|^(?:de|del|da|do|van|von|der|la|el|al|bin|ben)$/u.test(word))
  );
}

function sharesWord(a: string, b: string): boolean {
  const known = new Set(fold(b).split(/[\s-]+/));
  return (
    fold(a)
      .split(/[\s-]+/)
      .some((word) => word.length > 1 && known.has(word)) && isNameShaped(a)
  );
}

/** `Öxle, Gerlinde` -> `Gerlinde Öxle`; without brackets, what follows a bar, titles, department and closing words. */
function plainName(reading: Reading, name: string): string {
  const first = (name.split(/[|(（<]/)[0] ?? '').replace(/["“”]/g, '').trim().slice(0, 100);
  const turned = /^([\p{L}' -]{2,40}), ([\p{L}' .-]{2,40})$/u.exec(first);
  const normalized = normalize(turned ? `${turned[2]} ${turned[1]}` : first);
  const hits = readWords(reading.settings, reading.language, normalized.text);
  let [start, end] = [0, normalized.text.length];
  for (const hit of [...(hits.get('title') ?? []), ...(hits.get('role_name') ?? [])].sort(
    (a, b) => a.start - b.start,
  )) {
    const next = /^\.?[\s　]+/.exec(normalized.text.slice(hit.end));
    if (hit.start === start && next !== null) start = hit.end + next[0].length;
  }
  for (const hit of hits.get('closing') ?? []) if (hit.end === end && hit.start > start) end = hit.start;
  const range = rawRange(normalized, start, end);
  return normalized.raw.slice(range.start, range.end).trim();
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
