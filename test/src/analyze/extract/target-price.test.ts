import { describe, expect, it } from '@jest/globals';
import { extractTargetPrice } from '../../../../src/analyze/extract/target-price.ts';
import { read, words } from '../lamp-seller.ts';

const priceIn = (text: string, language: string) => {
  const price = extractTargetPrice(read(text, language), words.decimalComma.includes(language));
  return price && `${price.amount.toFixed()} ${price.currency}`;
};

describe('extractTargetPrice', () => {
  it.each([
    ['en', 'our target price is around USD 4.80 each', '4.8 USD'],
    ['en', "I can't go above $0.42 a pair", '0.42 USD'],
    ['en', 'target USD4.80/pc', '4.8 USD'],
    ['en', 'Target: USD 3.60 per dozen', '0.3 USD'],
    ['en', 'target price 45 EUR per 100 pcs', '0.45 EUR'],
    ['en', 'I pay $0.95 a floodlight today', '0.95 USD'],
    ['ko', '희망단가는 45원입니다', '45 KRW'],
    ['ru', 'Не дороже 1,20 долл. за кг', '1.2 USD'],
    ['pt', 'preço alvo US$ 60,00 por milheiro', '0.06 USD'],
    ['de', 'Zielpreis 32,50 € je 1.000 Stück', '0.0325 EUR'],
    ['de', 'unter 5 € pro Stück', '5 EUR'],
    ['es', 'el precio no debería pasar de 0,45 € el par', '0.45 EUR'],
    ['fr', "pas plus de 9,80 € l'unité", '9.8 EUR'],
    ['it', 'il prezzo non superiore a 2,40 €/m', '2.4 EUR'],
    ['pt', 'preço-alvo: US$ 3,10 por peça', '3.1 USD'],
    ['ru', 'цена не выше 1,20 доллара за метр', '1.2 USD'],
    ['tr', 'hedef fiyatımız 1,95 USD/kg', '1.95 USD'],
    ['zh', '目标价4.5美元', '4.5 USD'],
    ['zh', '目標價 USD2.1/米', '2.1 USD'],
    ['ja', '目標単価:18,000円/セット', '18000 JPY'],
    ['ko', '목표 단가: USD 5.50', '5.5 USD'],
    ['ar', 'السعر المستهدف 4.5 دولار للقطعة', '4.5 USD'],
    ['en', 'Product\tQty\tTarget price (USD)\nFL-50\t500\t8.75', '8.75 USD'],
    ['en', 'Product\tQty\tTarget\nFL-50\t500\t8,75 EUR', '8.75 EUR'],
  ])('%s: %s', (language, text, expected) => {
    expect(priceIn(text, language)).toBe(expected);
  });

  it.each(['freight of about USD 3000', 'we paid a deposit of USD 5000 last week', 'no price named'])(
    'finds none in: %s',
    (text) => {
      expect(priceIn(text, 'en')).toBeNull();
    },
  );
});
