/** Reads who writes: name, function, company, phone, address and country, from header and signature (domain 7 A). */
import type { ContactFacts } from '../model/inquiry.ts';
import type { Mailbox } from '../model/message.ts';
import type { Stated } from '../model/stated.ts';
import { readCompanyName } from './company-name.ts';
import { countryEvidence, legalCountries, rankCountries } from './country-evidence.ts';
import { fold } from './normalize.ts';
import { plainName, readName } from './person-name.ts';
import { readPhone } from './phone.ts';
import type { Reading } from './reading.ts';
import { readAddress, readTitle, readWebsite } from './signature-facts.ts';

/** At most so many lines at the end of a mail without closing words may be a signature. */
const LAST_LINES = 8;
const LONGEST_LINE = 200;
/** Without closing words a longer line is a sentence, not part of a signature. */
const LONGEST_SIGNED = 90;
/** More than an address and a mail domain together: he was asked and has answered. */
const STATED_WEIGHT = 12;
const PHONE_WEIGHT = { certain: 4, grouped: 2 };
/** A country supported by less than this (a mere language) is not enough to read a national number by. */
const ENOUGH = 2;

/**
 * What the mail itself says of its writer; nothing is guessed, null stands for what it does not say.
 * @param stated the labelled fields of a form or platform, which go before anything read from his words
 */
export function readContact(reading: Reading, from: Mailbox, stated: Stated | null = null): ContactFacts {
  const { lines, closed } = signatureLines(reading);
  const company = said(stated?.company) ?? readCompanyName(reading, lines, from, from.name.split(/[(（|]/)[0]);
  const given = said(stated?.name);
  const name =
    given !== null ? plainName(reading, given) || given : readName(reading, { lines, from, company, signed: closed });
  // A person or a company may be called like a city or a country.
  const telling = lines.map((line) => without(without(line, name), company)).filter((line) => line !== '');
  const evidence = countryEvidence(reading, { lines: telling, domain: domainOf(from.address), company });
  if (stated?.country) evidence.push({ source: 'form', country: stated.country, weight: STATED_WEIGHT });
  const phone = readPhone(reading, {
    signature: [...(stated?.phone ? [stated.phone] : []), ...lines],
    text: reading.normalized.raw.slice(reading.bodyStart),
    countries: rankCountries(evidence)
      .filter(({ weight }) => weight >= ENOUGH)
      .map(({ country }) => country),
    guesses: [
      ...legalCountries(reading, company ?? ''),
      ...(reading.settings.languageCountries[reading.language] ?? []),
    ],
  });
  const known =
    phone?.country != null && evidence.some(({ country, weight }) => country === phone.country && weight > 1);
  if (phone?.country != null && (phone.certain || !known)) {
    const weight = phone.certain ? PHONE_WEIGHT.certain : PHONE_WEIGHT.grouped;
    evidence.push({ source: 'phone', country: phone.country, weight });
  }
  evidence.sort((a, b) => b.weight - a.weight);
  const title = readTitle(reading, lines, name, company);
  const website = stated?.website?.slice(0, LONGEST_LINE) ?? readWebsite(lines);
  const address = readAddress(reading, telling);
  return {
    name,
    company,
    phone: phone?.number ?? null,
    country: rankCountries(evidence)[0]?.country ?? null,
    countryEvidence: evidence,
    ...(title === null ? {} : { title: title.text, decisionRole: title.role }),
    ...(website ? { website } : {}),
    ...(address === null ? {} : { address }),
  };
}

/** The line without a name that stands in it, or nothing when it is little more than the name. */
function without(line: string, name: string | null): string {
  if (name === null) return line;
  const shares = fold(line)
    .split(/\W+/u)
    .filter((word) => word.length > 2 && fold(name).includes(word)).length;
  const rest = line.replace(name, '').trim();
  return rest === line && shares >= 2 && line.length <= name.length + 12 ? '' : rest;
}

/** A field that says something: forms send `-` and `N/A` where nothing was filled in. */
function said(field: string | null | undefined): string | null {
  const text = field?.trim().slice(0, 120) ?? '';
  return /[\p{L}\p{N}]/u.test(text) && !/^(?:n\/?a|none|null|undefined|no|无|沒有|-)$/iu.test(text) ? text : null;
}

/** The raw lines behind the closing words, else the last few of the mail. */
function signatureLines(reading: Reading): { lines: string[]; closed: boolean } {
  const { normalized, signatureStart, text } = reading;
  const start = normalized.starts[signatureStart] ?? normalized.raw.length;
  const closed = signatureStart < text.length;
  const region = closed ? normalized.raw.slice(start) : normalized.raw.slice(reading.bodyStart);
  const lines = region
    .split(/\r?\n/)
    .map((line) => line.trim().slice(0, LONGEST_LINE))
    .filter((line) => line !== '' && !/^[-_=*~—–─━]+$/.test(line));
  if (closed) return { lines: lines.slice(0, 40), closed };
  // Without closing words the last block is the signature, if it is not itself the whole mail.
  const blocks = region.trim().split(/\n\s*\n/);
  const last = blocks.at(-1)?.split('\n') ?? [];
  const isBlock =
    blocks.length > 1 && last.length <= LAST_LINES && last.every((line) => line.trim().length <= LONGEST_SIGNED);
  const tail = lines.slice(-Math.min(LAST_LINES, Math.max(last.length, 1)));
  return { lines: tail.filter((line) => line.length <= LONGEST_SIGNED), closed: isBlock };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
