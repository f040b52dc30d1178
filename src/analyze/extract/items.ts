/** Works out which goods are asked for, ours and others, and how many of each. */
import type { Assortment } from '../../model/assortment.ts';
import type { InquiryItem } from '../../model/inquiry.ts';
import { kindOf, productIndex } from '../product-features.ts';
import type { Reading, Span } from '../reading.ts';
import { factOf, segmentAt, terms, within, words } from '../reading.ts';
import { goodsBySku, withoutParents, withVariants } from '../variants.ts';
import { assignQuantities, itemOf } from './assign-quantities.ts';
import type { Attribute } from './attributes.ts';
import { attributeFact } from './attributes.ts';
import { isListLine, placeOf } from './list-line.ts';
import { BY_KIND, findMentions } from './mentions.ts';
import type { Mention } from './named-goods.ts';
import type { NumberToken } from './numbers.ts';
import type { Quantity } from './quantities.ts';
import { findUnknownGoods, type UnknownGoods } from './unknown-goods.ts';

/** Nobody lists more; whoever does wants to keep us busy. */
const MOST_ITEMS = 50;
const MOST_READ = 200;

/**
 * One item per product named, in the order of the text; a category only where none of its products is named. Goods that
 * are not ours have neither SKU nor category; they count only with a quantity.
 */
export function extractItems(
  reading: Reading,
  catalogue: Assortment,
  found: { quantities: Quantity[]; attributes: Attribute[]; numbers: NumberToken[] },
): InquiryItem[] {
  const attributes = found.attributes.slice(0, MOST_READ);
  const quantities = found.quantities.slice(0, MOST_READ);
  const isOne = quantities.length < 2;
  const lineAt = (position: number) => segmentAt(reading, position);
  const mentions = withVariants(findMentions(reading, catalogue), catalogue, attributes, lineAt, isOne);
  const strange = findUnknownGoods(reading, mentions, quantities, found.numbers.slice(0, MOST_READ));
  const items = distinct(reading, mentions, quantities).slice(0, MOST_ITEMS);
  const ours = quantities.filter((quantity) => !strange.some((goods) => goods.quantity === quantity));
  const index = productIndex(catalogue, reading.settings);
  const assigned = assignQuantities(reading, items, mentions, ours, {
    products: goodsBySku(catalogue.products),
    pieces: index.pieces,
    kindOf: (noun) => kindOf(index, noun),
  });
  const asked = withoutAsides(reading, items, assigned);
  const goods = asked.map((item): InquiryItem => {
    const own = attributes.filter(({ start }) => ownerOf(items, mentions, start) === item);
    return itemFact(reading, item, assigned.get(item), own);
  });
  return [
    ...withoutParents(goods, catalogue),
    ...strange.map((goods) =>
      itemFact(reading, strangerOf(goods), goods.quantity, attributesOf(reading, goods, attributes)),
    ),
  ];
}

type Named = Span & { sku: string | null; categoryId: string | null; confidence: number };

function itemFact(reading: Reading, item: Named, quantity: Quantity | undefined, attributes: Attribute[]): InquiryItem {
  const asksMinimum = terms(reading, 'moq').length > 0 || words(reading, 'asks').some(({ label }) => label === 'moq');
  const kind = asksMinimum ? 'moq_question' : 'unclear';
  return {
    productText: factOf(reading, item, textOf(reading, item), item.confidence),
    productSku: item.sku,
    categoryId: item.categoryId,
    matchConfidence: item.confidence,
    quantity:
      quantity === undefined ? null : factOf(reading, quantity, quantity.value.toFixed(), quantity.assumed ? 0.8 : 0.9),
    quantityUnit: quantity?.unit ?? null,
    quantityKind: quantity?.kind ?? kind,
    attributes: attributes.slice(0, MOST_ITEMS).map((attribute) => attributeFact(reading, attribute)),
  };
}

function strangerOf({ start, end }: UnknownGoods): Named {
  return { start, end, sku: null, categoryId: null, confidence: 0.5 };
}

function attributesOf(reading: Reading, { quantity }: UnknownGoods, attributes: Attribute[]): Attribute[] {
  const line = reading.segments.find(({ start, end }) => start <= quantity.start && quantity.start < end);
  return line === undefined ? [] : attributes.filter(({ start }) => start >= line.start && start < line.end);
}

/**
 * Products in the order of their first mention, each with its surest mention. A category counts only where none of its
 * products is named, or on a line of a list that has its own quantity ("- floodlight 300 W: 200 pcs").
 */
function distinct(reading: Reading, mentions: Mention[], quantities: Quantity[]): Mention[] {
  const items = new Map<string, Mention>();
  const known = new Set(mentions.flatMap(({ sku, categoryId }) => (sku === null ? [] : [categoryId])));
  for (const mention of mentions) {
    const shadowed = mention.sku === null && known.has(mention.categoryId);
    if (shadowed && !isListed(reading, mention, mentions, quantities)) continue;
    const key = mention.sku ?? `category ${mention.categoryId}`;
    const earlier = items.get(key);
    if (earlier === undefined || earlier.confidence < mention.confidence) items.set(key, mention);
  }
  return [...items.values()];
}

function isListed(reading: Reading, mention: Mention, mentions: Mention[], quantities: Quantity[]): boolean {
  if (!isListLine(reading, mention)) return false;
  const place = placeOf(reading, mention);
  const isHere = ({ start }: Span) => start >= place.start && start < place.end;
  return quantities.some(isHere) && !mentions.some((other) => other.sku !== null && isHere(other));
}

/** "BIS is compulsory for flask items": a kind without a quantity beside products that have one is no request. */
function withoutAsides(reading: Reading, items: Mention[], assigned: ReadonlyMap<Mention, Quantity>): Mention[] {
  const isOrder = (item: Mention) => item.sku !== null && assigned.has(item);
  if (!items.some(isOrder)) {
    const told = items.filter(
      (item) => within(words(reading, 'self'), { start: item.start - 40, end: item.start }).length === 0,
    );
    return told.length > 0 ? told : items;
  }
  return items.filter((item) => (item.sku !== null && item.confidence > BY_KIND) || assigned.has(item));
}

/** The item that what stands at `position` is said of: the last one named before it, else the first. */
function ownerOf(items: Mention[], mentions: Mention[], position: number): Mention | undefined {
  const last = mentions.findLast(({ start }) => start <= position);
  return (last && itemOf(items, last)) ?? items[0];
}

function textOf(reading: Reading, span: Span): string {
  return factOf(reading, span, null, 1).rawText.replace(/\s+/g, ' ').trim();
}
