/** Reads the value that a person of the team sets a fact to, with the readers that read the mails of buyers. */
import countries from 'i18n-iso-countries';
import type { Assortment } from '../model/assortment.ts';
import type { CorrectedFact, Correction, Said } from '../model/correction.ts';
import type { InquiryItem, Unit } from '../model/inquiry.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import { citiesIn } from './cities.ts';
import { findMentions } from './extract/mentions.ts';
import { readNumbers } from './extract/numbers.ts';
import { extractQuantities } from './extract/quantities.ts';
import { type Reading, rawText, readMail, type Span, words } from './reading.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A correction without the person who says it. */
export type ReadValue<Kind = Correction> = Kind extends Correction ? Omit<Kind, keyof Said> : never;
/** `language` is the person's; `items` what is known so far. */
export type ValueReader = {
  items: readonly InquiryItem[];
  language: string;
  catalogue: Assortment;
  vocabulary: Vocabulary;
  words: ReadingWords;
};

const CONTAINERS: ReadonlySet<Unit> = new Set<Unit>(['20GP', '40GP', '40HQ']);
const LONGEST_VALUE = 200;
const LONGEST = { company: 120, name: 60 };

/**
 * @param typed the value, and `instead` what it takes the place of, both as typed
 * @returns null when it is no value of this fact, or when it is not certain which item is meant
 */
export function readCorrection(
  fact: CorrectedFact,
  { typed, instead }: { typed: string; instead: string | null },
  reader: ValueReader,
): ReadValue | null {
  if (typed.length + (instead?.length ?? 0) > LONGEST_VALUE) return null;
  switch (fact) {
    case 'quantity':
      return first(typed, reader, (reading) => readQuantity(reading, reader));
    case 'product':
      return readProduct(typed, instead, reader);
    case 'country': {
      const country = countryOf(typed, reader);
      return country === null ? null : { kind: 'country', country };
    }
    case 'destination':
      return readDestination(typed, reader);
    case 'company':
    case 'name': {
      const name = typed.replace(/\s+/g, ' ').trim();
      const isName = /\p{L}{2}|\p{Lo}/u.test(name) && !/[@<>]|https?:/i.test(name) && name.length <= LONGEST[fact];
      if (!isName) return null;
      return fact === 'company' ? { kind: 'company', company: name } : { kind: 'name', contact: name };
    }
  }
}

function readQuantity(reading: Reading, { catalogue, items }: ValueReader): ReadValue | null {
  const mentioned = skusIn(reading, catalogue);
  if (mentioned.length > 1) return null;
  const [sku = onlySku(items)] = mentioned;
  const item = items.findIndex(({ productSku }) => productSku === sku);
  if (sku === undefined || (items.length > 0 && item < 0)) return null;
  const counted = countIn(reading, catalogue);
  if (counted === null) return null;
  const known = items[item]?.quantityUnit ?? null;
  const soldBy = (sku === null ? undefined : productOf(sku, catalogue))?.unit ?? 'pcs';
  const unit = counted.unit ?? (known && !CONTAINERS.has(known) ? known : soldBy);
  return { kind: 'quantity', sku, item: Math.max(item, 0), amount: counted.amount, unit };
}

/** Undefined when it is not certain which item is meant; null when it is one that is none of ours. */
function onlySku(items: readonly InquiryItem[]): string | null | undefined {
  const skus = [...new Set(items.map(({ productSku }) => productSku))];
  return skus.length === 1 && (skus[0] !== null || items.length === 1) ? skus[0] : undefined;
}

/** The one quantity in the words, which say nothing else; a bare number has no unit. */
function countIn(reading: Reading, catalogue: Assortment): { amount: string; unit: Unit | null } | null {
  const named = findMentions(reading, catalogue);
  const [found, another] = extractQuantities(reading, catalogue, false);
  if (another || (found && saysMore(reading, [found, ...named]))) return null;
  if (found) return { amount: found.value.toFixed(), unit: found.assumed ? null : found.unit };
  const [number, further] = readNumbers(reading, false).filter(
    ({ start, end }) => !named.some((mention) => start < mention.end && end > mention.start),
  );
  if (!number || further || number.value.lte(0) || saysMore(reading, [number, ...named])) return null;
  return { amount: number.value.toFixed(), unit: null };
}

