import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold, normalize, rawRange } from '../../../src/analyze/normalize.ts';

describe('normalize', () => {
  it.each([
    ['Größe', 'grosse'],
    ['COTIZACIO\u0301N', 'cotizacion'],
    ['İSTANBUL Fiyatı', 'istanbul fiyati'],
    ['ёмкость й', 'емкость и'],
    ['٥٠٠٠ قطعة', '5000 قطعه'],
    ['أَسْعَار', 'اسعار'],
    ['１２３ＶＢ', '123vb'],
    ['l’année', "l'annee"],
    ['VB‑500', 'vb-500'],
    ['lead\u00adtime', 'leadtime'],
    ['㎏', 'kg'],
    ['ﾌﾟﾗｽﾁｯｸ', 'プラスチック'],
    ['한국', '한국'],
  ])('folds %s', (raw, folded) => {
    expect(fold(raw)).toBe(folded);
  });

  it('leads back to the raw text', () => {
    const normalized = normalize('Straße ＭＯＱ');
    expect(rawRange(normalized, 0, 7)).toEqual({ start: 0, end: 6 });
    expect(rawRange(normalized, 8, 11)).toEqual({ start: 7, end: 10 });
  });

  it('keeps every range inside the raw text, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const normalized = normalize(raw);
        const { start, end } = rawRange(normalized, 0, normalized.text.length);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(raw.length);
        expect(normalized.starts).toHaveLength(normalized.text.length);
      }),
    );
  });
});
