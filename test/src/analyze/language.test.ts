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

  it.each(['', 'OK', 'RFQ 1234', '???'])('falls back for "%s"', (text) => {
    expect(detectLanguage(text, 'es')).toEqual({ language: 'es', confidence: 0.3 });
  });
});
