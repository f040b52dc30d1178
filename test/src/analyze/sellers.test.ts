import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileVocabulary } from '../../../src/analyze/vocabulary.ts';
import { loadConfig } from '../../../src/config.ts';
import { readCases } from '../../../src/evaluate/cases.ts';
import { evaluate } from '../../../src/evaluate/evaluate.ts';

const KEYS = [
  'items',
  'items.sku',
  'items.quantity',
  'items.unit',
  'items.quantityKind',
  'deliveryDate',
  'targetPrice',
];
const LEAST_SHARE = 0.95;

/**
 * Labelled mails to invented sellers: lighting; industrial textiles and fasteners; furniture, tools and linen; tiles and
 * sanitary ware; car parts; packaging; clothes and shoes; kitchenware; bamboo ware.
 */
describe('reading the mail of other sellers', () => {
  it.each(['lumora', 'terraweft', 'oakridge', 'guanlan', 'torqline', 'clearpak', 'stridewell', 'bladewell', 'bambora'])(
    '%s',
    async (seller) => {
      const config = loadConfig({});
      const cases = await readCases(join(import.meta.dirname, '../../fixtures/evaluation', seller));
      const { keys, dangerous, failed } = await evaluate(cases, {
        config,
        vocabulary: compileVocabulary(config.vocabulary),
      });
      expect(dangerous).toEqual([]);
      const wrong = KEYS.filter((key) => (keys[key]?.right ?? 0) < (keys[key]?.total ?? 1) * LEAST_SHARE);
      expect({ wrong, failed: wrong.length > 0 ? failed : [] }).toEqual({ wrong: [], failed: [] });
    },
  );
});
