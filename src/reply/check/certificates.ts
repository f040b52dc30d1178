/** Finds certificates that a letter claims and that we do not hold, or no longer. */
import { extractCertificates } from '../../analyze/extract/certificates.ts';
import { fold, rawRange } from '../../analyze/normalize.ts';
import { rawText, readMail } from '../../analyze/reading.ts';
import type { LibraryDocument } from '../../model/documents.ts';
import { askedProducts } from '../view.ts';
import type { ReadLetter } from './figures.ts';
import { type Finding, finding } from './finding.ts';
import { primaryOf } from './known-figures.ts';
import { goods } from './known-words.ts';
import type { CheckFacts, CheckSources, Letter } from './letter.ts';

const LONGEST = 20_000;
const CLAUSE = /[^\n;.!?；。！？]{1,2000}(?:[?？؟]|[.](?=\d)[^\n;.!?；。！？]{0,2000})?/gu;
/** Japanese asks with か and a full stop. */
const ASKED = /[?？؟]|か[。.]?$/u;

/**
 * A certificate counts as claimed where its clause neither asks nor puts off ("REACH: we will confirm by 25 November")
 * nor denies. What the company says of a product in its settings may be said again.
 */
export function checkCertificates(
  letter: Letter,
  read: ReadLetter,
  facts: CheckFacts,
  sources: CheckSources,
): Finding[] {
  const reading = readMail({
    messageId: 0,
    subject: '',
    text: read.text.slice(0, LONGEST),
    language: primaryOf(letter.language),
    catalogue: facts.context.catalogue,
    vocabulary: sources.vocabulary,
    words: sources.readingWords,
  });
  const codes = extractCertificates(reading, sources.vocabulary);
  if (codes.length === 0) return [];
  const held = heldCodes(letter, facts);
  const named = namedBySettings(facts);
  const clauses = claimingClauses(read, primaryOf(letter.language), sources);
  return codes.flatMap(({ code, ...span }): Finding[] => {
    const written = rawText(reading, span);
    if (!clauses.some((clause) => holds(clause, written))) return [];
    if (held.expired.has(codeOf(code))) return [finding('certificate_expired', code)];
    return held.valid.has(codeOf(code)) || named.has(codeOf(code)) ? [] : [finding('certificate_not_held', code)];
  });
}

/** Of the goods the letter is about; a certificate in the library that has run out, and no newer one, is none. */
function heldCodes(letter: Letter, facts: CheckFacts): { valid: Set<string>; expired: Set<string> } {
  const { leavesOn, context } = facts;
  const asked = askedProducts(facts.inquiry.facts.items, context.catalogue);
  const products = [...asked, ...goods(letter.text, facts.inquiry, context)];
  const valid = new Set(products.flatMap(({ certificates }) => certificates.map(codeOf)));
  const documents = facts.library.filter((document) => concerns(document, products));
  const isValid = ({ expires }: LibraryDocument) => expires === undefined || expires >= leavesOn;
  const codesOf = (ones: readonly LibraryDocument[]) => ones.flatMap(({ certifies }) => certifies.map(codeOf));
  const current = new Set(codesOf(documents.filter(isValid)));
  const past = codesOf(documents.filter((document) => !isValid(document)));
  return { valid: new Set([...valid, ...current]), expired: new Set(past.filter((code) => !current.has(code))) };
}

function concerns(
  { products, categories }: LibraryDocument,
  goods: readonly { sku: string; categoryId: string }[],
): boolean {
  if (products.length === 0 && categories.length === 0) return true;
  return goods.some(({ sku, categoryId }) => products.includes(sku) || categories.includes(categoryId));
}

/** Codes in the words the company itself has laid down: every word, and every two beside each other (`ISO 9001`). */
function namedBySettings({ context }: CheckFacts): Set<string> {
  const { answers = {}, sellingPoints = [], news = [] } = context.company.sales ?? {};
  const said = [...Object.values(answers), ...sellingPoints.map(({ text }) => text), ...news.map(({ text }) => text)];
  const texts = [...said, ...context.catalogue.products.map(({ specification }) => specification)];
  return new Set(
    texts
      .flatMap((byLanguage) => Object.values(byLanguage ?? {}))
      .flatMap((text) => {
        const words = text.toUpperCase().match(/[\p{L}\p{N}]+/gu) ?? [];
        return words.flatMap((word, index) => [word, `${word}${words[index + 1] ?? ''}`]);
      }),
  );
}

/** The clauses that neither ask, nor put off to a day, nor deny. */
function claimingClauses({ text, normalized, claims }: ReadLetter, language: string, sources: CheckSources): string[] {
  const days = claims
    .filter(({ kind }) => kind === 'date' || kind === 'time' || kind === 'moment')
    .map(({ start, end }) => rawRange(normalized, start, end));
  const negations = Object.values(sources.readingWords.terms.negation ?? {}).flatMap(
    (byLanguage) => byLanguage[language]?.map((word) => fold(word.replace(/[*~]$/, ''))) ?? [],
  );
  return [...text.slice(0, LONGEST).matchAll(CLAUSE)].flatMap(({ 0: clause, index }) => {
    const end = index + clause.length;
    const isPutOff = days.some((day) => day.start < end && day.end > index);
    const isAsked = ASKED.test(text.slice(index, end + 1));
    return isPutOff || isAsked || denies(fold(clause), negations) ? [] : [clause];
  });
}

function denies(clause: string, negations: readonly string[]): boolean {
  const words = ` ${clause.replace(/[^\p{L}\p{N}']+/gu, ' ')} `;
  return negations.some((negation) =>
    /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}]/u.test(negation)
      ? clause.includes(negation)
      : words.includes(` ${negation} `),
  );
}

/** The code as it is written there, and not as a part of another word: the "ce" of "price" certifies nothing. */
function holds(clause: string, written: string): boolean {
  for (let at = clause.indexOf(written); at >= 0; at = clause.indexOf(written, at + 1)) {
    const beside = `${clause.charAt(at - 1)}${clause.charAt(at + written.length)}`;
    if (!/[\p{Script=Latin}\p{Script=Cyrillic}\p{N}]/u.test(beside)) return true;
  }
  return false;
}

/** `BSCI (amfori)` and `bsci`, `ISO 9001` and `ISO9001` are the same. */
function codeOf(name: string): string {
  return (name.split('(')[0] ?? name).toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}
