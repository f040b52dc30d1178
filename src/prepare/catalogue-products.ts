/** Finds a product or a variant of one by its number. */
import type { Catalogue, Product } from '../model/catalogue.ts';

type Variant = Product['variants'][number];

/** A variant comes as a product of its own: what it does not say is as in the product it belongs to. */
export const productBySku = (catalogue: Catalogue, sku: string): Product | undefined => {
  for (const product of catalogue.products) {
    if (product.sku === sku) return product;
    const variant = product.variants.find((one) => one.sku === sku);
    if (variant !== undefined) return asProduct(variant, product);
  }
  return undefined;
};

const asProduct = (variant: Variant, product: Product): Product => {
  const renamed = new Set(variant.attributes.map(({ name }) => name));
  return {
    ...product,
    sku: variant.sku,
    names: variant.names ?? product.names,
    attributes: [...product.attributes.filter(({ name }) => !renamed.has(name)), ...variant.attributes],
    specification: variant.specification ?? product.specification,
    moq: variant.moq ?? product.moq,
    packing: variant.packing ?? product.packing,
    leadTime: variant.leadTime ?? product.leadTime,
    certificates: variant.certificates ?? product.certificates,
    cost: variant.cost ?? product.cost,
    pricing: variant.pricing ?? product.pricing,
    variants: [],
  };
};

/** Every number we sell under. */
export const allSkus = ({ products }: Catalogue): string[] =>
  products.flatMap(({ sku, variants }) => [sku, ...variants.map((variant) => variant.sku)]);

/** The numbers most like a word nobody knows, nearest first. */
export const nearestSkus = (catalogue: Catalogue, wanted: string, most = 3): string[] => {
  const word = plain(wanted);
  return allSkus(catalogue)
    .map((sku) => ({ sku, distance: editDistance(word, plain(sku)) }))
    .toSorted((a, b) => a.distance - b.distance || a.sku.localeCompare(b.sku))
    .slice(0, most)
    .map(({ sku }) => sku);
};

const plain = (text: string): string =>
  text
    .slice(0, 40)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Levenshtein's distance between two short words. */
const editDistance = (one: string, other: string): number => {
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const changed = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
      current.push(Math.min(changed, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above.at(-1) ?? 0;
};
