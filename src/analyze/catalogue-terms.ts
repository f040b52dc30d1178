/** Finds products and categories of the catalogue in a text, by SKU, name and synonym in any language. */
import type { Assortment, AssortmentProduct } from '../model/assortment.ts';
import { fold } from './normalize.ts';
import type { Term, TermTree, TreeToRead } from './term-tree.ts';
import { buildTermTree } from './term-tree.ts';

/**
 * Groups of hits: `sku` and `product` (label = SKU); `base` (label = SKU): the name of one product without its measure;
 * `category` (label = category id); `head` (label = the word): the bare noun of a name, which names one of our products
 * only together with a measure or another word of its name; `figure` (label = SKU): a number of a name.
 */
export type CatalogueGroup = 'sku' | 'product' | 'base' | 'category' | 'head' | 'figure';

/** Words shorter than this keep their spelling: too little is left when an ending is cut. */
const SHORTEST_STEM = 5;
const SHORTEST_PLURAL = 3;
const ENDING = /(?:en|es|as|os|ia|ie|ов|ая|яя|ое|ые|ие|ыи|ии|ый|ий|ы|и|а|[aeois])$/u;
/** Turkish: çorap, spor çorabı; bardak, bardağı. */
const SOFTENED: Record<string, string> = { p: 'b', k: 'g' };
const SPACED_WORD = /^[\p{Script=Latin}\p{Script=Cyrillic}]+$/u;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u;
const UNSPACED_TAIL = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]{2,}/u;
const FIGURE = /(?<!\d)\d{3}(?!\d)/g;
const built = new WeakMap<Assortment, TermTree>();

/** The tree to read for a text in these languages: German has compounds, Arabic clitics. */
export function catalogueTree(catalogue: Assortment, ...languages: string[]): TreeToRead {
  const tree = built.get(catalogue) ?? buildTermTree(catalogueTerms(catalogue));
  built.set(catalogue, tree);
  return { tree, compounds: languages.includes('de'), clitics: languages.includes('ar') };
}

function catalogueTerms({ categories, products }: Assortment): Term[] {
  const terms: Term[] = [];
  const add = (group: CatalogueGroup, label: string, name: string) =>
    terms.push(...inflected(name).map((spelling) => ({ group, label, spelling })));
  for (const { id, names, synonyms } of categories) {
    for (const name of [...Object.values(names), ...synonyms].flatMap(parted)) add('category', id, name);
  }
  for (const { sku, names, synonyms, variants = [] } of products) {
    for (const label of [sku, ...variants.map((variant) => variant.sku)])
      terms.push(...skuSpellings(label).map((spelling) => ({ group: 'sku', label, spelling })));
    for (const name of [...Object.values(names), ...synonyms]) {
      add('product', sku, name);
      for (const figure of fold(name).match(FIGURE) ?? []) add('figure', sku, figure);
    }
  }
  const general = new Set(terms.filter(({ group }) => group === 'category').map(({ spelling }) => spelling));
  // "Bath towel" is a product's name although it is listed as one of its kind's; "towel" alone is the kind's.
  const bases = baseNameTerms(products, general).filter(
    ({ group, spelling }) => !general.has(spelling) || (group === 'base' && spelling.includes(' ')),
  );
  return [...terms, ...bases, ...headTerms([...categories, ...products])];
}

function isPartOf(part: string, whole: string): boolean {
  return whole.length > part.length && ` ${whole} `.includes(` ${part} `);
}

/** "Tumblers and travel mugs" and 随行杯、冰霸杯 are two names each. */
function parted(name: string): string[] {
  return [name, ...name.split(/[、,，/;]|\s(?:and|und|et|y|e|и|ve)\s/).map((part) => part.trim())];
}

/** `VB-500` is also written `VB 500` and `VB500`. */
function skuSpellings(sku: string): string[] {
  return [sku, sku.replace(/[\s_-]+/g, ' '), sku.replace(/[\s_-]+/g, '')];
}

