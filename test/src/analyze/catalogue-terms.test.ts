import { describe, expect, it } from '@jest/globals';
import { catalogueTree } from '../../../src/analyze/catalogue-terms.ts';
import { fold } from '../../../src/analyze/normalize.ts';
import { readTermTrees } from '../../../src/analyze/term-tree.ts';
import type { Assortment } from '../../../src/model/assortment.ts';
import { catalogue } from './lamp-seller.ts';

const named = (sku: string, name: string) => ({ ...catalogue.products[0], sku, synonyms: [], names: { en: name } });
const sells = (...products: [string, string][]): Assortment =>
  ({
    categories: [{ id: 'floodlights', names: { en: 'Desk lamps' }, synonyms: ['desk lamp'] }],
    products: products.map(([sku, name]) => named(sku, name)),
  }) as Assortment;

const WITH_LONGER = sells(['DL-5', 'Desk lamp 5 W'], ['DL-9', 'Dimmable desk lamp 9 W']);
const ALONE = sells(['DL-5', 'Desk lamp 5 W'], ['TL-9', 'Torch 9 W']);

describe('the name of a product without its measure', () => {
  it.each([
    ['is the kind where another name holds it', WITH_LONGER, 'base', []],
    ['is the product where none does', ALONE, 'base', ['DL-5']],
    ['is the other product where all of it is said', WITH_LONGER, 'dimmable', ['DL-9']],
  ] as [string, Assortment, string, string[]][])('%s', (_, assortment, kind, skus) => {
    const text = fold(kind === 'base' ? 'we want desk lamps' : 'we want the dimmable desk lamp');
    const hits = readTermTrees(text, [catalogueTree(assortment, 'en')]);
    expect((hits.get('base') ?? []).map(({ label }) => label)).toEqual(skus);
  });
});
