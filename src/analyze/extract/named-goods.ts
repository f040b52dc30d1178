/** Finds the names of goods in a mail: of products, of kinds, and the bare nouns that may stand for them. */
import type { Assortment } from '../../model/assortment.ts';
import type { CatalogueGroup } from '../catalogue-terms.ts';
import type { Reading, Span } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import { goodsBySku } from '../variants.ts';

/** A place where something of ours is named; `sku` is null when only its category is. */
export type Mention = Span & { sku: string | null; categoryId: string; confidence: number };

/** Nobody names more; whoever does wants to keep us busy. */
export const MOST_READ = 200;

/** Languages that put the kind in front of what tells it from others. */
const KIND_FIRST = new Set(['es', 'fr', 'it', 'pt', 'ar']);

/** `own`: the product whose name this is, but for its measure. */
export type Vague = Hit & { group: 'category' | 'head'; own?: string };

/** Products named by SKU or by a whole name. */
export function named(
  reading: Reading,
  { products }: Assortment,
  group: CatalogueGroup,
  confidence: number,
): Mention[] {
  const bySku = goodsBySku(products);
  return hitsOf(reading, group).flatMap(({ label, start, end }) => {
    const product = bySku.get(label);
    return product === undefined ? [] : [{ start, end, sku: label, categoryId: product.categoryId, confidence }];
  });
}

/** Categories, and bare nouns that no longer term covers. */
export function vagueHits(reading: Reading, { products }: Assortment): Vague[] {
  const categories = hitsOf(reading, 'category').map((hit): Vague => ({ ...hit, group: 'category' }));
  const bases = hitsOf(reading, 'base').flatMap((hit): Vague[] => {
    const product = products.find(({ sku }) => sku === hit.label);
    return product === undefined ? [] : [{ ...hit, label: product.categoryId, group: 'category', own: product.sku }];
  });
  const kinds = [...bases, ...categories.filter((hit) => !bases.some((base) => covers(base, hit)))];
  const heads = hitsOf(reading, 'head').filter((head) => !kinds.some((hit) => covers(hit, head)));
  return [...withoutModifiers(reading, kinds), ...heads.map((hit): Vague => ({ ...hit, group: 'head' }))];
}

/** "Basin mixers", "tapis de bain": of two kinds side by side one only says of which sort the other is. */
function withoutModifiers({ text, language }: Reading, kinds: Vague[]): Vague[] {
  const beside = (a: Vague | undefined, b: Vague | undefined) =>
    a !== undefined && b !== undefined && a.label !== b.label && text.slice(a.end, b.start) === ' ';
  const sorted = kinds.toSorted((a, b) => a.start - b.start);
  return sorted.filter((hit, at) =>
    KIND_FIRST.has(language) ? !beside(sorted[at - 1], hit) : !beside(hit, sorted[at + 1]),
  );
}

function hitsOf(reading: Reading, group: CatalogueGroup): Hit[] {
  return (reading.products.get(group) ?? []).filter(({ start }) => start < reading.signatureStart).slice(0, MOST_READ);
}

/** Whether two names overlap of which the first is not the shorter. */
export function covers(outer: Span, inner: Span): boolean {
  return outer.start < inner.end && outer.end > inner.start && outer.end - outer.start >= inner.end - inner.start;
}
