/** Finds the name of the buyer's company: beside a legal form, like his mail domain, or by a word of trade (domain 7 A). */

import { getDomainWithoutSuffix } from 'tldts';
import type { Mailbox } from '../model/message.ts';
import { isFreeMail } from './free-mail.ts';
import { fold, normalize, rawRange } from './normalize.ts';
import type { Reading } from './reading.ts';
import { continuesWord, readTermTrees } from './term-tree.ts';
import { latinOf } from './transliterate.ts';
import { readWords, wordTrees } from './word-trees.ts';

/** A legal form written behind the name, or in front of it as in Russian and Arabic. */
type LegalForms = Reading['settings']['legalForms'];
type LegalForm = { form: string; start: number; end: number };

const IN_FRONT =
  /^(?:ооо|оао|зао|ао|пао|ип|тоо|тов|фоп|чп|чуп|чтуп|одо|сооо|уп|мчж|pt|مؤسسه|شركه|مجموعه|株式会社|\(株\)|㈱|\(주\)|\(유\)|주식회사|유한회사|㈜|合同会社|有限会社|\(有\)|合資会社|บริษัท|cong ty tnhh|cong ty co phan|uab|sia)$/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー]/u;
const ARABIC = /\p{Script=Arabic}/u;
/** The last one: "our company (Acme Trading Ltd)". */
const BREAK = /[|·•;:：\t/]| {2,}| [-–—] |[,，](?=\s*\p{L})|(?<=\p{L}{4})[.!?]\s|[。！、]|[（(](?=[^（()）]{0,100}$)/gu;
const LONGEST = 100;
/** Share of the letters of a mail domain that a name's words must spell. */
const ALIKE = 0.6;

/** The company as written, or null when the mail names none. `person`: a name that is his own. */
export function readCompanyName(reading: Reading, signature: string[], from: Mailbox, person = ''): string | null {
  const label = squash(getDomainWithoutSuffix(domainOf(from.address)) ?? '');
  const mine = new Set(fold(person).split(/[^\p{L}\p{N}]+/u));
  const others = (name: string) =>
    !fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .every((word) => mine.has(word));
  for (const line of signature.filter((written) => written.length <= 120)) {
    const name = besideLegalForm(reading, line, { label, whole: true });
    if (name !== null) return name;
  }
  const named = besideLegalForm(reading, from.name.slice(0, 200), { label, whole: true });
  if (named !== null) return named;
  const body = reading.normalized.raw.slice(reading.bodyStart).slice(0, 3_000).split(/\r?\n/);
  const inBody = body.map((line) => besideLegalForm(reading, line.slice(0, 300), { label, whole: false }));
  const candidates = [...signature, ...parts(from.name)].filter(others);
  const first = inBody.find((name) => name !== null) ?? null;
  // A company named in the text may be somebody else's; one spelled like the mail domain is his.
  const alike = likeAddress(candidates, from, label);
  if (first !== null && (alike === null || squash(first).includes(squash(alike)))) return first;
  return (
    alike ??
    byTradeWord(reading, signature.filter(others)) ??
    likeAddress(described(reading, body).filter(others), from, label)
  );
}

/** The legal form itself, with its country, for the evidence of country. */
export function legalFormsIn(reading: Reading, text: string): LegalForm[] {
  const normalized = normalize(text);
  const trees = [{ tree: wordTrees(reading.settings).legalForms, compounds: false, clitics: false }];
  const hits = readTermTrees(normalized.text, trees).get('legal_form') ?? [];
  return hits.flatMap(({ label, start, end }) => {
    const range = rawRange(normalized, start, end);
    const form = writtenForm(reading, label, text.slice(range.start, range.end));
    return form === undefined ? [] : [{ form, ...range }];
  });
}

/** Forms of few letters are words too ("as", "est"), so they must be written as listed or in capitals. */
function writtenForm(reading: Reading, label: string, written: string): string | undefined {
  const alike = formsByFold(reading.settings.legalForms).get(fold(label)) ?? [];
  const exact = alike.find((form) => form === written || form.toUpperCase() === written);
  return exact ?? (label.length > 4 ? label : undefined);
}

const folded = new WeakMap<LegalForms, Map<string, string[]>>();

/** Folded form -> the forms as listed. */
function formsByFold(forms: LegalForms): Map<string, string[]> {
  const known =
    folded.get(forms) ??
    Map.groupBy(
      forms.map(({ form }) => form),
      fold,
    );
  folded.set(forms, known);
  return known;
}

type Manner = { label: string; whole: boolean };

function besideLegalForm(reading: Reading, line: string, manner: Manner): string | null {
  const forms = legalFormsIn(reading, line);
  for (const [index, { form, start, end }] of forms.entries()) {
    const next = forms[index + 1];
    // "Sp. z o.o. Sp. k.": two forms in a row end one name.
    const last = next !== undefined && next.start - end <= 2 ? next.end : end;
    const before = line.charAt(start - 1);
    const leads = ARABIC.test(form) || (IN_FRONT.test(fold(form)) && !continuesWord(before) && !UNSPACED.test(before));
    const name = leads
      ? (named(line, start, end) ?? behind(line, start, end) ?? inFront(line, start, end, manner))
      : inFront(line, start, last, manner);
    if (name !== null) return name;
  }
  return null;
}

/** "한빛공구 주식회사 박지훈입니다": where a name stands in front of a form that may lead, the form ends it. */
function named(line: string, start: number, end: number): string | null {
  if (!/\p{Script=Hangul}/u.test(line.slice(start, end))) return null;
  const name = /[\p{Script=Hangul}\p{L}\d&]{2,20} $/u.exec(line.slice(Math.max(0, start - 22), start))?.[0];
  return name === undefined || /^(?:안녕하세요|저희는?|우리) $/.test(name) ? null : name + line.slice(start, end);
}

/** From the last clear break before the form to the end of the form: "Buyer, Acme Trading Ltd" -> "Acme Trading Ltd". */
function inFront(line: string, start: number, end: number, { label, whole }: Manner): string | null {
  const before = line.slice(0, start);
  let from = 0;
  for (const { 0: sign, index } of before.matchAll(BREAK)) {
    const rest = before.slice(index + sign.length).trim();
    const first = squash(before.slice(from, index));
    // "Lusitermo – Artigos para o Lar, Lda." of lusitermo.pt is one name.
    const belongs = first.length > 3 && label.length > 3 && (label.includes(first) || first.includes(label));
    if (rest.length > 1 && !belongs) from = index + sign.length;
  }
  let name = before.slice(from);
  if (UNSPACED.test(line.slice(start, end))) name = name.slice(lastUnspacedStart(name));
  else if (!whole || !/^["“«„(]?[\p{Lu}\p{N}]/u.test(name.trim())) name = withoutArticle(capitalisedTail(name), label);
  if (name.trim().replace(/[^\p{L}\p{N}]/gu, '').length < 2) return null;
  const full = (name + line.slice(start, closeOf(line, end))).trim();
  return full.length > LONGEST ? null : full;
}

function behind(line: string, start: number, end: number): string | null {
  const rest = /^[\s«"“„]{0,3}[\p{L}\p{N}][^,،|;:.\n。、，]{0,60}/u.exec(line.slice(end))?.[0] ?? '';
  // Particles end an Arabic name, a space a Korean or Japanese one; the rest of the line is another matter.
  const name =
    rest.split(
      ARABIC.test(rest)
        ? / (?=في |من |ونرغب |نرغب |و?نحن |ب?القاهرة|بالرياض|- |– )/
        : UNSPACED.test(rest)
          ? /(?<=\S)[ 　]|[のはにをで](?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/u
          : /(?<=[»"”])\s|\s[-–—(]/u,
    )[0] ?? '';
  return name.trim().length < 2 ? null : line.slice(start, end + name.length).trim();
}

/** Names are capitalised; in a sentence ("we are Acme Ltd from …") the lower-case words before do not belong. */
function capitalisedTail(text: string): string {
  const words = text.split(' ');
  let first = words.length;
  for (let index = words.length - 1; index >= 0; index -= 1) {
    const word = words[index] ?? '';
    const joins =
      /^(?:&|and|e|y|und|et|de|del|do|da|dos|das|of|ve|\+|la|el|los|las|van|von|der|di|para|for|i|och|og|für|the|-|–)?$/.test(
        word,
      );
    if (!joins && !/^["“«„(]?[\p{Lu}\p{Lo}\p{N}&]/u.test(word)) break;
    if (!joins) first = index;
  }
  return words.slice(first).join(' ');
}

/** "A Lunda Energia, Lda." of lunda-energia.example: the address shows that the article is not part of the name. */
function withoutArticle(name: string, label: string): string {
  const [article = '', word] = /^(?:[AO]s?|Die|Der|Das) (\S{3,40})/.exec(name) ?? [];
  if (word === undefined) return name;
  const isArticle = label.includes(squash(word)) && !label.includes(squash(article));
  return isArticle ? name.slice(name.indexOf(' ') + 1) : name;
}

function lastUnspacedStart(name: string): number {
  const kept = name.trimEnd();
  return Math.max(...[' ', '，', '是', '、', '　', ':', '：', '「'].map((sign) => kept.lastIndexOf(sign))) + 1;
}

/** Takes the point of "Ltd." and the quotation mark of "ООО «…»" along. */
function closeOf(line: string, end: number): number {
  return /[.»"”]/.test(line.charAt(end)) ? end + 1 : end;
}

/** "Maison Tisserand" in the signature of bonjour@maison-tisserand.fr; "Obidike and Sons" of obidikeandsons@gmail.com. */
function likeAddress(lines: string[], { address }: Mailbox, label: string): string | null {
  const local = squash(address.slice(0, address.indexOf('@')));
  const corporate = label.length >= 4 && !isFreeMail(address);
  for (const line of lines.slice(0, 25)) {
    for (const part of parts(line)) {
      if (part.length > LONGEST || /[@/\d]|www\./.test(part) || !/\p{Lu}|\p{Lo}/u.test(part)) continue;
      if (corporate && isSpelled(part, label)) return part;
      // One word that spells the box is a first name.
      if (local.length > 7 && /\S\s\S/.test(part) && isSpelled(part, local)) return part;
    }
  }
  return null;
}

/** Whether the words of a name make up most of what the address spells, in Latin letters. */
function isSpelled(name: string, label: string): boolean {
  const words = name
    .split(/[\s.&'’-]+/)
    .map((word) => squash(latinOf(word)))
    .filter((word) => word.length > 2 || UNSPACED.test(word));
  const inside = words.filter((word) => label.includes(word) || (word.length > 5 && label.includes(word.slice(0, -1))));
  const letters = [...new Set(inside)].reduce((sum, word) => sum + word.length, 0);
  return inside.length > 0 && inside.length * 2 > words.length && letters >= label.length * ALIKE;
}

/** A short line of the signature that ends or begins with a word like "Trading", "Handel", 公司 and is no function. */
function byTradeWord(reading: Reading, lines: string[]): string | null {
  for (const line of lines.slice(0, 10)) {
    for (const part of parts(line)) {
      if (part.length > 60 || part.length < 3 || /[\d@]|www\./.test(part)) continue;
      const hits = readWords(reading.settings, reading.language, fold(part));
      const capitals = UNSPACED.test(part) || ARABIC.test(part) || /^\p{Lu}/u.test(part);
      if (!hits.has('company_word') || hits.has('job_title') || hits.has('closing') || !capitals) continue;
      if (part.split(' ').length > 1 || UNSPACED.test(part)) return part;
    }
  }
  return null;
}

/** What stands in brackets or behind "we are": names that no form ends. */
function described(reading: Reading, body: string[]): string[] {
  return body.slice(0, 30).flatMap((line) => {
    const words = line
      .slice(0, 300)
      .match(/\p{Lu}[\p{L}&'’-]*(?: (?:and |& |of |de |du |des |del |di )?\p{Lu}[\p{L}&'’-]*){0,4}/gu);
    return (words ?? []).filter((name) => !readWords(reading.settings, reading.language, fold(name)).has('closing'));
  });
}

function parts(line: string): string[] {
  return line
    .split(/[|·•,，()（）"“”«»]| [-–—] | {2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

function squash(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}
