import { describe, expect, it } from '@jest/globals';
import { analyze } from '../lamp-seller.ts';

const delivery = (text: string) => analyze(text).facts.deliveryDate?.value ?? null;
const filler = {
  en: 'We are interested in your floodlights for our shops. ',
  de: 'Wir interessieren uns für Ihre Fluter für unsere Läden. ',
  es: 'Nos interesan sus reflectores para nuestras tiendas. ',
  zh: '我们对你们的投光灯很感兴趣。',
};

/** Received on 23 November 2026. */
describe('delivery date', () => {
  it.each([
    ['en', 'Delivery by 15 March 2027.', '2027-03-15', 'arrive_by'],
    ['en', 'We need them by end of March.', '2027-03-31', 'arrive_by'],
    ['en', 'Shipment no later than January 20th, 2027', '2027-01-20', 'ship_by'],
    ['en', 'Delivery within 30 days.', '2026-12-23', 'arrive_by'],
    ['en', 'Delivery in Q2 2027', '2027-06-30', 'arrive_by'],
    ['en', 'Goods must arrive before 2027-02-10', '2027-02-10', 'arrive_by'],
    ['en', 'delivery before April', '2027-03-31', 'arrive_by'],
    ['en', 'Delivery before Ramadan, latest 1 February 2027', '2027-02-01', 'arrive_by'],
    ['en', 'Ship within 30 days from today.', '2026-12-23', 'ship_by'],
    ['en', 'Delivery by the end of next month.', '2026-12-31', 'arrive_by'],
    ['en', 'We need them in our warehouse by 15/02.', '2027-02-15', 'arrive_by'],
    ['en', 'Delivery during the second quarter', '2027-06-30', 'arrive_by'],
    ['de', 'Lieferung im April', '2027-04-30', 'arrive_by'],
    ['es', 'Lo necesito puesto en puerto durante abril.', '2027-04-30', 'arrive_by'],
    ['zh', '月底前要货', '2026-11-30', 'arrive_by'],
    ['de', 'Lieferung bis Ende März.', '2027-03-31', 'arrive_by'],
    ['de', 'Liefertermin spätestens 15.02.2027', '2027-02-15', 'arrive_by'],
    ['de', 'Lieferung in KW 12', '2027-03-26', 'arrive_by'],
    ['de', 'Die Ware muss innerhalb von 6 Wochen geliefert werden.', '2027-01-04', 'arrive_by'],
    ['es', 'Entrega a finales de marzo.', '2027-03-31', 'arrive_by'],
    ['es', 'La mercancía debe llegar a más tardar el 5 de febrero de 2027.', '2027-02-05', 'arrive_by'],
    ['es', 'Embarque antes del 20/01/2027', '2027-01-20', 'ship_by'],
    ['zh', '交期希望在3月底前。', '2027-03-31', 'arrive_by'],
    ['zh', '2027年2月15日前出货', '2027-02-15', 'ship_by'],
    ['zh', '30天内交货', '2026-12-23', 'arrive_by'],
  ] as const)('%s: %s', (language, text, date, kind) => {
    expect(delivery(filler[language] + text)).toEqual({ date, kind });
  });

  it.each([
    'Please send your quotation by 4 December 2026.',
    'Payment: 30 days after delivery note.',
    'We met at the fair on 15 October 2026.',
    'We will visit your booth on 3 March 2027.',
    'Our company was founded in May 1998.',
  ])('takes no other date for it: %s', (text) => {
    expect(delivery(filler.en + text)).toBeNull();
  });

  it('reads the month first for a buyer in the United States, and says when it cannot know', () => {
    const american = 'We need the floodlights delivered by 02/10/2027.\n\nBest regards\nJane Roe\nBoise, ID 83702';
    expect(delivery(american)?.date).toBe('2027-02-10');
    const unknown = analyze('We need the floodlights delivered by 02/10/2027.');
    expect(unknown.facts.deliveryDate?.value.date).toBe('2027-10-02');
    expect(unknown.facts.unclearPoints.map(({ field }) => field)).toContain('delivery_date');
  });
});
