/** Says which quantity belongs to which of the goods named in a mail. */
import type { AssortmentProduct } from '../../model/assortment.ts';
import type { QuantityKind, Unit } from '../../model/inquiry.ts';
import type { Reading, Span } from '../reading.ts';
import { segmentAt, within, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import { placeOf } from './list-line.ts';
import type { Mention } from './named-goods.ts';
import type { Quantity } from './quantities.ts';

/** Of several quantities for one thing the first of the most telling kind counts. */
const KINDS: QuantityKind[] = ['tiered', 'order', 'annual', 'sample', 'moq_question', 'unclear'];
const MEASURING: ReadonlySet<Unit> = new Set<Unit>(['kg', 't', 'm', 'm2', 'm3', 'l']);
const WEIGHTS: ReadonlySet<Unit> = new Set<Unit>(['kg', 't']);
const SMALL_WORDS = /^[\s\p{L}'\d.%"/°-]*$/u;
const BREAK = /[,;，；、\n•]|[.。]\s|\s(?:and|und|y|et|e|и|ve|و)\s/u;
/** What a quantity loses that stands in a sentence without its goods. */
const FAR = 8;
/** "Two pairs for each man, so 150 pairs": figures are meant more exactly than words. */
const SPOKEN = 4;
/** Characters around a quantity in which "each" shares it out. */
const EACH_REACH = 25;

/** `pieces`: how many pieces one of a product has, by SKU; "12 pc sets" counts no goods. */
type Goods = {
  products: ReadonlyMap<string, AssortmentProduct>;
  pieces: ReadonlyMap<string, ReadonlySet<number>>;
  /** The category of which a bare noun is the name. */
  kindOf: (noun: string) => string | undefined;
};

/** `item` is one of `items`; a quantity that belongs to none of them is left out. */
export function assignQuantities(
  reading: Reading,
  items: Mention[],
  mentions: Mention[],
  quantities: Quantity[],
  goods: Goods,
): Map<Mention, Quantity> {
  const { products, pieces } = goods;
  const assigned = new Map<Mention, Quantity>();
  const ranks = new Map<Mention, number>();
  for (const quantity of quantities) {
    const place = placeOf(reading, quantity);
    for (const item of ownersOf(reading, items, mentions, quantity, goods)) {
      const product = products.get(item.sku ?? '');
      if (product !== undefined && isMeasureOf(reading, product, quantity, item)) continue;
      if (quantity.unit === 'pcs' && pieces.get(item.sku ?? '')?.has(quantity.value.toNumber())) continue;
      const own =
        quantity.assumed && product !== undefined ? { ...quantity, unit: unitFor(quantity, product) } : quantity;
      const far = !mentions.some((mention) => isIn(mention, place) && itemOf(items, mention) === item);
      const spoken = !/\d/.test(reading.text.slice(own.start, own.end));
      const rank = tells(own, product) + (far ? FAR : 0) + (spoken ? SPOKEN : 0);
      const earlier = assigned.get(item);
      const isMore = earlier !== undefined && rank === ranks.get(item) && isMoreOfSame(own, earlier);
      if (!isMore && rank >= (ranks.get(item) ?? Number.POSITIVE_INFINITY)) continue;
      assigned.set(item, own);
      ranks.set(item, rank);
    }
  }
  return assigned;
}

/** "3 samples of the tile": what is sold by area or weight is sampled by the piece. */
function unitFor({ kind }: Quantity, { unit }: AssortmentProduct): Unit {
  return kind === 'sample' && MEASURING.has(unit) ? 'pcs' : unit;
}

/** "50 kg rolls, 12 t": of two weights the package is the lesser. */
function isMoreOfSame(a: Quantity, b: Quantity): boolean {
  const inBase = ({ value, unit }: Quantity) => (unit === 't' ? value.times(1000) : value);
  const same = a.unit === b.unit || (WEIGHTS.has(a.unit) && WEIGHTS.has(b.unit));
  return MEASURING.has(a.unit) && same && inBase(a).gt(inBase(b));
}

/** Lower is more telling: the kind first, then whether the product is sold by that unit, then whether one is written. */
function tells({ kind, unit, assumed }: Quantity, product: AssortmentProduct | undefined): number {
  const measures = MEASURING.has(product?.unit ?? unit) && !MEASURING.has(unit) && !/\d/.test(unit);
  return KINDS.indexOf(kind) * 16 + (measures ? 2 : 0) + (assumed ? 1 : 0);
}

/** "Floodlight with 5 m cable": lengths and weights are quantities only of what is sold by them. */
function isMeasureOf(reading: Reading, product: AssortmentProduct, { unit, end }: Quantity, item: Mention): boolean {
  if (!MEASURING.has(unit) || MEASURING.has(product.unit)) return false;
  return item.start < end || !/^\s?(?:of|de|di|von|的)?\s?$/.test(reading.text.slice(end, item.start));
}

function ownersOf(
  reading: Reading,
  items: Mention[],
  mentions: Mention[],
  quantity: Quantity,
  goods: Goods,
): Mention[] {
  const table = cellAt(reading.tables, quantity.start);
  const segment = segmentAt(reading, quantity.start);
  const place = placeOf(reading, quantity);
  const beside = mentions.filter((mention) => isIn(mention, place));
  const own = [...new Set(beside.flatMap((mention) => itemOf(items, mention) ?? []))];
  if (table !== undefined) return own.slice(0, 1);
  if (own.length > 1 && isShared(reading, beside, quantity, segment)) return sharers(items, beside, quantity) ?? own;
  if (own.length === 0 && isShared(reading, [], quantity, segment)) {
    const last = mentions.findLast(({ end }) => end <= segment.start);
    const before = last === undefined ? [] : mentions.filter((one) => isIn(one, segmentAt(reading, last.start)));
    const all = [...new Set(before.flatMap((mention) => itemOf(items, mention) ?? []))];
    if (all.length > 1) return all;
  }
  const [only] = items;
  const nearest =
    besideQuantity(reading, beside, quantity) ??
    ofKind(reading, items, quantity, segment, goods) ??
    (only && items.length === 1 ? only : above(mentions, quantity));
  const item = nearest && itemOf(items, nearest);
  return item === undefined ? [] : [item];
}

function isIn({ start, end }: Span, place: Span): boolean {
  return start >= place.start && end <= place.end;
}

/** "A and B, 900 of each, and 4,800 C": those in front of the quantity, when there are several. */
function sharers(items: Mention[], beside: Mention[], { start }: Quantity): Mention[] | undefined {
  const before = beside.filter(({ end }) => end <= start).flatMap((mention) => itemOf(items, mention) ?? []);
  const distinct = [...new Set(before)];
  return distinct.length > 1 ? distinct : undefined;
}

/** "2 samples each of A and B", "A und B, je 500 Stück". */
function isShared(reading: Reading, mentions: Mention[], { start, end }: Quantity, segment: Span): boolean {
  const near = { start: Math.max(segment.start, start - EACH_REACH), end: Math.min(segment.end, end + EACH_REACH) };
  return within(words(reading, 'each'), near).some((each) => {
    if (each.start === start) return false;
    return each.start >= end
      ? !mentions.some((one) => one.start >= end && one.end <= each.start)
      : /^[^,;，、]{0,10}$/u.test(reading.text.slice(each.end, start));
  });
}

/**
 * Among the mentions of the same sentence: the one behind the quantity when nothing but a few words stand between, else
 * the side from which no comma parts the quantity, else the side on which the sentence begins.
 */
function besideQuantity(reading: Reading, beside: Mention[], { start, end }: Quantity): Mention | undefined {
  const { text } = reading;
  const next = beside.find((mention) => mention.start > start);
  const previous =
    beside.findLast((mention) => mention.end <= start) ?? beside.find((mention) => mention.start < start);
  if (next === undefined || previous === undefined) return next ?? previous;
  const behind = text.slice(end, next.start);
  const before = text.slice(previous.end, start);
  const partedBehind = BREAK.test(behind);
  const partedBefore = BREAK.test(before);
  if (partedBehind !== partedBefore) return partedBehind ? previous : next;
  if (behind.length <= 3 && before.length > 3) return next;
  if (before.length > 3 && behind.length <= 30 && SMALL_WORDS.test(behind) && !SMALL_WORDS.test(before)) return next;
  const [first] = beside;
  return first !== undefined && first.start < start ? previous : next;
}

/** "And the price for 1,000 and 3,000 of the boards?": the one item of the kind that the sentence names. */
function ofKind(
  reading: Reading,
  items: Mention[],
  { end }: Span,
  segment: Span,
  { kindOf }: Goods,
): Mention | undefined {
  const nouns = within(reading.products.get('head') ?? [], { start: end, end: segment.end });
  const kinds = new Set(nouns.flatMap(({ label }) => kindOf(label) ?? []));
  const [kind, other] = kinds;
  const fitting = items.filter(({ categoryId }) => categoryId === kind);
  return kind !== undefined && other === undefined && fitting.length === 1 ? fitting[0] : undefined;
}

/** "FL-50, black.\nQuantity: 500": what was named last, else what is named first. */
function above(mentions: Mention[], { start }: Quantity): Mention | undefined {
  return mentions.findLast(({ end }) => end <= start) ?? mentions[0];
}

/** The item that a mention belongs to. */
export function itemOf(items: Mention[], mention: Mention): Mention | undefined {
  return (
    items.find(({ sku, categoryId }) => sku === mention.sku && categoryId === mention.categoryId) ??
    items.find(({ categoryId }) => categoryId === mention.categoryId)
  );
}
