import { describe, expect, it } from '@jest/globals';
import { judgeTone } from '../../../src/analyze/tone.ts';
import { read } from './lamp-seller.ts';

describe('judgeTone', () => {
  it.each([
    ['formal', 'de', 'Sehr geehrte Damen und Herren, bitte senden Sie uns ein Angebot.'],
    ['formal', 'fr', 'Madame, Monsieur, nous vous prions de nous adresser un devis.'],
    ['formal', 'ar', 'السادة المحترمين، نرجو عرض سعر.'],
    ['friendly', 'en', 'Hey, could you quote 500 floodlights? Cheers'],
    ['friendly', 'pt', 'Oi, tudo bem? Quanto custa?'],
    ['demanding', 'en', 'URGENT!! I need the price asap.'],
    ['demanding', 'es', 'Exigimos respuesta de inmediato.'],
    ['complaining', 'en', 'Half of the lamps are broken, the housing is damaged.'],
    ['complaining', 'zh', '这批货破损很多，要求退款。'],
    ['neutral', 'en', 'Price for FL-50, 500 pcs.'],
  ])('hears %s (%s): %s', (tone, language, text) => {
    expect(judgeTone(read(text, language)).tone).toBe(tone);
  });

  it('quotes what it heard', () => {
    expect(judgeTone(read('Dear Sirs, please quote.')).toneReason).toBe('Dear Sirs');
  });
});
