import { describe, expect, it } from '@jest/globals';
import { Catalogue } from '../../../src/model/catalogue.ts';
import { cpuMs, hostileMs } from '../../support/cpu-time.ts';
import { analyze, catalogue } from './lamp-seller.ts';

const [lamp, ...others] = catalogue.products;
const withMakes = Catalogue.parse({
  ...catalogue,
  products: [
    {
      ...lamp,
      attributes: [
        { name: 'colour', value: 'grey' },
        { name: 'power', value: '50', unit: 'W' },
      ],
      variants: [
        { sku: 'FL-50-BK', attributes: [{ name: 'colour', value: 'black' }] },
        { sku: 'FL-50-WH', attributes: [{ name: 'color', value: 'white' }] },
        { sku: 'FL-50-48', attributes: [{ name: 'voltage', value: '48', unit: 'V' }] },
      ],
    },
    ...others,
  ],
});

const items = (text: string) =>
  analyze(text, { catalogue: withMakes }).facts.items.map(
    ({ productSku, categoryId, quantity }) => `${productSku} ${categoryId} ${quantity?.value ?? '-'}`,
  );

describe('variants in a mail', () => {
  it.each([
    ['by its number', 'Please quote 500 pcs FL-50-BK.', ['FL-50-BK floodlights 500']],
    ['by its number, written otherwise', 'Please quote 500 pcs FL50BK', ['FL-50-BK floodlights 500']],
    ['its number beside the name', 'FL-50-BK LED floodlight 50 W: 500 pcs', ['FL-50-BK floodlights 500']],
    [
      'two by number',
      '- FL-50-BK: 500 pcs\n- FL-50-WH: 300 pcs',
      ['FL-50-BK floodlights 500', 'FL-50-WH floodlights 300'],
    ],
    ['by its colour in front', 'Please quote 500 black FL-50.', ['FL-50-BK floodlights 500']],
    ['by its colour behind', 'Please quote 500 pcs FL-50 in white.', ['FL-50-WH floodlights 500']],
    ['by its colour in a sentence of its own', 'We need 500 pcs FL-50. Colour: black.', ['FL-50-BK floodlights 500']],
    ['in Chinese', 'FL-50 黑色 500个，请报价', ['FL-50-BK floodlights 500']],
    ['in German', 'Bitte 500 Stück Fluter 50 W in Schwarz anbieten.', ['FL-50-BK floodlights 500']],
    ['by a measure', 'Please quote 500 pcs FL-50 for 48 V.', ['FL-50-48 floodlights 500']],
    [
      'two colours',
      'Please quote 500 pcs FL-50 in black and 300 pcs FL-50 in white.',
      ['FL-50-BK floodlights 500', 'FL-50-WH floodlights 300'],
    ],
    ['the product itself', 'Please quote 500 pcs FL-50.', ['FL-50 floodlights 500']],
    ['a colour the product has', 'Please quote 500 pcs FL-50 in grey.', ['FL-50 floodlights 500']],
    ['a colour that none has', 'Please quote 500 pcs FL-50 in red.', ['FL-50 floodlights 500']],
    [
      'a colour of something else',
      'Please quote 500 pcs FL-50 and 20 black SL-20.',
      ['FL-50 floodlights 500', 'SL-20 solar 20'],
    ],
  ])('%s', (_, text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it('reads a hostile mail in no time', () => {
    const text = 'FL-50 black FL-50-WH white '.repeat(7_500);
    expect(cpuMs(() => items(text)) - cpuMs(() => analyze(text))).toBeLessThan(hostileMs);
  });
});
