/** Finds certificates that a letter claims and that we do not hold, or no longer. */
import { extractCertificates } from '../../analyze/extract/certificates.ts';
import { fold } from '../../analyze/normalize.ts';
import { readMail } from '../../analyze/reading.ts';
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
  return codes.flatMap(({ code, start, end }): Finding[] => {
    const words = reading.text.slice(start, end);
    if (!isClaimed(words, read, sources)) return [];
    if (held.expired.has(codeOf(code))) return [finding('certificate_expired', code)];
    return held.valid.has(codeOf(code)) || named.includes(codeOf(code)) ? [] : [finding('certificate_not_held', code)];
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

/** Codes in the words the company itself has laid down, as one text. */
function namedBySettings({ context }: CheckFacts): string {
  const { answers = {}, sellingPoints = [], news = [] } = context.company.sales ?? {};
  const said = [...Object.values(answers), ...sellingPoints.map(({ text }) => text), ...news.map(({ text }) => text)];
  const specifications = context.catalogue.products.map(({ specification }) => Object.values(specification).join(' '));
  return codeOf([...said.flatMap((texts) => Object.values(texts ?? {})), ...specifications].join(' '));
}

function isClaimed(code: string, { normalized, claims }: ReadLetter, sources: CheckSources): boolean {
  const { text } = normalized;
  for (const { 0: clause, index } of text.matchAll(CLAUSE)) {
    if (!clause.includes(code)) continue;
    const end = index + clause.length;
    const inside = claims.filter((claim) => claim.start < end && claim.end > index);
    const isPutOff = inside.some(({ kind }) => kind === 'date' || kind === 'time' || kind === 'moment');
    const isAsked = ASKED.test(text.slice(index, end + 1));
    if (!isPutOff && !isAsked && !denies(clause, sources)) return true;
  }
  return false;
}

function denies(clause: string, { readingWords }: Pick<CheckSources, 'readingWords'>): boolean {
  const negations = Object.values(readingWords.terms.negation ?? {}).flatMap((byLanguage) =>
    Object.values(byLanguage).flat(),
  );
  const words = ` ${clause.replace(/[^\p{L}\p{N}']+/gu, ' ')} `;
  return negations.some((negation) => {
    const folded = fold(negation.replace(/[*~]$/, ''));
    return /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}/u.test(folded)
      ? clause.includes(folded)
      : words.includes(` ${folded} `);
  });
}

/** `BSCI (amfori)` and `bsci`, `ISO 9001` and `ISO9001` are the same. */
function codeOf(name: string): string {
  return (name.split('(')[0] ?? name).toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}
