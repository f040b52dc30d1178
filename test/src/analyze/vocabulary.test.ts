import { describe, expect, it } from '@jest/globals';
import { compileVocabulary, findTerms } from '../../../src/analyze/vocabulary.ts';
import { vocabulary } from './lamp-seller.ts';

describe('findTerms', () => {
  it.each([
    ['quote', 'en', 'Please QUOTE us', ['QUOTE']],
    ['quote', 'en', 'unquoted', []],
    ['quote', 'es', 'su cotización y precios', ['cotización', 'precios']],
    ['sample', 'es', 'a free sample please', ['free sample']],
    ['leadtime', 'en', 'the LEAD-TIME?', ['LEAD-TIME']],
    ['leadtime', 'en', 'lead\n  time', ['lead\n  time']],
    ['quote', 'zh', '请报 价FOB宁波', ['报 价']],
    ['shipping', 'zh', '请报FOB宁波', ['FOB']],
    ['sample', 'ar', 'نريد والعينات', ['والعينات']],
    ['pricelist', 'de', 'Ihre Solarmodulpreisliste bitte', ['preisliste']],
    ['sample', 'xx', 'one sample', ['sample']],
  ])('finds %s in %s: %s', (group, language, text, expected) => {
    const found = findTerms(vocabulary, group, language, text);
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it.each([
    ['en', 'We will not, sadly, be able to proceed.', ['not, sadly, be able to proceed']],
    ['en', 'We are not one two three four five six seven proceed.', []],
    ['en', 'We are not sure. Please proceed.', []],
    ['en', 'nothing to proceed', []],
    ['zh', '我们这边已经跟另外一家签了', ['已经跟另外一家签']],
    ['zh', '已经收到。下周签', []],
  ])('reads terms with a gap in %s: %s', (language, text, expected) => {
    const own = compileVocabulary({
      langs: ['en', 'zh'],
      cert_codes: [],
      groups: { gap: { terms: { en: ['not … proceed'], zh: ['已经 … 签'] } } },
    });
    expect(findTerms(own, 'gap', language, text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it('reads stems inside a term', () => {
    const own = compileVocabulary({
      langs: ['en', 'ru'],
      cert_codes: [],
      groups: { work: { terms: { ru: ['курсов* работ*'] } } },
    });
    expect(findTerms(own, 'work', 'ru', 'для курсовой работы нужно')).toEqual([
      { term: 'курсов* работ', start: 4, end: 19 },
    ]);
  });

  it('refuses a group that does not exist', () => {
    expect(() => findTerms(vocabulary, 'nonsense', 'en', 'text')).toThrow(RangeError);
  });
});
