/** Finds the name of the buyer's company: beside a legal form, or spelled like his mail domain (domain 7 A). */
import { isFree } from 'freemail';
import { getDomainWithoutSuffix } from 'tldts';
import type { Mailbox } from '../model/message.ts';
import { fold, normalize, rawRange } from './normalize.ts';
import type { Reading } from './reading.ts';
import { continuesWord, readTermTrees } from './term-tree.ts';
import { wordTrees } from './word-trees.ts';

/** A legal form written behind the name, or in front of it as in Russian and Arabic. */
type LegalForm = { form: string; start: number; end: number };

const IN_FRONT = /^(?:ооо|ао|пао|ип|тоо|مؤسسه|شركه|株式会社|\(주\)|주식회사|㈜|合同会社|有限会社)$/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}]/u;
const ARABIC = /\p{Script=Arabic}/u;
const LONGEST = 100;

/** The company as written, or null when the mail names none. */
export function readCompanyName(reading: Reading, signature: string[], from: Mailbox): string | null {
  const body = reading.normalized.raw.slice(reading.bodyStart).slice(0, 3_000).split(/\r?\n/);
  for (const line of [...signature, from.name, ...body]) {
    const name = besideLegalForm(reading, line.slice(0, 300));
    if (name !== null) return name;
  }
  return likeDomain([...signature, ...parts(from.name)], from.address);
}

/** The legal form itself, with its country, for the evidence of country. */
export function legalFormsIn(reading: Reading, text: string): LegalForm[] {
  const normalized = normalize(text);
  const trees = [{ tree: wordTrees(reading.settings).legalForms, compounds: false, clitics: false }];
  const hits = readTermTrees(normalized.text, trees).get('legal_form') ?? [];
  return (
    hits
      .map(({ label, start, end }) => ({ form: label, ...rawRange(normalized, start, end) }))
      // Forms of two or three letters are words too ("as", "est"), so they must be written as listed or in capitals.
      .filter(({ form, start, end }) => form.length > 3 || [form, form.toUpperCase()].includes(text.slice(start, end)))
  );
}

function besideLegalForm(reading: Reading, line: string): string | null {
  for (const { form, start, end } of legalFormsIn(reading, line)) {
    const first =
      IN_FRONT.test(fold(form)) && !continuesWord(line.charAt(start - 1)) && !UNSPACED.test(line.charAt(start - 1));
    const leads = first || ARABIC.test(form);
    const name = leads ? behind(line, start, end) : inFront(line, start, end);
    if (name !== null) return name;
  }
  return null;
}

/** From the last clear break before the form to the end of the form: "Buyer, Acme Trading Ltd" -> "Acme Trading Ltd". */
function inFront(line: string, start: number, end: number): string | null {
  const before = line.slice(0, start);
  const breaks = [...before.matchAll(/[|·•;:：\t]| {2,}| [-–—] |[,，](?=\s*\p{L})|(?<=\p{L}{4})[.!?]\s/gu)];
  let from = 0;
  for (const { 0: sign, index } of breaks) {
    const rest = before.slice(index + sign.length).trim();
    if (rest.length > 1) from = index + sign.length;
  }
  let name = before.slice(from);
  if (UNSPACED.test(line.slice(start, end))) name = name.slice(lastUnspacedStart(name));
  else name = capitalisedTail(name);
  if (name.trim().replace(/[^\p{L}\p{N}]/gu, '').length < 2) return null;
  const full = (name + line.slice(start, closeOf(line, end))).trim();
  return full.length > LONGEST ? null : full;
}

function behind(line: string, start: number, end: number): string | null {
  const rest = /^[\s«"“]{0,3}[\p{L}\p{N}][^,،|;:.\n]{0,60}/u.exec(line.slice(end))?.[0] ?? '';
  // Particles end an Arabic name, a space a Korean or Japanese one; the rest of the line is another matter.
  const name =
    rest.split(
      ARABIC.test(rest)
        ? / (?=في |من |ونرغب |و?نحن )/
        : UNSPACED.test(rest)
          ? /(?<=\S)[ 　]|[のはにをで](?=\p{Script=Han})/u
          : /$/,
    )[0] ?? '';
  return name.trim().length < 2 ? null : line.slice(start, end + name.length).trim();
}

/** Names are capitalised; in a sentence ("we are Acme Ltd from …") the lower-case words before do not belong. */
function capitalisedTail(text: string): string {
  const words = text.split(' ');
  let first = words.length;
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? '';
    const joins = /^(?:&|and|e|y|und|et|de|del|do|da|of|ve|\+|la|el|van|von|di|para)?$/.test(word);
    if (!joins && !/^["“«(]?[\p{Lu}\p{Lo}\p{N}&]/u.test(word)) break;
    if (!joins) first = index;
  }
  return words.slice(first).join(' ');
}

function lastUnspacedStart(name: string): number {
  const at = Math.max(name.lastIndexOf(' '), name.lastIndexOf('，'), name.lastIndexOf('是'), name.lastIndexOf('、'));
  return at + 1;
}

/** Takes the point of "Ltd." and the quotation mark of "ООО «…»" along. */
function closeOf(line: string, end: number): number {
  return /[.»"]/.test(line.charAt(end)) ? end + 1 : end;
}

/** "Maison Tisserand" in the signature of bonjour@maison-tisserand.fr. */
function likeDomain(lines: string[], address: string): string | null {
  const label = squash(getDomainWithoutSuffix(address.slice(address.lastIndexOf('@') + 1)) ?? '');
  if (label.length < 4 || isFree(address)) return null;
  for (const part of lines.slice(0, 20).flatMap(parts)) {
    const name = squash(part);
    const alike = name.length >= 4 && (label.includes(name) || name.includes(label));
    if (alike && /\p{Lu}|\p{Lo}/u.test(part) && part.length <= LONGEST && !/[@/]|www\./.test(part)) return part;
  }
  return null;
}

function parts(line: string): string[] {
  return line
    .split(/[|·•,()（）"“”«»]| [-–—] /)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function squash(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}
