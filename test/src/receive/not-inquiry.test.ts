import { describe, expect, it } from '@jest/globals';
import { readNotInquiry } from '../../../src/receive/not-inquiry.ts';
import { mail, riskSettings, vocabulary } from './client-data.ts';

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

describe('readNotInquiry with the further phrases of config/risk.yaml', () => {
  const further = (text: string, language: string, mentions = none, headers: Record<string, string[]> = {}) =>
    readNotInquiry(mail({ subject: 'Hello', headers }), text, language, vocabulary, mentions, {
      settings: riskSettings,
      ownDomains: ['seller.example'],
    })?.category ?? null;
  const ours = { product: true, quantity: true };

  it.each([
    ['supplier_offer', 'zh', '采购经理您好，我司专业生产手套包装袋，厂家直供，欢迎索样。', ours],
    [
      'service_pitch',
      'en',
      'Get to page 1 of the search results: website redesign, backlinks. Free audit for your gloves shop.',
      ours,
    ],
    [
      'job_application',
      'en',
      'Dear hiring manager, I am applying for the position of salesman. My CV is attached. I sold 9,000 pairs of gloves.',
      ours,
    ],
    [
      'service_pitch',
      'en',
      'We help more than 300 glove factories to get CE certificates. Test fee 20% off, free pre-test. Would you like a quotation for your models?',
      ours,
    ],
    ['freight_pitch', 'zh', '货代特价：宁波到汉堡整柜，双清包税。', none],
    ['newsletter', 'de', 'Jetzt Standfläche sichern! Frühbucherpreis für Aussteller. Abmelden', none],
    [
      'supplier_offer',
      'ru',
      'Мы производим упаковку, наша фабрика предлагает. Станем вашим поставщиком? Предлагаем вам каталог, во вложении наш каталог.',
      none,
    ],
  ])('%s (%s)', (category, language, text, mentions) => {
    expect(further(text, language, mentions)).toBe(category);
  });

  it.each([
    ['en', 'We are a leading distributor. Please quote 600 pairs of gloves. Our freight forwarder will collect.', ours],
    ['en', 'We specialize in workwear and need 600 pairs of gloves', ours],
    ['de', 'Wir sind ein führender Händler und suchen 600 Paar Handschuhe', ours],
    ['en', 'Hello, how much is it? Thank you', none],
  ])('a buyer is none (%s)', (language, text, mentions) => {
    expect(further(text, language, mentions)).toBeNull();
  });

  it.each([
    ['en', 'Refinance now at 3 %! To be removed from this list, click here.'],
    ['zh', '会计培训班开课了。如不想再收到此类邮件请回复。'],
    ['es', 'Grandes descuentos en tóner. Si no desea recibir más correos, responda BAJA.'],
    ['ru', 'Курсы бухгалтеров. Если вы не хотите получать письма, нажмите здесь.'],
    ['ja', '節税セミナーのご案内。配信停止をご希望の方はこちら。'],
  ])('what its sender calls a mailing to many is one (%s)', (language, text) => {
    expect(further(text, language)).toBe('newsletter');
  });

  it.each([
    ['a wish', 'Please quote 600 pairs. If you no longer wish to receive mail from us, tell us.', none],
    ['our product and a quantity', 'We need 600 pairs. To unsubscribe from mails of Roth GmbH click here.', ours],
  ])('but not with %s', (_, text, mentions) => {
    expect(further(text, 'en', mentions)).toBeNull();
  });

  it('a group address of ours that carries an inquiry is no newsletter', () => {
    const text = 'Please quote gloves. To leave the group: unsubscribe';
    expect(further(text, 'en', none, { 'list-id': ['Sales <sales.seller.example>'] })).toBeNull();
    expect(further(text, 'en', none, { 'list-id': ['<x.other.example>'] })).toBeNull();
  });
});
