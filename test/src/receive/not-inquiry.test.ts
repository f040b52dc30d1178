import { describe, expect, it } from '@jest/globals';
import { readNotInquiry } from '../../../src/receive/not-inquiry.ts';
import { mail, vocabulary } from './client-data.ts';

const none = { product: false, quantity: false };
const read = (text: string, language = 'en', mentions = none, headers: Record<string, string[]> = {}) =>
  readNotInquiry(mail({ subject: 'Hello', headers }), text, language, vocabulary, mentions);

describe('readNotInquiry', () => {
  it.each([
    ['supplier_offer', 'en', 'We are a manufacturer of lids, our main products are PP lids.'],
    ['supplier_offer', 'zh', '我们是厂家，厂家直销纸箱。'],
    ['freight_pitch', 'en', 'As a freight forwarder we offer weekly sailing.'],
    ['freight_pitch', 'de', 'Als Spedition bieten wir Frachtraten.'],
    ['service_pitch', 'en', 'We do SEO and web design.'],
    ['job_application', 'en', 'I am applying for the vacancy.'],
    ['newsletter', 'en', 'View in browser. Our newsletter.'],
  ])('files %s (%s)', (category, language, text) => {
    expect(read(text, language)).toMatchObject({ category });
  });

  it('counts list headers with a phrase, not alone', () => {
    const headers = { 'list-unsubscribe': ['<https://a.example>'] };
    expect(read('Visit our booth', 'en', none, headers)).toMatchObject({ category: 'newsletter', score: 70 });
    expect(read('Buyer message: 500 bottles', 'en', none, headers)).toBeNull();
  });

  it('protects buyers who name our product and a quantity', () => {
    const text =
      'We are a leading distributor in Chile. Our factory packs water; we specialize in retail. Please quote 5000 bottles.';
    expect(read(text, 'en', none)).toMatchObject({ category: 'supplier_offer', score: 60 });
    expect(read(text, 'en', { product: true, quantity: true })).toBeNull();
  });

  it('stays below the threshold with one phrase', () => {
    expect(read('Our freight forwarder will pick up the goods.')).toBeNull();
  });
});
