import { describe, expect, it } from '@jest/globals';
import { extractCertificates } from '../../../../src/analyze/extract/certificates.ts';
import { chooseRule, extractRules } from '../../../../src/analyze/extract/incoterm.ts';
import { extractPaymentTerms } from '../../../../src/analyze/extract/payment-terms.ts';
import { extractTargetPrice } from '../../../../src/analyze/extract/target-price.ts';
import { analyze, read, vocabulary, words } from '../lamp-seller.ts';

describe('Incoterm and place', () => {
  it.each([
    ['en', 'CIF Hamburg', 'CIF', 'Hamburg', 'DEHAM'],
    ['en', 'price fob ningbo please', 'FOB', 'Ningbo', 'CNNGB'],
    ['en', 'C&F Jebel Ali', 'CFR', 'Jebel Ali', 'AEJEA'],
    ['en', 'CNF port of Mombasa', 'CFR', 'Mombasa', 'KEMBA'],
    ['en', 'DDU Kassel', 'DAP', 'Kassel', null],
    ['en', 'DAT Rotterdam', 'DPU', 'Rotterdam', 'NLRTM'],
    ['en', 'FOB or CIF: Hamburg', 'CIF', 'Hamburg', 'DEHAM'],
    ['en', 'your best ex-works price', 'EXW', null, null],
    ['en', 'FOB USD 3.20', 'FOB', null, null],
    ['de', 'frei Haus (DDP) 34117 Kassel', 'DDP', 'Kassel', null],
    ['en', 'DDP 5000 pcs', 'DDP', null, null],
    ['zh', '请报FOB宁波价格', 'FOB', 'Ningbo', 'CNNGB'],
    ['zh', '汉堡CIF价', 'CIF', 'Hamburg', 'DEHAM'],
    ['es', 'CIF puerto de Manzanillo', 'CIF', 'Manzanillo', 'MXZLO'],
    ['de', 'Lieferung CIF Antwerpen', 'CIF', 'Antwerp', 'BEANR'],
    ['ar', 'السعر CIF ميناء جدة', 'CIF', 'Jeddah', 'SAJED'],
  ])('%s: %s', (language, text, rule, place, locode) => {
    const found = chooseRule(extractRules(read(text, language)));
    expect([found?.rule, found?.place?.name ?? null, found?.place?.locode ?? null]).toEqual([rule, place, locode]);
  });

  it.each(['dat is goed', 'I read fast', 'fas cip cpt', 'office'])('no rule in: %s', (text) => {
    expect(extractRules(read(text))).toEqual([]);
  });
});

describe('payment terms', () => {
  it.each([
    ['en', 'Payment 30% deposit, 70% against copy of B/L', 'TT-30-70'],
    ['en', 'T/T 30/70', 'TT-30-70'],
    ['en', 'payment 40% deposit and 60% before shipment', 'TT-DEPOSIT'],
    ['en', 'Payment: 100% T/T in advance', 'TT-ADVANCE'],
    ['en', 'by irrevocable letter of credit at sight', 'LC-SIGHT'],
    ['en', 'L/C 90 days', 'LC-USANCE'],
    ['en', 'D/P at sight', 'DP'],
    ['en', 'open account 60 days', 'OA-60'],
    ['en', 'net 30', 'OA-30'],
    ['de', 'Zahlung: 60 Tage netto', 'OA-60'],
    ['de', 'Zahlung per Akkreditiv', 'LC-SIGHT'],
    ['es', 'Pago con carta de crédito a la vista', 'LC-SIGHT'],
    ['es', 'anticipo del 30% y saldo 70% contra copia de BL', 'TT-30-70'],
    ['zh', '付款：30%定金，70%见提单复印件', 'TT-30-70'],
    ['zh', '付款方式：即期信用证', 'LC-SIGHT'],
    ['en', 'What are your payment terms?', null],
    ['en', 'We grew by 30% last year', null],
    ['en', 'Thank you ever so very much in advance!', null],
    ['es', '¿Nos dan crédito de 60 días?', 'OA-60'],
  ])('%s: %s', (language, text, code) => {
    expect(extractPaymentTerms(read(text, language))?.code ?? null).toBe(code);
  });
});

describe('target price', () => {
  it.each([
    ['en', 'Our target price is USD 4.80', '4.8 USD'],
    ['en', 'we currently pay $3.95 per piece', '3.95 USD'],
    ['en', 'USD 4.125/pc', '4.125 USD'],
    ['de', 'Unser Zielpreis liegt bei 4,20 EUR', '4.2 EUR'],
    ['es', 'precio objetivo 5,50 dólares', '5.5 USD'],
    ['zh', '客户目标价3.85美元', '3.85 USD'],
    ['ja', '希望単価：620円', '620 JPY'],
    ['en', 'our turnover is USD 5 million', null],
  ])('%s: %s', (language, text, expected) => {
    const found = extractTargetPrice(read(text, language), words.decimalComma.includes(language));
    expect(found === null ? null : `${found.amount.toFixed()} ${found.currency}`).toBe(expected);
  });
});

describe('certificates', () => {
  it.each([
    ['We need CE and RoHS, ISO 9001.', ['CE', 'ROHS', 'ISO9001']],
    ['certificates: reach, lfgb', ['REACH', 'LFGB']],
    ['We can reach you by phone. Acme Co., Ltd, en route', []],
    ['SABER certificate required', ['SABER']],
    ['Must comply with IEC 61215 and IEC 61730', ['IEC61215', 'IEC61730']],
  ])('%s', (text, codes) => {
    expect(extractCertificates(read(text), vocabulary).map(({ code }) => code)).toEqual(codes);
  });
});

describe('asks', () => {
  it.each([
    ['Is CE and RoHS available for FL-50?', ['certificate']],
    ['UL is a must for FL-50 so please confirm you have it.', ['certificate']],
    ['500 pcs FL-50 with CE. They must be here in March because our catalogue is printed then.', []],
    ['FL-50 must have 2 years warranty.', []],
    ['How long is the warranty of FL-50?', ['warranty']],
    ['Please advise weight & volume of FL-50.', ['packaging']],
    ['Please send your catalogue of floodlights.', ['catalogue']],
  ])('%s', (text, asks) => {
    expect(analyze(text).facts.asks.map(({ value }) => value)).toEqual(asks);
  });
});
