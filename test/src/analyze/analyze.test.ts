import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mentions } from '../../../src/analyze/analyze.ts';
import { InquiryFacts, Triage } from '../../../src/model/inquiry.ts';
import { analyze, catalogue, vocabulary, words } from './lamp-seller.ts';

const summary = (text: string, subject = '') => {
  const { language, facts, triage } = analyze(text, { subject });
  return {
    language,
    class: triage.class,
    urgency: triage.urgency,
    intent: triage.intent,
    items: facts.items.map((item) => [item.productSku, item.quantity?.value ?? null, item.quantityKind]),
    asks: facts.asks.map(({ value }) => value).sort(),
  };
};

describe('analyzeInquiry', () => {
  it.each([
    {
      text: 'Dear Ms Wu,\nwe plan to buy 5,000 pcs of FL-50 and 2,000 pcs of FL-100, black, IP65, CE required. Please quote CIF Hamburg. Delivery by 15 March 2027.\n\nBest regards\nAnn Lee\nNorthlight Ltd',
      expected: {
        language: 'en',
        class: 'high',
        urgency: 'normal',
        intent: 'purchase',
        items: [
          ['FL-50', '5000', 'order'],
          ['FL-100', '2000', 'order'],
        ],
        asks: ['price'],
      },
    },
    {
      text: '您好，我司需要采购50瓦投光灯3000个，黑色，请报FOB宁波价格，交期3月底前，付款30%定金，70%见提单。\n\n谢谢\n王伟\n上海某某贸易有限公司',
      expected: {
        language: 'zh',
        class: 'high',
        urgency: 'normal',
        intent: 'purchase',
        items: [['FL-50', '3000', 'order']],
        asks: ['price'],
      },
    },
    {
      text: 'Estimados señores: solicitamos cotización de 2.000 unidades de la farola solar (SL-20), CIF Valencia, entrega a finales de marzo. ¿Cuál es el tiempo de producción?\n\nUn saludo\nLuis Gil\nLuces Gil, S.L.',
      expected: {
        language: 'es',
        class: 'high',
        urgency: 'normal',
        intent: 'purchase',
        items: [['SL-20', '2000', 'order']],
        asks: ['lead_time', 'price'],
      },
    },
    {
      text: 'Sehr geehrte Damen und Herren,\nbitte senden Sie uns dringend ein Angebot über 1.500 Stück Solar-Straßenleuchten, DAP Kassel, Zahlung 30 Tage netto.\n\nMit freundlichen Grüßen\nEva Kern\nKern Leuchten GmbH',
      expected: {
        language: 'de',
        class: 'high',
        urgency: 'urgent',
        intent: 'purchase',
        items: [['SL-20', '1500', 'order']],
        asks: ['price'],
      },
    },
    {
      text: 'Hello, we saw your floodlights. What is the price range and the MOQ? Do you have a catalogue?\n\nRegards\nTom Hill\nHill Stores Ltd',
      expected: {
        language: 'en',
        class: 'general',
        urgency: 'none',
        intent: 'purchase',
        items: [[null, null, 'moq_question']],
        asks: ['catalogue', 'moq', 'price'],
      },
    },
    {
      text: 'Guten Tag, wir möchten Ihre Fluter als Händler exklusiv in Österreich vertreten. Bitte senden Sie uns Ihre Preisliste.\n\nFreundliche Grüße\nUrs Frei\nFrei Licht GmbH',
      expected: {
        language: 'de',
        class: 'general',
        urgency: 'none',
        intent: 'distributor_agency',
        items: [[null, null, 'unclear']],
        asks: ['price_list'],
      },
    },
    {
      text: 'Buenos días, ¿pueden enviarnos dos muestras del FL-100? Pagamos el envío.\n\nGracias\nEva Sanz\nSanz Luz SL',
      expected: {
        language: 'es',
        class: 'general',
        urgency: 'none',
        intent: 'sample_request',
        items: [['FL-100', '2', 'sample']],
        asks: ['sample'],
      },
    },
    {
      text: 'Dear Sir/Madam, please send your catalogue and best price. Thanks',
      expected: {
        language: 'en',
        class: 'low',
        urgency: 'none',
        intent: 'purchase',
        items: [],
        asks: ['catalogue', 'price'],
      },
    },
    {
      text: '你好，发目录',
      expected: { language: 'zh', class: 'low', urgency: 'none', intent: 'other', items: [], asks: ['catalogue'] },
    },
    {
      text: 'Do you sell to private people? I want just one FL-50 for my caravan. How much is it? I pay by PayPal.',
      expected: {
        language: 'en',
        class: 'low',
        urgency: 'none',
        intent: 'private_retail',
        items: [['FL-50', '1', 'order']],
        asks: ['price'],
      },
    },
    {
      text: 'Who are your main customers? What is your production capacity and the cost breakdown of a floodlight?',
      expected: {
        language: 'en',
        class: 'low',
        urgency: 'none',
        intent: 'other',
        items: [[null, null, 'unclear']],
        asks: [],
      },
    },
  ])('reads: $text', ({ text, expected }) => {
    expect(summary(text)).toEqual(expected);
  });

  it('finds a SKU however it is written', () => {
    expect(summary('Please quote 500 pcs FL 50 and 300 pcs FL100').items).toEqual([
      ['FL-50', '500', 'order'],
      ['FL-100', '300', 'order'],
    ]);
  });

  it('quotes the buyer: every fact stands in the text where it says', () => {
    const text = 'Wir brauchen 5.000 Stück FL-50, schwarz, CIF Hamburg, bis Ende März, Akkreditiv, CE.';
    const { facts } = analyze(text);
    const found = [
      ...facts.items.flatMap(({ productText, quantity, attributes }) => [productText, quantity, ...attributes]),
      facts.incoterm,
      facts.place,
      facts.destinationCountry,
      facts.deliveryDate,
      facts.paymentTerms,
      ...facts.certificates,
    ].flatMap((fact) => (fact === null ? [] : [fact]));
    expect(found.length).toBeGreaterThan(8);
    for (const fact of found) expect(text.slice(fact.charStart, fact.charEnd)).toBe(fact.rawText);
  });

  it('gives facts of the subject no place in the text', () => {
    const { facts } = analyze('Hello, please quote.', { subject: '5000 pcs FL-50' });
    expect(facts.items[0]).toMatchObject({
      productSku: 'FL-50',
      quantity: { value: '5000', charStart: 0, charEnd: 0 },
    });
  });

  it('keeps the questions in the order of the buyer', () => {
    const { facts } = analyze('What is your MOQ? Which colours do you have? How much is FL-50?');
    expect(facts.questions.map(({ no, topic }) => [no, topic])).toEqual([
      [1, 'moq'],
      [2, null],
      [3, 'price'],
    ]);
  });

  it('names what was not said', () => {
    const { facts } = analyze('please quote');
    expect(facts.unclearPoints.map(({ field }) => field)).toEqual([
      'product',
      'quantity',
      'destination',
      'company',
      'incoterm',
    ]);
  });

  it('never trusts a competitor', () => {
    const { triage } = analyze('Please quote 5000 pcs FL-50 CIF Hamburg by 15 March 2027', {
      from: { name: '', address: 'x@sales.rival-lamps.example' },
    });
    expect(triage.class).toBe('low');
    expect(triage.signals.map(({ id }) => id)).toContain('N7');
  });

  it('survives any text and keeps to its model', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 60 }), (text, subject) => {
        const { facts, triage } = analyze(text, { subject, from: { name: text.slice(0, 40), address: '' } });
        InquiryFacts.parse(facts);
        Triage.parse(triage);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'vb-500 500ml 5000 pcs by 1.2.2027 usd 4.80 ',
    '1/',
    '1,000 ',
    '投光灯500毫升1万个3月底前',
    '+49 40 123456 ',
    '? ',
    '\t',
    'Best regards\n',
    'a@',
    '30% ',
  ])('is not slowed down by 200 kB of "%s"', (piece) => {
    analyze('warm up', { subject: 'x' });
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    const start = performance.now();
    analyze(text, { subject: text, from: { name: text, address: 'a@b.example' } });
    // 300 ms is the budget; a busy test machine gets some more before this is called a fault.
    expect(performance.now() - start).toBeLessThan(4_000);
  });
});

