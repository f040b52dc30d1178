import { describe, expect, it } from '@jest/globals';
import { detectLanguage } from '../../../src/analyze/language.ts';

describe('detectLanguage', () => {
  it.each([
    ['en', 'Please send us your best offer for the lamps below, delivery in spring.'],
    ['de', 'Bitte senden Sie uns Ihr Angebot für die folgenden Leuchten.'],
    ['es', 'Necesitamos su cotización para los siguientes productos, gracias.'],
    ['fr', 'Merci de nous faire parvenir votre meilleur prix pour ces lampes.'],
    ['it', 'Vorremmo ricevere una offerta per le seguenti lampade.'],
    ['pt', 'Gostaríamos de receber uma cotação para os produtos abaixo.'],
    ['tr', 'Aşağıdaki ürünler için fiyat teklifi rica ederiz.'],
    ['zh', '请报价 LED 投光灯 5000个'],
    ['zh', '請報價 LED 投光燈'],
    ['ja', '下記製品の見積をお願いします'],
    ['ko', '견적 부탁드립니다 FOB Ningbo'],
    ['ru', 'Просим выслать цену на прожектор'],
    ['ar', 'نرجو إرسال عرض السعر'],
  ])('recognises %s', (language, text) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  it.each([
    [
      'pl',
      'Dzień dobry, prosimy o ofertę na lampy uliczne, termin dostawy oraz warunki płatności. Potrzebujemy 500 sztuk.',
    ],
    [
      'nl',
      'Goedendag, graag ontvangen wij een offerte voor de volgende lampen, met levertijd en betalingsvoorwaarden.',
    ],
  ])('knows %s, of which it has no words', (language, text) => {
    expect(detectLanguage(text).language).toBe(language);
  });

  it('takes a short text for one of the languages it has words of', () => {
    expect(detectLanguage('Graag een offerte voor lampen', 'en').language).not.toBe('nl');
  });

  it.each(['', 'OK', 'RFQ 1234', '???'])('falls back for "%s"', (text) => {
    expect(detectLanguage(text, 'es')).toEqual({ language: 'es', confidence: 0.3 });
  });
});