/** Names without their measure: one product's own, or only its category's when products share it. */
function baseNameTerms(products: readonly AssortmentProduct[], general: ReadonlySet<string>): Term[] {
  const owners = new Map<string, AssortmentProduct[]>();
  for (const product of products) {
    for (const name of new Set(Object.values(product.names).map(baseName))) {
      owners.set(name, [...(owners.get(name) ?? []), product]);
    }
  }
  return [...owners].flatMap(([name, sharers]) => {
    const [first, second] = sharers;
    if (first === undefined || name === '') return [];
    const shared = sharers.every(({ categoryId }) => categoryId === first.categoryId);
    if (second !== undefined && !shared) return [];
    // "Air fryer" is the kind's name where there is a "digital air fryer" too.
    const isKinds =
      inflected(name).some((spelling) => general.has(spelling)) &&
      [...owners.keys()].some((other) => isPartOf(name, other));
    const named =
      second === undefined && !isKinds
        ? { group: 'base', label: first.sku }
        : { group: 'category', label: first.categoryId };
    return inflected(name).map((spelling) => ({ ...named, spelling }));
  });
}

function headTerms(named: readonly { names: Record<string, string> }[]): Term[] {
  const heads = named.flatMap(({ names }) => Object.values(names).flatMap((name) => parted(name).flatMap(headOf)));
  return [...new Set(heads)].flatMap((head) =>
    inflected(head).map((spelling) => ({ group: 'head', label: head, spelling })),
  );
}

/** "LED panel 600x600" -> "panel", "Tape measure 5 m" -> "tape" and "measure", LEDパネル -> パネル. */
function headOf(name: string): string[] {
  const base = baseName(name).replace(/\s?[(,%].*/, '');
  const tail = UNSPACED_TAIL.exec(base)?.[0].slice(0, 20);
  if (UNSPACED.test(base)) return tail === undefined ? [] : [tail];
  const words = base
    .split(/[\s-]+/)
    .filter((word) => /^\p{L}{4,}$/u.test(word) || /^\p{Script=Arabic}{3,}$/u.test(word));
  return words.length > 1 ? [words[0] ?? '', words.at(-1) ?? ''] : words;
}

function baseName(name: string): string {
  // "Basin mixer, brass", "Duschset mit Thermostat (Chrom)": what is parted off or in brackets describes.
  const measure = name.search(/\s-?\p{Lu}?\d|[,(（，]/u);
  return fold(measure > 0 ? name.slice(0, measure) : name).trim();
}

/**
 * Lets every longer word of a name take the endings of plural and case, behind the whole word and behind its stem:
 * `Isolierflasche` finds `Isolierflaschen`. A short last word takes a plural s.
 */
function inflected(name: string): string[] {
  // The tree reads a space as a hyphen too.
  const words = fold(name)
    .split(/[\s-]+/)
    .filter((word) => word !== '');
  const whole = words.map((word) => (SPACED_WORD.test(word) && word.length >= SHORTEST_STEM ? `${word}~` : word));
  const stems = words.map((word) => {
    const stem = SPACED_WORD.test(word) ? word.replace(/s$/, '').replace(/ao$/, '').replace(ENDING, '') : '';
    return stem.length >= SHORTEST_STEM ? `${stem}~` : word;
  });
  const spellings = [whole.join(' '), stems.join(' ')];
  spellings.push(...fleeting(words, whole));
  const last = words.at(-1) ?? '';
  const soft = SOFTENED[last.at(-1) ?? ''];
  if (soft !== undefined && last.length >= SHORTEST_STEM)
    spellings.push(`${[...whole.slice(0, -1), last.slice(0, -1)].join(' ')}${soft}~`);
  if (last.length >= SHORTEST_PLURAL && last.length < SHORTEST_STEM && /^\p{Script=Latin}+$/u.test(last)) {
    spellings.push(`${[...whole.slice(0, -1), last].join(' ')}s`);
  }
  return [...new Set(spellings)];
}

/** Russian вилка, вилок; ложка, ложек: a vowel comes between the last consonants. */
function fleeting(words: string[], whole: string[]): string[] {
  return words.flatMap((word, at) => {
    const stem = /^(\p{Script=Cyrillic}{2,}[бвгджзклмнпрстфхцчшщ])к[аи]$/u.exec(word)?.[1];
    if (stem === undefined) return [];
    return ['ок', 'ек'].map((tail) => [...whole.slice(0, at), stem + tail, ...whole.slice(at + 1)].join(' '));
  });
}
