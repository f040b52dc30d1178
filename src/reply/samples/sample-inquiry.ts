/** Inquiries made up from the company's own catalogue, to render every template with: facts, prices, dates. */
import type { Product } from '../../model/catalogue.ts';
import type { Fact } from '../../model/fact.ts';
import type { InquiryFacts, InquiryItem } from '../../model/inquiry.ts';
import type { Offer, Scheme } from '../../model/quotation.ts';
import type { InquiryView, ReplyContext } from '../view.ts';

export type SampleView = InquiryView & { quoteNo: string | null };

/** Days of the sample story: the inquiry came the day before `today` of the samples. */
export const SAMPLE_TODAY = '2026-11-24';
export const SAMPLE_VALID_UNTIL = '2026-12-08';

export const NOTHING_KNOWN: InquiryFacts = {
  items: [],
  incoterm: null,
  place: null,
  destinationCountry: null,
  deliveryDate: null,
  paymentTerms: null,
  targetPrice: null,
  certificates: [],
  asks: [],
  questions: [],
  unclearPoints: [],
};

/** As if read at this place of the mail. */
export function stated<Value>(value: Value, at: number): Fact<Value> {
  return {
    value,
    rawText: '',
    sourceMessageId: 1,
    charStart: at,
    charEnd: at + 1,
    method: 'rule',
    confidence: 1,
    confirmedBy: null,
  };
}

/** An inquiry of a buyer in Hamburg for the first product, quoted CIF and FOB. */
export function sampleInquiry(context: ReplyContext): SampleView {
  const [product] = context.catalogue.products;
  if (product === undefined) throw new Error('the catalogue holds no product');
  return {
    quoteNo: 'Q-2026-0118',
    inquiryNo: 'INQ-2026-000123',
    receivedAt: new Date('2026-11-23T08:15:00Z'),
    subject: `RFQ ${product.sku}`,
    language: 'en',
    text: 'What is your MOQ? Can you send samples? Is it dishwasher safe?',
    customer: {
      name: 'Paul Meyer',
      company: 'Nordhaus Outdoor GmbH',
      address: 'p.meyer@nordhaus.example',
      country: 'DE',
    },
    facts: sampleFacts(product),
    triage: {
      class: 'high',
      score: 90,
      ruleMet: true,
      signals: [],
      urgency: 'normal',
      urgencyReason: '',
      intent: 'purchase',
      intentReason: '',
    },
    background: {
      emailKind: 'corporate',
      domain: 'nordhaus.example',
      website: null,
      country: 'DE',
      earlierInquiries: 0,
      competitor: false,
      notes: [],
    },
    price: { offer: sampleQuotation([product]), missing: [], belowFloor: false, trace: [] },
    forwardedBy: null,
    note: '',
  };
}

export function itemOf(product: Product, quantity: string | null): InquiryItem {
  return {
    productText: stated(product.sku, 1),
    productSku: product.sku,
    categoryId: product.categoryId,
    matchConfidence: 1,
    quantity: quantity === null ? null : stated(quantity, 2),
    quantityUnit: quantity === null ? null : product.unit,
    quantityKind: quantity === null ? 'unclear' : 'order',
    attributes: [],
  };
}

function sampleFacts(product: Product): InquiryFacts {
  return {
    ...NOTHING_KNOWN,
    items: [itemOf(product, '12000')],
    incoterm: stated('CIF', 3),
    place: stated({ name: 'Hamburg', locode: 'DEHAM', country: 'DE' }, 4),
    destinationCountry: stated('DE', 4),
    deliveryDate: stated({ date: '2027-03-15', kind: 'arrive_by' }, 5),
    certificates: [...product.certificates.slice(0, 1), 'XYZ 9000'].map((name) => stated(name, 500)),
    questions: [
      { no: 1, text: 'What is your MOQ?', topic: 'moq' },
      { no: 2, text: 'Can you send samples?', topic: 'sample' },
      { no: 3, text: 'Is it dishwasher safe?', topic: null },
    ],
    unclearPoints: [{ field: 'specification', reason: '' }],
  };
}

/** Prices are made up: 12,000 of the first product and 3,000 of each other. */
export function sampleQuotation(products: readonly Product[]): Extract<Offer, { kind: 'quotation' }> {
  const lines = (unitPrice: string) =>
    products.map(({ sku, unit }, index) => ({
      sku,
      quantity: index === 0 ? '12000' : '3000',
      unit,
      unitPrice,
      total: `${Math.round(Number(unitPrice) * (index === 0 ? 12_000 : 3000))}.00`,
    }));
  const scheme = (unitPrice: string): Pick<Scheme, 'lines' | 'total' | 'deposit'> => {
    const priced = lines(unitPrice);
    const sum = priced.reduce((all, { total }) => all + Number(total), 0);
    return { lines: priced, total: `${sum}.00`, deposit: (sum * 0.3).toFixed(2) };
  };
  return {
    kind: 'quotation',
    currency: 'USD',
    schemes: [
      {
        incoterm: 'CIF',
        place: 'Hamburg',
        ...scheme('5.57'),
        mode: 'fcl',
        insurance: { clause: 'C', insuredValue: '73524.00' },
      },
      { incoterm: 'FOB', place: 'Ningbo', ...scheme('5.40') },
    ],
    tiers: {
      incoterm: 'FOB',
      place: 'Ningbo',
      products: products.map(({ sku, unit }) => ({
        sku,
        unit,
        prices: [
          { from: 3000, unitPrice: '5.57' },
          { from: 10_000, unitPrice: '5.40' },
          { from: 20_000, unitPrice: '5.29' },
        ],
      })),
    },
    packing: products.map(({ sku }) => ({
      sku,
      perCarton: 24,
      cartons: 500,
      volumeM3: '18.83',
      grossKg: '4750',
      cartonCm: ['45', '31', '27'],
    })),
    containers: '1×20GP',
    paymentTerms: '30 % T/T deposit, 70 % T/T against copy of B/L',
    leadTime: {
      days: 30,
      basis: 'deposit_received',
      mayChange: [
        { factor: 'larger_quantity', days: 10 },
        { factor: 'chinese_new_year', days: null },
      ],
    },
    transitDays: '32-36',
    validUntil: SAMPLE_VALID_UNTIL,
    freightValidUntil: '2026-12-15',
    priceChanges: { fx: '0.03', material: '0.05' },
  };
}

export function sampleRange(products: readonly Product[]): Extract<Offer, { kind: 'range' }> {
  return {
    kind: 'range',
    currency: 'USD',
    incoterm: 'FOB',
    place: 'Ningbo',
    lines: products.map(({ sku, unit, moq }, index) => ({
      sku,
      unit,
      moq,
      lowest: '5.20',
      highest: index === 0 ? '6.80' : '5.20',
    })),
    validUntil: SAMPLE_VALID_UNTIL,
  };
}
