/** Finds where a mail names goods of the catalogue, and which product is meant where only a kind is named. */
import type { Assortment } from '../../model/assortment.ts';
import type { CatalogueGroup } from '../catalogue-terms.ts';
import {
  agrees,
  type Feature,
  featuresIn,
  kindOf,
  type ProductFeature,
  type ProductIndex,
  productIndex,
  wordMarks,
} from '../product-features.ts';
import type { Reading, Span } from '../reading.ts';
import { segmentAt, within, words } from '../reading.ts';
import { cellAt } from '../tables.ts';
import type { Hit, Hits } from '../term-tree.ts';
import { chooseProduct, contradicts, ofOneList, productsByFeature } from './choose-product.ts';
import { coordinatedMentions } from './coordinated.ts';
import { coordinatedNouns } from './coordinated-nouns.ts';
import { covers, type Mention, MOST_READ, named, type Vague, vagueHits } from './named-goods.ts';
import { onePerRow } from './one-per-row.ts';

/** How sure it is that the only product of a kind is meant by the name of the kind. */
export const BY_KIND = 0.7;
/** Characters before a noun in which its measure may stand: "a 40 oz steel tumbler". */
const LEAD = 30;
const REACH = 80;
/** Where the next sentences may still say which one is meant: "your model of 380 ml". */
const FAR = 300;
/** The router looks for mentions in a mail whose items are then read: they are found once for its hits. */
const found = new WeakMap<Hits, Mention[]>();
const BREAK = /[\n,;:()，、；：（）•]|\s[-–—/]\s/u;

/** All mentions before the signature in the order of the text. */
export function findMentions(reading: Reading, catalogue: Assortment): Mention[] {
  const known = found.get(reading.products);
  if (known !== undefined) return known;
  const mentions = findAnew(reading, catalogue);
  found.set(reading.products, mentions);
  return mentions;
}

function findAnew(reading: Reading, catalogue: Assortment): Mention[] {
  const sure = [...named(reading, catalogue, 'sku', 1), ...named(reading, catalogue, 'product', 0.9)];
  const vague = vagueHits(reading, catalogue).filter((hit) => !sure.some((one) => covers(one, hit)));
  const all = [...sure, ...vague].sort((a, b) => a.start - b.start || b.end - a.end).slice(0, MOST_READ);
  const units = [...words(reading, 'measures'), ...words(reading, 'units')].sort((a, b) => a.start - b.start);
  // A bare noun is no bound: it may be a part of the name of what it stands beside ("dual motor desk frame").
  const bounds = all.filter((hit) => 'sku' in hit || hit.group === 'category');
  const mentions = all.flatMap((hit): Mention[] => {
    if ('sku' in hit) return [hit];
    const before = bounds.findLast(({ end }) => end <= hit.start);
    const after = bounds.find(({ start }) => start >= hit.end);
    return resolve(reading, catalogue, hit, contextOf(reading, hit, before, after), units);
  });
  const index = productIndex(catalogue, reading.settings);
  const shared = coordinatedMentions(
    reading,
    catalogue,
    index,
    mentions.filter(({ sku }) => sku !== null),
    units,
  ).filter((one) => !mentions.some((known) => covers(known, one)));
  const nouns = coordinatedNouns(reading, catalogue, index, [...mentions, ...shared]);
  return onePerRow(reading, [...mentions, ...shared, ...nouns]).sort(
    (a, b) => a.start - b.start || b.confidence - a.confidence,
  );
}

/** `figures`: so far away that only measures count, not words. */
type Context = Span & { figures?: true };

/** Where the words that tell a product from its like may stand, nearest first. */
function contextOf(reading: Reading, hit: Span, before: Span | undefined, after: Span | undefined): Context[] {
  const cell = cellAt(reading.tables, hit.start);
  const segment = segmentAt(reading, hit.start);
  const row =
    cell === undefined ? segment : { start: cell.row[0]?.start ?? hit.start, end: cell.row.at(-1)?.end ?? hit.end };
  if (cell !== undefined) return [row];
  const from = Math.max(row.start, before?.end ?? 0, hit.start - LEAD);
  const to = Math.min(row.end, after?.start ?? row.end, hit.end + REACH);
  const tail = reading.text.slice(hit.end, to);
  const brk = tail.search(BREAK);
  const near = brk === -1 ? to : hit.end + brk;
  const lead = reading.text.slice(from, hit.start);
  const leadFrom =
    from +
    Math.max(0, ...[...lead.matchAll(new RegExp(BREAK, 'gu'))].map(({ index, 0: { length } }) => index + length));
  return [
    { start: leadFrom, end: near },
    { start: leadFrom, end: hit.end },
    { start: hit.start, end: near },
    { start: leadFrom, end: to },
    { start: hit.start, end: Math.min(after?.start ?? reading.signatureStart, hit.end + FAR), figures: true },
  ];
}

