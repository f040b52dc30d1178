import { describe, expect, it } from '@jest/globals';
import { checkDraft } from '../../../src/reply/check.ts';
import { inquiry, quotation, range, words } from './sample.ts';

const check = (text: string, offer: Parameters<typeof checkDraft>[1] = quotation, language = 'en') =>
  checkDraft({ language, subject: 'Re: x', text }, offer, { address: 'a@b.example' }, words);

describe('checkDraft', () => {
  it.each([
    ['CIF Hamburg USD 5.57/pc, total USD 66,840.00.'],
    ['5,57 USD/Stück = 66.840,00 USD'],
    ['$5.57 or US$ 5.40 or 5.4 dollars'],
    ['TB-600 USD 5.40'],
    ['Gesamt 66 840,00 USD'],
    ["66'840.00 USD"],
    ['12,000 pcs, 600 ml, 304 steel, 30 days, 23.99 m³'],
    ['5.57美元'],
    ['５.５７ USD'],
    ['30% T/T deposit'],
  ])('lets pass: %s', (text) => {
    expect(check(text)).toEqual([]);
  });

  it.each([
    ['USD 5.30/pc'],
    ['5,30 USD'],
    ['$4.99'],
    ['USD 5.40 - 5.20'],
    ['USD 5.20-USD 5.40'],
    ['EUR 5.57'],
    ['5.57 €'],
    ['￥39.5'],
    ['合计 470,000 元'],
    ['usd5.3'],
    ['USD 554'],
    ['a deposit of USD 20,052.00'],
  ])('finds the foreign amount: %s', (text) => {
    expect(check(text)).toEqual([expect.stringContaining('not in our offer')]);
  });

  it('knows a range, and allows no amount where nothing is offered', () => {
    expect(check('USD 5.20 – USD 6.80/pc', range)).toEqual([]);
    expect(check('USD 5.57', range)).toHaveLength(1);
    expect(check('USD 5.57', { kind: 'none' })).toHaveLength(1);
  });

  it.each([['Dear {{ name }},'], ['{% if %}'], ['price XX per pc'], ['TODO: ask']])(
    'finds the placeholder: %s',
    (text) => {
      expect(check(text)).toEqual([expect.stringContaining('placeholder')]);
    },
  );

  it('takes XXL bottles and Spanish words for what they are', () => {
    expect(check('XXL bottles')).toEqual([]);
    expect(check('TODO incluido', quotation, 'es')).toEqual([]);
  });

  it('misses recipient, text and subject', () => {
    const nothing = { language: 'en', subject: ' ', text: '\n' };
    expect(checkDraft(nothing, quotation, null, words)).toHaveLength(3);
    expect(checkDraft(nothing, quotation, { address: 'a@b\r\n.example' }, words)).toHaveLength(3);
  });

  it('leaves the buyer his own numbers, but only in his question', () => {
    const questions = [{ text: 'Is USD 4.50 possible?' }];
    const draft = { language: 'en', subject: 'Re: x', text: '- "Is USD 4.50 possible?": we will confirm.' };
    expect(checkDraft(draft, quotation, inquiry.customer, words, questions)).toEqual([]);
    expect(
      checkDraft({ ...draft, text: 'Yes, USD 4.50.' }, quotation, inquiry.customer, words, questions),
    ).toHaveLength(1);
  });

  it.each([
    ['1'.repeat(200_000)],
    ['1,'.repeat(100_000)],
    ['USD '.repeat(50_000)],
    ['1 - '.repeat(50_000)],
    ['$'.repeat(200_000)],
  ])('takes no time for a hostile line', (text) => {
    const started = performance.now();
    check(text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
