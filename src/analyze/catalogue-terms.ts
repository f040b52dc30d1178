/** Finds products and categories of the catalogue in a text, by SKU, name and synonym in any language. */
import { Decimal } from 'decimal.js';
import type { Assortment, AssortmentProduct } from '../model/assortment.ts';
import { fold } from './normalize.ts';
import type { Hits, Term, TermTree } from './term-tree.ts';
import { buildTermTree, readTermTrees } from './term-tree.ts';

/** Groups of hits: `sku` and `product` (label = SKU), `category` (label = category id). */
export type CatalogueGroup = 'sku' | 'product' | 'category';

/** Words shorter than this keep their spelling: too little is left when an ending is cut. */
const SHORTEST_STEM = 5;
const ENDING = /(?:en|es|as|os|ia|ie|ов|ы|и|а|[aeoisn])$/u;
const built = new WeakMap<Assortment, TermTree>();

/** Hits with offsets into the folded text. `language` decides whether tails of compounds count (German). */
export function readCatalogue(catalogue: Assortment, language: string, foldedText: string): Hits {
  const tree = built.get(catalogue) ?? buildTermTree(catalogueTerms(catalogue));
  built.set(catalogue, tree);
  return readTermTrees(foldedText, [{ tree, compounds: language === 'de', clitics: language === 'ar' }]);
}

/** Volumes in ml that the catalogue states for a product, from its attributes and its English name. */
export function volumesOf(product: AssortmentProduct): Decimal[] {
  const stated = product.attributes.flatMap(({ value, unit }) => volumeInMl(value, unit ?? ''));
  const named = [...product.names.en.matchAll(/(\d{1,6}(?:\.\d{1,3})?)\s{0,2}(ml|l|oz)\b/gi)];
  return [...stated, ...named.flatMap(([, value, unit]) => volumeInMl(value ?? '', unit ?? ''))];
}

/** `value` of `unit` (ml, l, oz) in millilitres; empty for other units. An ounce is a US fluid ounce. */
export function volumeInMl(value: string, unit: string): Decimal[] {
  const factor = { ml: '1', l: '1000', oz: '29.5735' }[unit.toLowerCase()];
  return factor === undefined || !/^\d+(\.\d+)?$/.test(value) ? [] : [new Decimal(value).times(factor)];
}

function catalogueTerms({ categories, products }: Assortment): Term[] {
  const terms: Term[] = [];
  for (const { id, names, synonyms } of categories) {
    const spellings = [...Object.values(names), ...synonyms].flatMap((name) => name.split(/[、,，/;]/));
    terms.push(...spellings.map((spelling) => ({ group: 'category', label: id, spelling: inflected(spelling) })));
  }
  for (const { sku, names, synonyms } of products) {
    for (const spelling of skuSpellings(sku)) terms.push({ group: 'sku', label: sku, spelling });
    for (const spelling of [...Object.values(names), ...synonyms]) {
      terms.push({ group: 'product', label: sku, spelling: inflected(spelling) });
    }
  }
  const general = new Set(terms.filter(({ group }) => group === 'category').map(({ spelling }) => spelling));
  return [...terms, ...baseNameTerms(products).filter(({ spelling }) => !general.has(spelling))];
}

/** `VB-500` is also written `VB 500` and `VB500`. */
function skuSpellings(sku: string): string[] {
  return [sku, sku.replace(/[\s_-]+/g, ' '), sku.replace(/[\s_-]+/g, '')];
}

/** Names without their measure: one product's own, or only its category's when products share it. */
function baseNameTerms(products: readonly AssortmentProduct[]): Term[] {
  const owners = new Map<string, AssortmentProduct[]>();
  for (const product of products) {
    for (const name of new Set(Object.values(product.names).map(baseName))) {
      owners.set(name, [...(owners.get(name) ?? []), product]);
    }
  }
  return [...owners].flatMap(([name, sharers]) => {
    const [first, second] = sharers;
    if (first === undefined || name === '') return [];
    const spelling = inflected(name);
    if (second === undefined) return [{ group: 'product', label: first.sku, spelling }];
    const shared = sharers.every(({ categoryId }) => categoryId === first.categoryId);
    return shared ? [{ group: 'category', label: first.categoryId, spelling }] : [];
  });
}

function baseName(name: string): string {
  const measure = name.search(/\s\d/);
  return fold(measure > 0 ? name.slice(0, measure) : name).trim();
}

/** Lets every longer word of a name take the endings of plural and case: `Isolierflasche` finds `Isolierflaschen`. */
function inflected(name: string): string {
  return (
    fold(name)
      // The tree reads a space as a hyphen too.
      .split(/[\s-]+/)
      .map((word) => {
        if (!/^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u.test(word)) return word;
        const stem = word.replace(/s$/, '').replace(ENDING, '');
        const kept = stem.length >= SHORTEST_STEM ? stem : word;
        return kept.length >= SHORTEST_STEM ? `${kept}~` : word;
      })
      .join(' ')
  );
}