/** The products that a category or a bare noun means with the measures and words around it. */
function resolve(reading: Reading, catalogue: Assortment, hit: Vague, contexts: Context[], units: Hit[]): Mention[] {
  const index = productIndex(catalogue, reading.settings);
  const candidates = candidatesOf(catalogue, hit, index.words);
  if (hit.own !== undefined) {
    const stated = contexts.flatMap((context) =>
      featuresIn(reading.text, within(units, context), context.start, context.end),
    );
    const fits = !contradicts(index.features.get(hit.own) ?? [], stated.slice(0, MOST_READ));
    if (fits) return [{ ...mention(catalogue, hit.own, hit, hit), confidence: 0.9 }];
  }
  for (const context of contexts) {
    const stated = featuresIn(reading.text, within(units, context), context.start, context.end);
    const features = context.figures ? stated : ofOneList(stated);
    const several = hit.group === 'category' ? productsByFeature(index, candidates, features) : [];
    if (several.length > 1)
      return several.map(({ sku, feature }) =>
        mention(catalogue, sku, feature, besides(hit, feature) ? hit : { ...hit, ...spanOf(feature) }),
      );
    const text = context.figures ? '' : reading.text.slice(context.start, context.end);
    const sku = chooseProduct(
      index,
      candidates,
      { features, text, own: hit, offset: context.start },
      hit.group === 'category',
    );
    if (sku !== undefined) {
      const own = features.filter((one) => (index.features.get(sku) ?? []).some((other) => agrees(one, other)));
      return [mention(catalogue, sku, span(reading, hit, own), hit)];
    }
  }
  if (hit.group === 'head') return byNoun(reading, catalogue, index, hit, contexts[0], units);
  const [only, another] = candidates;
  if (
    only !== undefined &&
    another === undefined &&
    fitsOnly(index.features.get(only) ?? [], hit, contexts, reading, units)
  )
    return [{ ...mention(catalogue, only, hit, hit), confidence: BY_KIND }];
  return [{ ...spanOf(hit), sku: null, categoryId: hit.label, confidence: 0.6 }];
}

/**
 * "Folding panels", "wall batteries": the noun of a kind with a word that one product of it bears; with another word of
 * the kind ("organizadores para cajón") it names the kind.
 */
function byNoun(
  reading: Reading,
  catalogue: Assortment,
  index: ProductIndex,
  hit: Vague,
  context: Context | undefined,
  units: Hit[],
): Mention[] {
  const own = [...wordMarks(hit.label)];
  const kind = kindOf(index, hit.label);
  if (context === undefined || kind === undefined) return [];
  const start = Math.max(context.start, hit.start - LEAD);
  const end = Math.min(context.end, hit.end + LEAD);
  const candidates = catalogue.products.filter(({ categoryId }) => categoryId === kind).map(({ sku }) => sku);
  const features = featuresIn(reading.text, within(units, { start, end }), start, end);
  const text = reading.text.slice(start, end);
  const sku = chooseProduct(index, candidates, { features, text, own: hit, offset: start }, true);
  if (sku !== undefined) return [mention(catalogue, sku, hit, hit)];
  const beside = wordMarks(`${text.slice(0, hit.start - start)} ${text.slice(hit.end - start)}`);
  const named = [...beside].some((mark) => !own.includes(mark) && index.general.get(mark)?.has(kind));
  if (!named) return [];
  const [only, another] = candidates;
  const single = only !== undefined && another === undefined ? only : null;
  return [{ ...spanOf(hit), sku: single, categoryId: kind, confidence: single === null ? 0.6 : BY_KIND }];
}

/** The one product of a kind is meant where the kind is counted, unless its measures say otherwise. */
function fitsOnly(
  own: readonly ProductFeature[],
  hit: Vague,
  contexts: Context[],
  reading: Reading,
  units: Hit[],
): boolean {
  if (within(words(reading, 'units'), segmentAt(reading, hit.start)).length === 0) return false;
  const near = contexts.filter(({ figures }) => !figures).slice(0, 1);
  return near.every(({ start, end }) => {
    const stated = featuresIn(reading.text, within(units, { start, end }), start, end);
    return hit.own === undefined && !contradicts(own, stated.slice(0, MOST_READ));
  });
}

function candidatesOf(
  { products }: Assortment,
  { group, label }: Vague,
  words: ReadonlyMap<string, ReadonlySet<string>>,
) {
  if (group === 'category') return products.filter(({ categoryId }) => categoryId === label).map(({ sku }) => sku);
  return [...wordMarks(label)]
    .flatMap((mark) => [...(words.get(mark) ?? [])])
    .filter((sku, at, all) => all.indexOf(sku) === at);
}

function mention({ products }: Assortment, sku: string, { start, end }: Span, hit: Vague): Mention {
  const categoryId = products.find((product) => product.sku === sku)?.categoryId ?? '';
  return {
    start: Math.min(start, hit.start),
    end: Math.max(end, hit.end),
    sku,
    categoryId,
    confidence: hit.group === 'category' ? 0.85 : 0.75,
  };
}

/** Whether nothing but a space or two parts them. */
function besides(a: Span, b: Span): boolean {
  return a.start - b.end <= 2 && b.start - a.end <= 2;
}

/** The noun with the measures that touch it. */
function span({ text }: Reading, hit: Span, features: Feature[]): Span {
  const touching = features.filter(({ start, end }) => {
    // "640 x 200 W floodlights" is a count and a measure and no size.
    const counts = /\s[x×*]\s/.test(text.slice(start, end));
    return !counts && besides(hit, { start, end });
  });
  return {
    start: Math.min(hit.start, ...touching.map(({ start }) => start)),
    end: Math.max(hit.end, ...touching.map(({ end }) => end)),
  };
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Whether a number is a part of what names the goods ("track set with 4 heads"). */
export function isInName(reading: Reading, { start, end }: Span): boolean {
  const groups: CatalogueGroup[] = ['sku', 'product', 'base', 'category'];
  return groups.some((group) =>
    within(reading.products.get(group) ?? [], { start: Math.max(0, start - 80), end: end + 80 }).some(
      (hit) => hit.start <= start && hit.end >= end && hit.end - hit.start > end - start,
    ),
  );
}