/** "5000 gadgets", "5000 for XX-9": a word or a code beside what was read may change what is meant. */
function saysMore({ text }: Reading, spans: readonly Span[]): boolean {
  const rest = spans.reduce(
    (left, { start, end }) => left.slice(0, start) + ' '.repeat(end - start) + left.slice(end),
    text,
  );
  return /\p{L}{4}|\d|[\p{Script=Han}\p{Script=Hangul}\p{Script=Katakana}]/u.test(rest);
}

function readProduct(typed: string, instead: string | null, reader: ValueReader): ReadValue | null {
  const { items, catalogue } = reader;
  const sku = productIn(typed, reader);
  if (sku === null) return null;
  const categoryId = productOf(sku, catalogue)?.categoryId ?? null;
  const product = (replaced: string | null): ReadValue => ({ kind: 'product', sku, categoryId, instead: replaced });
  const skus = [...new Set(items.map(({ productSku }) => productSku))];
  if (instead !== null) {
    const replaced = productIn(instead, reader);
    return replaced !== null && skus.includes(replaced) ? product(replaced) : null;
  }
  const known = skus.find((one) => one === sku);
  if (known !== undefined) return product(null);
  const isOpen = skus.includes(null) && items.filter(({ productSku }) => productSku === null).length === 1;
  if (isOpen) return product(null);
  return skus.length <= 1 ? product(skus[0] ?? null) : null;
}

function productIn(typed: string, reader: ValueReader): string | null {
  const { catalogue } = reader;
  const written = typed.trim().toLowerCase();
  const skus = catalogue.products.flatMap(({ sku, variants = [] }) => [sku, ...variants.map((one) => one.sku)]);
  const exact = skus.find((sku) => sku.toLowerCase() === written);
  if (exact !== undefined) return exact;
  return first(typed, reader, (reading) => {
    const [sku, another] = skusIn(reading, catalogue);
    return sku === undefined || another !== undefined ? null : sku;
  });
}

function productOf(sku: string, { products }: Assortment) {
  return products.find((product) => product.sku === sku || product.variants?.some((one) => one.sku === sku));
}

function skusIn(reading: Reading, catalogue: Assortment): string[] {
  return [...new Set(findMentions(reading, catalogue).flatMap(({ sku }) => (sku === null ? [] : [sku])))];
}

function countryOf(typed: string, reader: ValueReader): string | null {
  const code = typed.trim().toUpperCase();
  const iso = /^[A-Z]{3}$/.test(code) ? countries.alpha3ToAlpha2(code) : countries.isValid(code) ? code : undefined;
  if (iso !== undefined) return iso;
  const named = first(typed, reader, (reading) => {
    const [country, another] = [...new Set(words(reading, 'country').map(({ label }) => label))];
    return country === undefined || another !== undefined ? null : country;
  });
  if (named !== null) return named;
  const languages = countries.getSupportedLanguages();
  return languages.map((language) => countries.getSimpleAlpha2Code(typed.trim(), language)).find(Boolean) ?? null;
}

/** A port or city that is known, else a country. */
function readDestination(typed: string, reader: ValueReader): ReadValue | null {
  const port = first(typed, reader, (reading) => {
    const [hit, another] = words(reading, 'places').filter(({ start, end }) => isWhole(reading, start, end));
    const place = hit && !another ? reading.places.get(hit.label) : undefined;
    return place ? { name: place.name, locode: place.locode, country: place.country } : null;
  });
  if (port) return { kind: 'destination', country: port.country, place: port };
  const country = countryOf(typed, reader);
  if (country !== null) return { kind: 'destination', country, place: null };
  const [city] = citiesIn(typed);
  if (!city) return null;
  const place = { name: city.name, locode: null, country: city.country };
  return { kind: 'destination', country: city.country, place };
}

/** "Hamburg", "port of Hamburg": little else is written. */
function isWhole(reading: Reading, start: number, end: number): boolean {
  return rawText(reading, { start, end }).length * 3 >= reading.text.trim().length;
}

/** What the first of the languages finds that the words may be in: the person's, English, Chinese. */
function first<Value>(
  typed: string,
  { language, catalogue, vocabulary, words: settings }: ValueReader,
  read: (reading: Reading) => Value | null,
): Value | null {
  for (const tongue of new Set([language, 'en', 'zh'])) {
    const mail = { messageId: 0, subject: '', text: typed, language: tongue, catalogue, vocabulary, words: settings };
    const value = read(readMail(mail));
    if (value !== null) return value;
  }
  return null;
}
