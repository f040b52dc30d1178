/** Adds what attached files say to what the mail says; the mail's own words come first. */
import type { Fact } from '../../model/fact.ts';
import type { InquiryFacts, InquiryItem } from '../../model/inquiry.ts';
import type { Extraction } from './extract-facts.ts';

/** What one file says; its facts count offsets in the text of the file. */
export type AttachedExtraction = { filename: string; extraction: Extraction };

/** Everything the mail and its files say; `unclearPoints` are those of the mail alone. */
export function withAttached(own: Extraction, files: readonly AttachedExtraction[]): Extraction {
  return files.reduce<Extraction>((known, { filename, extraction }) => {
    const facts = ofFile(extraction.facts, filename);
    return {
      ...known,
      facts: {
        ...known.facts,
        items: joinItems(known.facts.items, facts.items),
        incoterm: known.facts.incoterm ?? facts.incoterm,
        place: known.facts.incoterm ? known.facts.place : (known.facts.place ?? facts.place),
        destinationCountry:
          stated(known.facts.destinationCountry) ?? facts.destinationCountry ?? known.facts.destinationCountry,
        deliveryDate: known.facts.deliveryDate ?? facts.deliveryDate,
        paymentTerms: known.facts.paymentTerms ?? facts.paymentTerms,
        targetPrice: known.facts.targetPrice ?? facts.targetPrice,
        certificates: distinct([...known.facts.certificates, ...facts.certificates]),
      },
      quantities: [...known.quantities, ...extraction.quantities],
      attributeCount: known.attributeCount + extraction.attributeCount,
      deadline: known.deadline ?? extraction.deadline,
    };
  }, own);
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
