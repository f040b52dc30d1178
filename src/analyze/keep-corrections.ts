/** Lays what a person has set over what was read: his word stays, whatever a later reading finds. */
import type { Correction } from '../model/correction.ts';
import type { Fact } from '../model/fact.ts';
import type { ContactFacts, InquiryFacts, InquiryItem, Triage } from '../model/inquiry.ts';
import type { UnclearPoint } from '../model/unclear-point.ts';

export type Read = { contact: ContactFacts; facts: InquiryFacts; triage: Triage };

const PERSON = 'person';
/** Nothing that is read outweighs a person. */
const WEIGHT = 100;
const INFERRED = 0.4;

/**
 * What is known after a reading, by rules or a model, whenever it happened: each correction in the order in which it was
 * said, everything else as read. Applying them again changes nothing.
 */
export function keepCorrections<Reading extends Read>(read: Reading, corrections: readonly Correction[]): Reading {
  let known = read;
  for (const correction of corrections) known = { ...known, ...correct(known, correction) };
  return known;
}

/** The list with one more; it takes the place of an earlier one about the same thing. */
export function addCorrection(known: readonly Correction[], said: Correction): Correction[] {
  return [...known.filter((one) => subjectOf(one) !== subjectOf(said)), said];
}

function subjectOf(correction: Correction): string {
  switch (correction.kind) {
    case 'quantity':
      return `quantity ${correction.sku ?? correction.item}`;
    case 'product':
      return `product ${correction.instead ?? ''} ${correction.sku}`;
    default:
      return correction.kind;
  }
}

function correct({ contact, facts, triage }: Read, correction: Correction): Partial<Read> {
  const { by, at } = correction;
  switch (correction.kind) {
    case 'class': {
      const read = triage.classSet?.read ?? triage.class;
      return { triage: { ...triage, class: correction.class, classSet: { by, at, read } } };
    }
    case 'quantity':
      return { facts: settled({ ...facts, items: withQuantity(facts.items, correction) }, ['quantity']) };
    case 'product':
      return { facts: settled({ ...facts, items: withProduct(facts.items, correction) }, ['product']) };
    case 'destination':
      return { facts: withDestination(facts, correction) };
    case 'country':
      return {
        contact: withCountry(contact, correction),
        facts: withInferredDestination(facts, correction.country),
      };
    case 'company':
      return {
        contact: confirmed({ ...contact, company: correction.company }, 'company', correction),
        facts: settled(facts, ['company']),
      };
    case 'name':
      return { contact: confirmed({ ...contact, name: correction.contact }, 'name', correction) };
  }
}

/** The tiers of one article become one order. */
function withQuantity(items: readonly InquiryItem[], said: Extract<Correction, { kind: 'quantity' }>): InquiryItem[] {
  const named = said.sku === null ? -1 : items.findIndex(({ productSku }) => productSku === said.sku);
  const at = named >= 0 ? named : Math.min(said.item, items.length - 1);
  const target = items[at] ?? newItem(said);
  const counted: InquiryItem = {
    ...target,
    quantity: personsFact(said, said.amount),
    quantityUnit: said.unit,
    quantityKind: 'order',
  };
  const isTier = (item: InquiryItem) =>
    item.quantityKind === 'tiered' && item.productSku !== null && item.productSku === target.productSku;
  return [...items.slice(0, Math.max(at, 0)), counted, ...items.slice(Math.max(at, 0) + 1)].filter(
    (item) => item === counted || !isTier(item),
  );
}

function withProduct(items: readonly InquiryItem[], said: Extract<Correction, { kind: 'product' }>): InquiryItem[] {
  const find = (sku: string | null) => items.findIndex(({ productSku }) => productSku === sku);
  const replaced = said.instead === null ? -1 : find(said.instead);
  const found = [replaced, find(said.sku), find(null), said.instead === null && items.length > 0 ? 0 : -1];
  const at = found.find((index) => index >= 0) ?? items.length;
  const named: InquiryItem = {
    ...(items[at] ?? newItem(said)),
    productText: personsFact(said, said.sku),
    productSku: said.sku,
    categoryId: said.categoryId,
    matchConfidence: 1,
  };
  return [...items.slice(0, at), named, ...items.slice(at + 1)];
}

function withDestination(facts: InquiryFacts, said: Extract<Correction, { kind: 'destination' }>): InquiryFacts {
  const { place, country } = said;
  const named = place ? personsFact(said, place) : keptPlace(facts.place, country);
  const known: InquiryFacts = {
    ...facts,
    place: named,
    destinationCountry: country === null ? facts.destinationCountry : personsFact(said, country),
  };
  return settled(known, known.incoterm && place ? ['destination', 'incoterm'] : ['destination']);
}

/** A port of another country is not where the goods go. */
function keptPlace(place: InquiryFacts['place'], country: string | null): InquiryFacts['place'] {
  const elsewhere = place?.value.country != null && country !== null && place.value.country !== country;
  return elsewhere ? null : place;
}

function withCountry(contact: ContactFacts, said: Extract<Correction, { kind: 'country' }>): ContactFacts {
  const { country } = said;
  const others = contact.countryEvidence.filter(({ source }) => source !== PERSON);
  const countryEvidence = [{ source: PERSON, country, weight: WEIGHT }, ...others];
  return confirmed({ ...contact, country, countryEvidence }, 'country', said);
}

/** Where the goods go was only inferred from where he sits. */
function withInferredDestination(facts: InquiryFacts, country: string): InquiryFacts {
  const { destinationCountry } = facts;
  const isInferred = destinationCountry?.rawText === '' && destinationCountry.confirmedBy === null;
  const isWanted = facts.items.some(({ quantity, quantityKind }) => quantity && quantityKind !== 'moq_question');
  if (isInferred) return { ...facts, destinationCountry: { ...destinationCountry, value: country } };
  if (destinationCountry !== null || !isWanted) return facts;
  const inferred: Fact<string> = {
    ...NOWHERE,
    value: country,
    method: 'rule',
    confidence: INFERRED,
    confirmedBy: null,
  };
  return settled({ ...facts, destinationCountry: inferred }, ['destination']);
}

function confirmed(contact: ContactFacts, field: 'name' | 'company' | 'country', { by, at }: Correction): ContactFacts {
  return { ...contact, confirmed: { ...contact.confirmed, [field]: { by, at } } };
}

function settled(facts: InquiryFacts, fields: readonly UnclearPoint['field'][]): InquiryFacts {
  return { ...facts, unclearPoints: facts.unclearPoints.filter(({ field }) => !fields.includes(field)) };
}

const NOWHERE = { rawText: '', sourceMessageId: 0, charStart: 0, charEnd: 0 };

function personsFact<Value>({ typed, messageId, by, at }: Correction, value: Value): Fact<Value> {
  return {
    ...NOWHERE,
    value,
    rawText: typed,
    sourceMessageId: messageId,
    method: 'human',
    confidence: 1,
    confirmedBy: by,
    confirmedAt: at,
  };
}

function newItem(said: Extract<Correction, { kind: 'quantity' | 'product' }>): InquiryItem {
  return {
    productText: personsFact(said, said.sku ?? ''),
    productSku: said.sku,
    categoryId: null,
    matchConfidence: said.sku === null ? 0 : 1,
    quantity: null,
    quantityUnit: null,
    quantityKind: 'unclear',
    attributes: [],
  };
}
