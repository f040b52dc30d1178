import { describe, expect, it } from '@jest/globals';
import { respell } from '../../../src/analyze/misspelled.ts';
import type { Assortment } from '../../../src/model/assortment.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';

const kind = (id: string, name: string) => ({ id, names: { en: name }, synonyms: [] });
const catalogue: Assortment = {
  categories: ['Porcelain tiles', 'Basins', 'Vacuum flasks', 'Mosaics', 'Termos', 'Shirts', 'Resistance bands'].map(
    (name, at) => kind(String(at), name),
  ),
  products: [],
};

describe('respell', () => {
  it.each([
    ['a letter too few', 'porcelin tiles', 'porcelain tiles'],
    ['a letter doubled', 'two bassins', 'two basins'],
    ['a letter not doubled', 'vacum flasks', 'vacuum flasks'],
    ['two letters swapped', 'mosiacs', 'mosaics'],
  ])('mends %s', (_, text, expected) => {
    expect(respell(text, catalogue)?.text).toBe(expected);
  });

  it.each(['basins', 'payment terms', 'shorts', 'brands', 'a basin', ''])('leaves "%s" as it is', (text) => {
    expect(respell(text, catalogue)).toBeNull();
  });

  it('carries positions both ways', () => {
    const text = 'two bassins, ten porcelin tiles';
    const respelled = respell(text, catalogue);
    const at = respelled?.text.indexOf('tiles') ?? -1;
    expect(respelled?.toOwn(at)).toBe(text.indexOf('tiles'));
    expect(respelled?.toRespelled(text.indexOf('tiles'))).toBe(at);
    const basins = respelled?.text.indexOf('basins') ?? -1;
    expect(text.slice(respelled?.toOwn(basins), respelled?.toOwn(basins + 'basins'.length))).toBe('bassins');
  });

  it.each(['bassin '.repeat(30_000), 'b'.repeat(200_000), 'mosiacs'.repeat(30_000)])('is quick', (text) => {
    expect(cpuMs(() => respell(text, catalogue))).toBeLessThan(hostileMs);
  });
});
