/** Adds what attached files say to what the mail says; the mail's own words come first. */
import type { Fact } from '../../model/fact.ts';
import type { InquiryFacts, InquiryItem } from '../../model/inquiry.ts';
import type { Extraction } from './extract-facts.ts';

/** What one file says; its facts count offsets in the text of the file. */
export type AttachedExtraction = { filename: string; extraction: Extraction };

/** Everything the mail and its files say; `unclearPoints` are those of the mail alone. */
export function withAttached(own: Extraction, files: readonly AttachedExtraction[]): Extraction {
  let known = own;
  for (const { filename, extraction } of files) known = join(known, extraction, ofFile(extraction.facts, filename));
  return known;
}

function join(known: Extraction, file: Extraction, facts: InquiryFacts): Extraction {
  const { facts: said } = known;
  return {
    ...known,
    facts: {
      ...said,
      items: joinItems(said.items, facts.items),
      incoterm: said.incoterm ?? facts.incoterm,
      place: said.incoterm ? said.place : (said.place ?? facts.place),
      destinationCountry: stated(said.destinationCountry) ?? facts.destinationCountry ?? said.destinationCountry,
      deliveryDate: said.deliveryDate ?? facts.deliveryDate,
      paymentTerms: said.paymentTerms ?? facts.paymentTerms,
      targetPrice: said.targetPrice ?? facts.targetPrice,
      certificates: distinct([...said.certificates, ...facts.certificates]),
    },
    quantities: [...known.quantities, ...file.quantities],
    attributeCount: known.attributeCount + file.attributeCount,
    deadline: known.deadline ?? file.deadline,
  };
}

/** An order list names what the mail only speaks of ("see the attached list"): what has a quantity there counts. */
function joinItems(own: readonly InquiryItem[], listed: readonly InquiryItem[]): InquiryItem[] {
  const ordered = listed.filter(({ quantity }) => quantity !== null);
  if (ordered.length === 0) return [...own];
  const kept = own.filter((item) => item.quantity !== null || !isCovered(item, ordered));
  return [...kept, ...ordered.filter((item) => !kept.some((known) => sameProduct(known, item)))];
}

/** Whether the list says the same more exactly: the product itself, or products where only a category was named. */
function isCovered(item: InquiryItem, listed: readonly InquiryItem[]): boolean {
  if (item.productSku === null)
    return item.categoryId === null || listed.some(({ categoryId }) => categoryId === item.categoryId);
  return listed.some((other) => sameProduct(item, other));
}

function sameProduct(a: InquiryItem, b: InquiryItem): boolean {
  if (a.productSku !== null || b.productSku !== null) return a.productSku === b.productSku;
  return a.productText.value.toLowerCase() === b.productText.value.toLowerCase();
}

function stated<Value>(fact: Fact<Value> | null): Fact<Value> | null {
  return fact !== null && fact.rawText !== '' ? fact : null;
}

function distinct(facts: readonly Fact<string>[]): Fact<string>[] {
  return [...new Map(facts.toReversed().map((fact) => [fact.value, fact])).values()].toReversed();
}

function ofFile(facts: InquiryFacts, attachment: string): InquiryFacts {
  const mark = <Value>(fact: Fact<Value>): Fact<Value> => ({ ...fact, attachment });
  const markOrNull = <Value>(fact: Fact<Value> | null) => (fact === null ? null : mark(fact));
  return {
    ...facts,
    items: facts.items.map((item) => ({
      ...item,
      productText: mark(item.productText),
      quantity: markOrNull(item.quantity),
      attributes: item.attributes.map(mark),
    })),
    incoterm: markOrNull(facts.incoterm),
    place: markOrNull(facts.place),
    destinationCountry: markOrNull(stated(facts.destinationCountry)),
    deliveryDate: markOrNull(facts.deliveryDate),
    paymentTerms: markOrNull(facts.paymentTerms),
    targetPrice: markOrNull(facts.targetPrice),
    certificates: facts.certificates.map(mark),
  };
}
