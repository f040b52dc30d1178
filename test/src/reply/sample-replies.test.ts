/** The sample replies of the trade (domain 5.5): what they say must come out of their facts. */
import { describe, expect, it } from '@jest/globals';
import type { Ask, InquiryFacts } from '../../../src/model/inquiry.ts';
import type { Offer } from '../../../src/model/quotation.ts';
import { composeReply } from '../../../src/reply/compose.ts';
import { NOTHING_KNOWN } from '../../../src/reply/samples/sample-inquiry.ts';
import type { InquiryView } from '../../../src/reply/view.ts';
import { context, fact, inquiry, quotation, range } from './sample.ts';

const specification = { field: 'specification' as const, reason: '' };
const high = {
  facts: {
    ...inquiry.facts,
    questions: [],
    certificates: [fact('LFGB')],
    asks: [fact<Ask>('price')],
    paymentTerms: fact('TT-30-70', '30% T/T, 70% B/L copy'),
    unclearPoints: [specification],
  },
};
const general = {
  facts: {
    ...NOTHING_KNOWN,
    items: [{ ...inquiry.facts.items[0], quantity: null, quantityKind: 'moq_question' }],
    asks: [fact<Ask>('moq')],
  } as InquiryFacts,
  triage: { ...inquiry.triage, class: 'general' as const },
};
const low = { facts: NOTHING_KNOWN, triage: { ...inquiry.triage, class: 'low' as const, signals: [] } };
const stranger = { name: null, company: null, address: 'x@example.net', country: null };

const write = (change: Partial<InquiryView>, offer: Offer) =>
  composeReply({ ...inquiry, ...change, price: { ...inquiry.price, offer } }, context).text;
/** In this order, each somewhere behind the one before. */
const inOrder = (text: string, parts: readonly string[]) => {
  let at = 0;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found < 0) return part;
    at = found + part.length;
  }
  return 'all';
};

describe('sample replies', () => {
  it.each([
    [
      'en',
      [
        'Dear Paul Meyer,',
        'Thank you for your inquiry of 23 November 2026 for 12,000 pcs',
        'Price (Incoterms® 2020, valid until 8 December 2026)',
        'CIF Hamburg: 12,000 pcs × USD 5.57/pc = USD 66,840.00',
        'FOB Ningbo: 12,000 pcs × USD 5.40/pc = USD 64,800.00',
        'valid until 15 December',
        'Specification',
        'LFGB available',
        '28 days after we receive your deposit, plus about 32-36 days in transit',
        'To arrive by 15 March 2027 we need your deposit by 3 January 2027.',
        'Payment',
        '20 pcs per carton, 600 cartons, 23.99 m³',
        '1 × 20GP',
        '1) May we assume',
        'shall I prepare the proforma invoice?',
        'Best regards\n\nLi Na\nLakeside',
      ],
    ],
    [
      'zh',
      [
        '您好！',
        '感谢您2026年11月23日的询价：12,000个',
        'FOB Ningbo：12,000个 × USD 5.40/个 = USD 64,800.00',
        '收到定金后28天，另加约32-36天',
        '请于2027年1月3日前安排定金',
        '30%电汇定金，70%见提单副本',
        '每箱20个，共600箱，23.99立方米',
        '需要我发形式发票吗？',
        '顺祝商祺',
      ],
    ],
    [
      'es',
      [
        'Muchas gracias por su consulta del 23 de noviembre de 2026 sobre 12.000 unidades de',
        'CIF Hamburg: 12.000 unidades × 5,57 USD/unidad = 66.840,00 USD',
        'Especificación',
        'Plazo de producción: 28 días desde la recepción del anticipo, más unos 32-36 días de tránsito',
        'necesitamos el anticipo antes del 3 de enero de 2027',
        '30 % de anticipo por transferencia y 70 % contra copia del B/L',
        '¿preparo la factura proforma?',
        'Saludos cordiales',
      ],
    ],
  ])('high, %s', (language, parts) => {
    expect(inOrder(write({ ...high, language }, quotation), parts)).toBe('all');
  });

  it.each([
    [
      'en',
      [
        'TB-600): USD 5.20 – USD 6.80/pc, minimum order 800 pcs',
        'catalogue: https',
        '1) What quantity',
        '2) Which port or city',
      ],
    ],
    [
      'zh',
      ['USD 5.20 – USD 6.80/个，起订量800个', '产品目录：https', '1) 首单计划多少数量？', '2) 报到哪个港口或城市？'],
    ],
    [
      'es',
      [
        '5,20 USD – 6,80 USD/unidad, pedido mínimo 800 unidades',
        'catálogo: https',
        '1) ¿Qué cantidad',
        '2) ¿Hasta qué puerto',
      ],
    ],
  ])('general, %s', (language, parts) => {
    const text = write({ ...general, language }, range);
    expect(inOrder(text, parts)).toBe('all');
  });

  it.each([
    [
      'en',
      [
        'Hello,',
        'https://lakeside.example',
        'model',
        'quantity',
        'port or city',
        'company name',
        'within one working day',
      ],
    ],
    ['zh', ['您好！', 'https://lakeside.example', '产品', '数量', '港口', '贵司名称', '一个工作日内']],
    ['es', ['Buenos días:', 'https://lakeside.example', 'modelo', 'cantidad', 'puerto', 'empresa', 'un día hábil']],
  ])('low, %s', (language, parts) => {
    const text = write({ ...low, language, customer: stranger }, { kind: 'none' });
    expect(inOrder(text, parts)).toBe('all');
  });

  it.each([
    ['high', 'en', high, quotation, 150, 300],
    ['general', 'en', general, range, 50, 200],
    ['low', 'en', { ...low, customer: stranger }, { kind: 'none' } as Offer, 40, 100],
  ])('%s is as long as it should be', (_, language, change, offer, least, most) => {
    const body = write({ ...change, language }, offer).split('\n\nBest regards')[0] ?? '';
    const count = body.split(/\s+/).length;
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  });
});
