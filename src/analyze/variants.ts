/** Tells which make of a product is meant: a variant with a number of its own, by that number or by what is said of it. */
import type { Assortment, AssortmentProduct } from '../model/assortment.ts';
import { fold } from './normalize.ts';
import type { Span } from './reading.ts';

type Named = Span & { sku: string | null; categoryId: string };
type Stated = Span & { name: string; value: string; unit: string | null };
type Own = AssortmentProduct['attributes'][number];

/** Of one product; further ones are not told apart. */
const MOST_VARIANTS = 200;

/** Every number we sell under; a variant is as its product but for what it says itself. */
export function goodsBySku(products: readonly AssortmentProduct[]): Map<string, AssortmentProduct> {
  const goods = products.flatMap((product) => [
    ...(product.variants ?? []).map((variant) => ({ ...product, sku: variant.sku, moq: variant.moq ?? product.moq })),
    product,
  ]);
  return new Map(goods.map((one) => [one.sku, one]));
}

/**
 * The mentions with the variant's number where one is meant: what is said nearest to the product, or its number on the
 * same line, decides. What several variants share decides nothing.
 * @param isOne there is at most one quantity, so that all mentions speak of the same goods
 */
export function withVariants<Mention extends Named>(
  mentions: readonly Mention[],
  { products }: Assortment,
  stated: readonly Stated[],
  lineAt: (position: number) => Span,
  isOne: boolean,
): Mention[] {
  const parents = products.filter(({ variants }) => variants !== undefined && variants.length > 0);
  return parents.reduce<Mention[]>((known, parent) => told(known, parent, stated, lineAt, isOne), [...mentions]);
}

function told<Mention extends Named>(
  mentions: readonly Mention[],
  parent: AssortmentProduct,
  stated: readonly Stated[],
  lineAt: (position: number) => Span,
  isOne: boolean,
): Mention[] {
  const skus = new Set((parent.variants ?? []).map(({ sku }) => sku));
  const saidOf = stated.map((one) => nearest(mentions, one));
  const numbered = mentions.filter(({ sku }) => sku !== null && skus.has(sku));
  const labels = mentions.map((mention): string | null => {
    if (mention.sku !== parent.sku) return mention.sku;
    const line = lineAt(mention.start);
    const beside = nearest(
      numbered.filter(({ start }) => start >= line.start && start < line.end),
      mention,
    );
    const nearby = stated.filter((_, index) => saidOf[index] === mention);
    return beside?.sku ?? variantOf(parent, nearby) ?? parent.sku;
  });
  const meant = new Set(labels.filter((sku): sku is string => sku !== null && skus.has(sku)));
  const [only] = meant;
  if (only === undefined) return [...mentions];
  return mentions.map((mention, index) => {
    const sku = labels[index] ?? null;
    return { ...mention, sku: sku === parent.sku && isOne && meant.size === 1 ? only : sku };
  });
}

/** The one variant that what is said fits best; null = the product itself. */
function variantOf(parent: AssortmentProduct, stated: readonly Stated[]): string | null {
  const variants = (parent.variants ?? []).slice(0, MOST_VARIANTS);
  const points = [{ sku: parent.sku, attributes: [] as readonly Own[] }, ...variants].map(({ sku, attributes }) => {
    const renamed = new Set(attributes.map(({ name }) => nameOf(name)));
    const own = [...attributes, ...parent.attributes.filter(({ name }) => !renamed.has(nameOf(name)))];
    const verdicts = stated.flatMap((one) => own.flatMap((other) => agrees(one, other) ?? []));
    return { sku, points: verdicts.filter(Boolean).length - verdicts.filter((verdict) => !verdict).length };
  });
  const [best, second] = points.sort((a, b) => b.points - a.points);
  if (best === undefined || best.points < 1 || best.points === second?.points) return null;
  return best.sku === parent.sku ? null : best.sku;
}

/** Undefined where the two speak of different things. */
function agrees(stated: Stated, own: Own): boolean | undefined {
  const sameUnit = stated.unit !== null && own.unit !== undefined && fold(stated.unit) === fold(own.unit);
  if (sameUnit) return Number(stated.value) === Number(own.value);
  if (nameOf(stated.name) !== nameOf(own.name) || stated.unit !== null || own.unit !== undefined) return undefined;
  const words = new Set(fold(own.value).split(/[^\p{L}\p{N}]+/u));
  return fold(stated.value)
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => words.has(word));
}

function nameOf(name: string): string {
  const folded = fold(name);
  return folded === 'color' ? 'colour' : folded;
}

function nearest<One extends Span>(all: readonly One[], { start, end }: Span): One | undefined {
  const gap = (one: One) => Math.max(0, one.start - end, start - one.end);
  return all.reduce<One | undefined>((best, one) => (best && gap(best) <= gap(one) ? best : one), undefined);
}

/** The product itself is no item of its own where only its makes were ordered. */
export function withoutParents<Item extends { productSku: string | null; quantity: unknown }>(
  items: readonly Item[],
  { products }: Assortment,
): Item[] {
  const asked = new Set(items.map(({ productSku }) => productSku));
  const spoken = new Set(
    products.filter(({ variants }) => variants?.some(({ sku }) => asked.has(sku))).map(({ sku }) => sku),
  );
  return items.filter(({ productSku, quantity }) => quantity !== null || !spoken.has(productSku ?? ''));
}
