/** Finds in a buyer's mail the words that its facts were read from, so that a misreading is seen at once. */
import type { InquiryFacts } from '../../model/inquiry.ts';
import type { Range } from '../letter-html.ts';
import { oneLine } from '../plain.ts';

type Read = { rawText: string; charStart: number; charEnd: number };

const MOST_LINE = 300;

/** Ranges of `text`, in order and apart from each other. */
export function markedWords(facts: InquiryFacts, text: string): Range[] {
  const ranges = readFacts(facts)
    .flatMap((fact) => rangeOf(fact, text))
    .toSorted(([from, to], [other, end]) => from - other || end - to);
  const apart: Range[] = [];
  for (const range of ranges) {
    if (range[0] >= (apart.at(-1)?.[1] ?? 0)) apart.push(range);
  }
  return apart;
}

/** The same words in one line, in the buyer's order; null when nothing was read. */
export function quotedWords(facts: InquiryFacts, text: string): string | null {
  const said = [...new Set(markedWords(facts, text).map(([from, to]) => oneLine(text.slice(from, to), 80)))];
  return said.length > 0 ? oneLine(said.join(' … '), MOST_LINE) : null;
}

function readFacts(facts: InquiryFacts): Read[] {
  const { incoterm, place, deliveryDate, targetPrice, paymentTerms, certificates, asks } = facts;
  const items = facts.items.flatMap((item) => [item.productText, item.quantity, ...item.attributes]);
  const all = [...items, incoterm, place, deliveryDate, targetPrice, paymentTerms, ...certificates, ...asks];
  // What a person of ours has set stands in his mail, not in the buyer's.
  return all.flatMap((fact) => (fact === null || fact.confirmedBy !== null ? [] : [fact]));
}

/** Facts of the subject or of an attachment point into another text: there their words are looked for. */
function rangeOf({ rawText, charStart, charEnd }: Read, text: string): Range[] {
  if (rawText.trim() === '') return [];
  if (charEnd > 0 && text.slice(charStart, charEnd) === rawText) return [[charStart, charEnd]];
  const found = rawText.length < 3 ? -1 : text.indexOf(rawText);
  return found < 0 ? [] : [[found, found + rawText.length]];
}
