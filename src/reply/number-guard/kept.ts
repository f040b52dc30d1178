/** Finds what a rewording has lost of its draft: a figure, a question, a price that went to another product. */
import type { Claim, Said } from './claim.ts';
import { isSaid } from './claim.ts';

/** What a line of an offer is made of. */
const OFFER = new Set<Claim['kind']>(['money', 'percent', 'quantity', 'number', 'code']);

/** The required claims of the draft that the answer does not make. */
export function findLost(draft: readonly Claim[], answer: Said, meant: Meant): Claim[] {
  return draft.filter((claim) => claim.required && !isSaid(claim, answer, meant));
}

type Meant = (claim: Claim) => readonly string[];
type Read = { text: string; claims: readonly Claim[] };

/**
 * Lines and sentences with money or a share of it whose figures stand together in one text and not in the other, in
 * their order: both prices may still be there, and at the wrong product.
 */
export function findMoved(draft: Read, answer: Read, meant: Meant): string[] {
  return [...scattered(draft, draft, answer, meant), ...scattered(answer, draft, answer, meant)];
}

function scattered(lines: Read, draft: Read, answer: Read, meant: Meant): string[] {
  const key = (claim: Claim) => meant(claim)[0] ?? claim.written;
  const other = lines === draft ? answer : draft;
  const spoken = ` ${other.claims.filter(isOffer).map(key).join(' ')} `;
  const claims = lines.claims.filter(isOffer);
  let next = 0;
  return segmentsOf(lines.text, lines === answer).flatMap(({ start, end }) => {
    const from = next;
    while (claims[next] !== undefined && (claims[next]?.start ?? end) < end) next += 1;
    const line = claims.slice(from, next);
    if (line.length < 2 || !line.some(({ kind }) => kind === 'money' || kind === 'percent')) return [];
    return spoken.includes(` ${line.map(key).join(' ')} `) ? [] : [lines.text.slice(start, end).trim()];
  });
}

/** Figures that the answer says more often than the draft and the facts do: the second time they mean something else. */
export function findRepeated(allowed: readonly Claim[], answer: readonly Claim[], meant: Meant): Claim[] {
  const left = new Map<string, number>();
  const key = (claim: Claim) => `${claim.kind} ${meant(claim)[0] ?? claim.written}`;
  for (const claim of allowed.filter(isFigure)) left.set(key(claim), (left.get(key(claim)) ?? 0) + 1);
  return answer.filter(isFigure).filter((claim) => {
    const count = left.get(key(claim));
    if (count === undefined) return false;
    left.set(key(claim), count - 1);
    return count === 0;
  });
}

function isOffer({ kind, values }: Claim): boolean {
  return OFFER.has(kind) && values[0] !== '';
}

function isFigure({ kind, values }: Claim): boolean {
  return (kind === 'money' || kind === 'percent' || kind === 'time') && values[0] !== '';
}

/** How many questions a text asks. */
export function countQuestions(text: string): number {
  return text.match(/[?？؟]+/g)?.length ?? 0;
}

/** Lines; of running text also its sentences. */
function segmentsOf(text: string, sentences: boolean): { start: number; end: number }[] {
  const ends = sentences ? /\n|[.!?](?=\s)|[。！？؟]/g : /\n/g;
  const segments: { start: number; end: number }[] = [];
  let start = 0;
  for (const match of text.matchAll(ends)) {
    segments.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  return [...segments, { start, end: text.length }];
}
