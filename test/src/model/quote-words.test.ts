/** Every line of a calculation and every gap has its words in both languages, with the same places to fill in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { LeadTimeBasis, LeadTimeFactor } from '../../../src/model/lead-time.ts';
import { QuoteWords } from '../../../src/model/quote-words.ts';
import { TransportMode } from '../../../src/model/transport.ts';
import { GAP_SENTENCES } from '../../../src/prepare/gaps.ts';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const words = QuoteWords.parse(load(read('config/quote-words.yaml')));

describe('quote-words.yaml', () => {
  it('has the same labels, steps, modes and lead times in both languages', () => {
    for (const part of ['labels', 'steps', 'modes', 'leadTimes'] as const)
      expect(Object.keys(words.zh[part]).toSorted()).toEqual(Object.keys(words.en[part]).toSorted());
    expect(Object.keys(words.en.modes)).toEqual([...TransportMode.options, 'none']);
    expect(Object.keys(words.en.leadTimes)).toEqual([...LeadTimeBasis.options, ...LeadTimeFactor.options]);
  });

  it('names every step that the calculation writes', () => {
    const written = ['trace', 'trace-scheme'].flatMap((file) => {
      const source = read(`src/prepare/${file}.ts`);
      return [...source.matchAll(/(?:write\(|written\(|(?<![A-Za-z])\[)\s*'([a-z_]+)'/g)].map(
        (match) => match[1] ?? '',
      );
    });
    expect(written.length).toBeGreaterThan(20);
    expect(written.filter((step) => !(step in words.en.steps))).toEqual([]);
  });

  it('says every gap in Chinese with the same values', () => {
    const sentences = Object.entries(GAP_SENTENCES);
    expect(Object.keys(words.zh.gaps).toSorted()).toEqual(sentences.map(([code]) => code).toSorted());
    const places = (sentence: string) => [...new Set(sentence.match(/\{[a-z]+\}/g))].toSorted();
    for (const [code, sentence] of sentences)
      expect([code, places(words.zh.gaps[code] ?? '')]).toEqual([code, places(sentence)]);
  });
});
