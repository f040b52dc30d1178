/** Finds figures of a letter that stand neither in the quotation nor in anything else we know. */
import { type Normalized, normalize, rawRange } from '../../analyze/normalize.ts';
import { type Claim, isSaid } from '../number-guard/claim.ts';
import { meantValues } from '../number-guard/numbers.ts';
import { type Finding, finding } from './finding.ts';
import { claimsOf, knownFigures, primaryOf } from './known-figures.ts';
import { withoutEchoes } from './known-words.ts';
import type { CheckFacts, CheckSources, Letter } from './letter.ts';

const FIGURES: ReadonlySet<Claim['kind']> = new Set<Claim['kind']>([
  'money',
  'percent',
  'time',
  'quantity',
  'number',
  'date',
  'code',
]);

/** The letter without the questions it repeats, read once for everything that is looked up in it. */
export type ReadLetter = { text: string; normalized: Normalized; claims: Claim[] };

export function readLetter(letter: Letter, facts: CheckFacts, sources: CheckSources): ReadLetter {
  const text = withoutEchoes(letter.text, facts);
  return { text, normalized: normalize(text), claims: claimsOf(text, letter.language, sources) };
}

/** Every number, not only money: quantities, times, shares, dates, codes, and addresses that are not ours or his. */
export function findForeignFigures(
  letter: Letter,
  read: ReadLetter,
  facts: CheckFacts,
  sources: CheckSources,
): Finding[] {
  const language = primaryOf(letter.language);
  const known = knownFigures(letter.text, letter.language, facts, sources);
  const meant = (claim: Claim) =>
    claim.kind === 'date' ? claim.values.filter((day) => known.has(`date  ${day}`)) : meantValues(claim, language);
  const currency = facts.inquiry.price.offer.kind === 'none' ? null : facts.inquiry.price.offer.currency;
  const subject = claimsOf(letter.subject, letter.language, sources).filter(isFigure);
  return [
    ...read.claims
      .filter((claim) => (isFigure(claim) || claim.kind === 'link') && !isSaid(claim, known, meant))
      .map((claim) => told(claim, read, currency)),
    ...subject
      .filter((claim) => !isSaid(claim, known, meant) && !isBuyers(claim, facts))
      .map(({ written }) => finding('figure', written)),
  ];
}

function isFigure({ kind, values }: Claim): boolean {
  return FIGURES.has(kind) && values[0] !== '';
}

/** The subject goes on with his words. */
function isBuyers({ written }: Claim, { inquiry }: CheckFacts): boolean {
  return normalize(inquiry.subject.slice(0, 500)).text.replace(/\s/g, '').includes(written);
}

function told(claim: Claim, { normalized }: ReadLetter, currency: string | null): Finding {
  const range = rawRange(normalized, claim.start, claim.end);
  const position: [number, number] = [range.start, range.end];
  const [start, end] = widened(normalized.raw, position, claim);
  const words = normalized.raw.slice(start, end);
  if (claim.kind === 'link') return finding('link', words, position);
  const other = claim.kind === 'money' && currency !== null && !claim.units.includes(currency);
  return finding(other ? 'currency' : 'figure', words, position);
}

/** With the word or sign beside it, so that a reader knows which figure is meant. */
function widened(raw: string, [start, end]: [number, number], { kind }: Claim): [number, number] {
  if (kind === 'code' || kind === 'link' || kind === 'date') return [start, end];
  const before = /\S{1,8} ?$/u.exec(raw.slice(Math.max(0, start - 9), start))?.[0].length ?? 0;
  const after = /^ ?\S{1,12}/u.exec(raw.slice(end, end + 13))?.[0].length ?? 0;
  return [start - before, end + after];
}
