/** Reads the further facts of a signature: the writer's function, his website and postal address (domain 7 A). */
import type { ContactFacts } from '../model/inquiry.ts';
import { citiesIn } from './cities.ts';
import { fold } from './normalize.ts';
import { postalCountry } from './postal.ts';
import type { Reading } from './reading.ts';
import { readWords } from './word-trees.ts';

type Role = NonNullable<ContactFacts['decisionRole']>;

const LINES = 15;
const LONGEST_TITLE = 80;
const LONGEST_ADDRESS = 250;
const WEBSITE = /(?:https?:\/\/|www\.)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}/i;
const PLATFORM = /linkedin|facebook|instagram|twitter|youtube|google|alibaba|whatsapp|wa\.me/i;

/** The function as signed ("Head of Buying") and the say in the purchase it speaks for. */
export function readTitle(
  reading: Reading,
  lines: string[],
  name: string | null,
  company: string | null,
): { text: string; role: Role } | null {
  for (const line of lines.slice(0, LINES)) {
    if (/@|www\.|\d{4}/.test(line)) continue;
    const parts = line.split(/[|·•,，/(]| [-–—] | {2,}/).map((part) => part.trim());
    for (const part of parts) {
      if (part.length > LONGEST_TITLE || part === company || part === '') continue;
      const hits = readWords(reading.settings, reading.language, fold(part));
      // The longest word decides: "Assistant Buyer" is an assistant, "Einkaufsleiter" a buyer.
      const titles = hits.get('job_title') ?? [];
      const role = titles.find(({ label }) => label === 'assistant') ?? titles[0];
      if (role === undefined || hits.has('closing') || hits.has('street')) continue;
      const text = name === null ? part : part.replace(name, '').trim();
      if (text !== '') return { text, role: role.label as Role };
    }
  }
  return null;
}

/** The first address of a website that is not a platform's. */
export function readWebsite(lines: string[]): string | null {
  for (const line of lines) {
    const found = WEBSITE.exec(line)?.[0];
    if (found !== undefined && !PLATFORM.test(found)) return found;
  }
  return null;
}

/** The lines that hold a street, a postal code or a city with a number beside it, joined by commas. */
export function readAddress(reading: Reading, lines: string[]): string | null {
  const written: string[] = [];
  for (const line of lines.slice(0, LINES)) {
    const isPlace = isAddressLine(reading, line);
    if (isPlace) written.push(line.replace(/(?<![,;])[,;]+$/, ''));
    else if (written.length > 0) break;
  }
  const address = written.join(', ').slice(0, LONGEST_ADDRESS);
  return address === '' || !/\d/.test(address) ? null : address;
}

function isAddressLine(reading: Reading, line: string): boolean {
  if (line.length > 160 || /@|www\.|https?:/.test(line)) return false;
  const hits = readWords(reading.settings, reading.language, fold(line));
  if (hits.has('phone_label') && !hits.has('street')) return false;
  const numbered = /\d/.test(line) && !/\d{3}[ \-.]\d{2,}[ \-.]\d{2}|\+\d/.test(line);
  if (!numbered) return hits.has('country') && line.length < 60 && !hits.has('job_title');
  return hits.has('street') || postalCountry(line) !== null || hits.has('country') || citiesIn(line).length > 0;
}
