import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileVocabulary } from '../../../src/analyze/vocabulary.ts';
import { loadConfig } from '../../../src/config.ts';
import { readCases } from '../../../src/evaluate/cases.ts';
import { type Evaluation, evaluate } from '../../../src/evaluate/evaluate.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/evaluation');
const config = loadConfig({});
const knowledge = { config, vocabulary: compileVocabulary(config.vocabulary) };

const share = ({ keys }: Evaluation, key: string) => {
  const { right, total } = keys[key] ?? { right: 0, total: 0 };
  return total === 0 ? 1 : right / total;
};

describe('evaluate', () => {
  it.each([
    'hand-tools',
    'hand-tools-2',
    'garden-furniture',
    'garden-furniture-2',
    'careline',
    'careline-2',
    'greenfield',
    'greenfield-2',
  ])('reads the mails of an invented seller: %s', async (seller) => {
    const evaluation = await evaluate(await readCases(join(fixtures, seller)), knowledge);
    expect(evaluation.dangerous).toEqual([]);
    const low = Object.keys(evaluation.keys).filter((key) => share(evaluation, key) < 0.9);
    expect({ low, failed: low.length > 0 ? evaluation.failed : [] }).toEqual({ low: [], failed: [] });
  });

  it('tells what was expected and found where a label is not met', async () => {
    const { tenant, cases } = await readCases(join(fixtures, 'hand-tools'));
    const [one] = cases;
    if (one === undefined) throw new Error('no case');
    const wrong = {
      ...one,
      labels: { ...one.labels, class: 'low', customer: { ...one.labels.customer, country: 'FR' } },
    };
    const evaluation = await evaluate({ tenant, cases: [wrong] }, knowledge);
    expect(evaluation.failed).toContainEqual({ case: one.name, key: 'class', expected: 'low', found: 'high' });
    expect(evaluation.keys['customer.country']).toEqual({ right: 0, total: 1 });
  });

  it('says which file cannot be read', async () => {
    await expect(readCases(join(fixtures, 'nowhere'))).rejects.toThrow(/nowhere is no folder/);
  });
});
