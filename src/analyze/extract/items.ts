/** Works out which products of the catalogue are asked for, and how many of each. */
import type { Decimal } from 'decimal.js';
import type { Assortment, AssortmentProduct } from '../../model/assortment.ts';
import type { InquiryItem, QuantityKind } from '../../model/inquiry.ts';
import { volumeInMl, volumesOf } from '../catalogue-terms.ts';
import type { Reading, Span } from '../reading.ts';
import { factOf, segmentAt, terms } from '../reading.ts';
import type { Attribute } from './attributes.ts';
import { attributeFact } from './attributes.ts';
import type { Quantity } from './quantities.ts';

/** A place where something of ours is named; `sku` is null when only its category is. */
type Mention = Span & { sku: string | null; categoryId: string; confidence: number };

/** Share by which a stated volume may differ from the catalogue's: 12 oz are sold as 350 ml. */
const VOLUME_TOLERANCE = 0.03;
/** Nobody lists more; whoever does wants to keep us busy. */
const SMALL_WORDS = /^[\s\p{L}']*$/u;
const MOST_ITEMS = 50;
const MOST_READ = 200;
/** Of several quantities for one thing the first of the most telling kind counts. */
const KINDS: QuantityKind[] = ['tiered', 'order', 'annual', 'sample', 'moq_question', 'unclear'];

/** One item per product named, in the order of the text; a category only where none of its products is named. */
export function extractItems(
  reading: Reading,
  catalogue: Assortment,
  found: { quantities: Quantity[]; attributes: Attribute[] },
): InquiryItem[] {
  const attributes = found.attributes.slice(0, MOST_READ);
  const mentions = resolveVolumes(reading, catalogue, mentionsIn(reading, catalogue).slice(0, MOST_READ), attributes);
  const items = distinct(mentions).slice(0, MOST_ITEMS);
  const quantities = assignQuantities(reading, items, mentions, found.quantities.slice(0, MOST_READ));
  return items.map((item) => {
    const quantity = quantities.get(item);
    const own = attributes.filter(({ start }) => ownerOf(items, mentions, start) === item);
    return {
      productText: factOf(reading, item, textOf(reading, item), item.confidence),
      productSku: item.sku,
      categoryId: item.categoryId,
      matchConfidence: item.confidence,
      quantity: quantity === undefined ? null : factOf(reading, quantity, quantity.value.toFixed(), 0.9),
      quantityUnit: quantity?.unit ?? null,
      quantityKind: quantity?.kind ?? (terms(reading, 'moq').length > 0 ? 'moq_question' : 'unclear'),
      attributes: own.slice(0, MOST_ITEMS).map((attribute) => attributeFact(reading, attribute)),
    };
  });
}

function mentionsIn(reading: Reading, { products }: Assortment): Mention[] {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const limit = reading.signatureStart;
  const named = (group: 'sku' | 'product', confidence: number) =>
    (reading.products.get(group) ?? []).flatMap(({ label, start, end }) => {
      const product = bySku.get(label);
      return product === undefined ? [] : [{ start, end, sku: label, categoryId: product.categoryId, confidence }];
    });
  const categories = (reading.products.get('category') ?? []).map(({ label, start, end }) => {
    return { start, end, sku: null, categoryId: label, confidence: 0.6 };
  });
  const sure = [...named('sku', 1), ...named('product', 0.9)];
  const vague = categories.filter(
    ({ start, end }) => !sure.some((hit) => hit.start < end && hit.end > start && hit.end - hit.start >= end - start),
  );
  return [...sure, ...vague]
    .filter(({ start }) => start < limit)
    .sort((a, b) => a.start - b.start || b.confidence - a.confidence);
}

/** "500 ml" beside a category that has one product of that volume names this product. */
function resolveVolumes(
  reading: Reading,
  { products }: Assortment,
  mentions: Mention[],
  attributes: Attribute[],
): Mention[] {
  const resolved: Mention[] = [];
  for (const { start, end, name, value, unit } of attributes) {
    if (name !== 'capacity') continue;
    const [volume] = volumeInMl(value, unit ?? '');
    const nearest = nearestMention(reading, mentions, start);
    if (volume === undefined || nearest === undefined || nearest.sku !== null) continue;
    const matches = products.filter(
      (product) => product.categoryId === nearest.categoryId && hasVolume(product, volume),
    );
    const [product, second] = matches;
    if (product === undefined || second !== undefined) continue;
    resolved.push({
      start: Math.min(start, nearest.start),
      end: Math.max(end, nearest.end),
      sku: product.sku,
      categoryId: product.categoryId,
      confidence: 0.85,
    });
  }
  return [...mentions, ...resolved].sort((a, b) => a.start - b.start || b.confidence - a.confidence);
}

/** The mention in the same sentence with the least text between, else the last one before. */
function nearestMention(reading: Reading, mentions: Mention[], position: number): Mention | undefined {
  const segment = segmentAt(reading, position);
  const distance = (mention: Mention) =>
    mention.start > position ? mention.start - position : Math.max(0, position - mention.end);
  const beside = mentions.filter(({ start, end }) => start >= segment.start && end <= segment.end);
  const before = mentions.filter(({ end }) => end <= position);
  return beside.sort((a, b) => distance(a) - distance(b))[0] ?? before.at(-1);
}

function hasVolume(product: AssortmentProduct, volume: Decimal): boolean {
  return volumesOf(product).some((own) => own.minus(volume).abs().lte(own.times(VOLUME_TOLERANCE)));
}

/** Products in the order of their first mention, each with its surest mention; categories without a product. */
function distinct(mentions: Mention[]): Mention[] {
  const items = new Map<string, Mention>();
  const known = new Set(mentions.flatMap(({ sku, categoryId }) => (sku === null ? [] : [categoryId])));
  for (const mention of mentions) {
    if (mention.sku === null && known.has(mention.categoryId)) continue;
    const key = mention.sku ?? `category ${mention.categoryId}`;
    const earlier = items.get(key);
    if (earlier === undefined || earlier.confidence < mention.confidence) items.set(key, mention);
  }
  return [...items.values()];
}

function assignQuantities(
  reading: Reading,
  items: Mention[],
  mentions: Mention[],
  quantities: Quantity[],
): Map<Mention, Quantity> {
  const assigned = new Map<Mention, Quantity>();
  for (const quantity of quantities) {
    const item = items.length === 1 ? items[0] : itemBeside(reading, items, mentions, quantity);
    if (item === undefined) continue;
    const earlier = assigned.get(item);
    if (earlier === undefined || KINDS.indexOf(quantity.kind) < KINDS.indexOf(earlier.kind))
      assigned.set(item, quantity);
  }
  return assigned;
}

/** "3 samples of the TM-600": a product that follows with nothing but small words between, else the nearest. */
function itemBeside(reading: Reading, items: Mention[], mentions: Mention[], quantity: Quantity): Mention | undefined {
  const { start, end } = quantity;
  const following = mentions.find((mention) => mention.start >= end);
  const preceded = mentions.some((mention) => mention.end <= start && start - mention.end <= 3);
  const between = reading.text.slice(end, following?.start ?? end);
  const direct = following !== undefined && !preceded && between.length <= 20 && SMALL_WORDS.test(between);
  const nearest = direct ? following : nearestMention(reading, mentions, start);
  return nearest === undefined ? items[0] : itemOf(items, nearest);
}

/** The item that what stands at `position` is said of: the last one named before it, else the first. */
function ownerOf(items: Mention[], mentions: Mention[], position: number): Mention | undefined {
  const last = mentions.filter(({ start }) => start <= position).at(-1);
  return (last && itemOf(items, last)) ?? items[0];
}

function itemOf(items: Mention[], mention: Mention): Mention | undefined {
  return (
    items.find(({ sku, categoryId }) => sku === mention.sku && categoryId === mention.categoryId) ??
    items.find(({ categoryId }) => categoryId === mention.categoryId)
  );
}

function textOf(reading: Reading, span: Span): string {
  return factOf(reading, span, null, 1).rawText.replace(/\s+/g, ' ');
}