describe('mentions', () => {
  it.each([
    ['Please quote 500 pcs of your floodlights', { product: true, quantity: true, asked: false }],
    ['We offer sea freight for 2 containers', { product: false, quantity: false, asked: false }],
    ['投光灯5000个', { product: true, quantity: true, asked: false }],
    ['What is the price of your floodlights?', { product: true, quantity: false, asked: true }],
    ['Want a free sample of lids for your floodlight?', { product: true, quantity: false, asked: false }],
    ['Lids for your floodlight, MOQ 500 pcs', { product: true, quantity: false, asked: false }],
  ])('%s', (text, expected) => {
    expect(mentions({ subject: '', text }, { catalogue, vocabulary, words })).toEqual(expected);
  });
});

describe('attached files', () => {
  it('that cannot be opened are asked for again; a drawing is only pointed out', () => {
    const unreadable = [
      { filename: 'rfq.xlsx', problem: 'encrypted' },
      { filename: 'drawing.pdf', problem: 'no_text' },
    ];
    const { facts } = analyze('Please quote 500 pcs FL-50.', { unreadable });
    expect(facts.unclearPoints.filter(({ field }) => field === 'attachment')).toEqual([
      { field: 'attachment', reason: 'unreadable', detail: 'rfq.xlsx, encrypted', about: 'rfq.xlsx' },
      { field: 'attachment', reason: 'no_text', detail: 'drawing.pdf' },
    ]);
  });
});
