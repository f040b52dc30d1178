/** First replies: for each template the situations in which it reads differently. */
import type { Catalogue } from '../../model/catalogue.ts';
import type { Ask, InquiryFacts } from '../../model/inquiry.ts';
import type { Offer } from '../../model/quotation.ts';
import type { SalesPolicy } from '../../model/sales-policy.ts';
import type { ReplyContext } from '../view.ts';
import { itemOf, NOTHING_KNOWN, type SampleView, sampleQuotation, sampleRange, stated } from './sample-inquiry.ts';

/** `change` is what is different from the sample inquiry. */
export type ReplyCase = { template: string; title: string; change: Partial<SampleView>; sales?: Partial<SalesPolicy> };

const STRANGER = { name: null, company: null, address: 'info@example.net', country: null };
const COMPANY_ONLY = { ...STRANGER, company: 'Nordhaus Outdoor GmbH', country: 'DE' };
const FREE_SAMPLES: Partial<SalesPolicy> = { samples: { refundedOnOrder: false, courier: 'seller' } };
const PAID_SAMPLES: Partial<SalesPolicy> = {
  samples: { fee: { amount: '30.00', currency: 'USD' }, refundedOnOrder: true, courier: 'buyer' },
};

export function replyCases(inquiry: SampleView, { catalogue }: ReplyContext): ReplyCase[] {
  const { facts, triage, price } = inquiry;
  const two = catalogue.products.slice(0, 2);
  const priced = (offer: Offer) => ({ price: { ...price, offer } });
  const none = priced({ kind: 'none' });
  const range = priced(sampleRange(two));
  const low = { ...triage, class: 'low' as const };
  const intent = (found: SampleView['triage']['intent']) => ({
    triage: { ...triage, class: 'general' as const, intent: found },
  });
  const category: InquiryFacts = {
    ...facts,
    items: facts.items.map((item) => ({ ...item, productSku: null, quantity: null })),
  };
  return [
    ...quotationCases(inquiry, catalogue),
    {
      template: 'reply-range',
      title: 'two products',
      change: { ...range, facts: asking(['catalogue', 'lead_time', 'certificate']) },
    },
    {
      template: 'reply-range',
      title: 'a known customer, quantity and port given',
      change: {
        ...range,
        customer: COMPANY_ONLY,
        facts: { ...facts, questions: [], unclearPoints: [] },
        background: { ...inquiry.background, earlierInquiries: 2 },
      },
    },
    {
      template: 'reply-ask-details',
      title: 'nothing known',
      change: { ...none, triage: low, facts: asking(['price_list', 'moq']), customer: STRANGER },
    },
    {
      template: 'reply-ask-details',
      title: 'the kind of product known',
      change: {
        ...none,
        triage: low,
        facts: { ...category, asks: [stated<Ask>('moq', 1), stated<Ask>('packaging', 2), stated<Ask>('lead_time', 3)] },
      },
    },
    {
      template: 'reply-ask-details',
      title: 'only the price is missing',
      change: { ...none, facts: { ...facts, unclearPoints: [] } },
    },
    {
      template: 'reply-sample',
      title: 'against payment, refunded',
      change: { ...range, ...intent('sample_request'), facts: asking(['sample']) },
      sales: PAID_SAMPLES,
    },
    { template: 'reply-sample', title: 'free of charge', change: intent('sample_request'), sales: FREE_SAMPLES },
    {
      template: 'reply-agency',
      title: 'no price',
      change: { ...none, ...intent('distributor_agency'), facts: asking(['company_profile', 'price']) },
    },
    { template: 'reply-agency', title: 'with a price range', change: { ...range, ...intent('distributor_agency') } },
    {
      template: 'reply-technical',
      title: 'product named',
      change: { ...none, ...intent('technical_information'), facts: { ...facts, asks: [stated<Ask>('datasheet', 1)] } },
    },
    { template: 'reply-complaint', title: 'product named', change: { ...none, ...intent('complaint') } },
    {
      template: 'reply-complaint',
      title: 'nothing known',
      change: { ...none, ...intent('complaint'), facts: NOTHING_KNOWN, customer: STRANGER },
    },
    {
      template: 'reply-probing',
      title: 'with a question',
      change: { ...none, triage: { ...low, signals: [{ id: 'N8', weight: -20, evidence: '' }] } },
    },
    {
      template: 'reply-custom',
      title: 'own design',
      change: { ...none, ...intent('purchase'), facts: { ...category, asks: [stated<Ask>('customisation', 1)] } },
    },
    {
      template: 'reply-retail',
      title: 'a single piece',
      change: { ...none, triage: { ...low, intent: 'private_retail' }, customer: STRANGER },
    },
  ];
}

function quotationCases({ facts, price }: SampleView, catalogue: Catalogue): ReplyCase[] {
  const [first, second = first] = catalogue.products;
  if (first === undefined || second === undefined) return [];
  const one = sampleQuotation([first]);
  const several = sampleQuotation([first, second]);
  const [scheme] = several.schemes;
  const delivery = (date: string, kind: 'ship_by' | 'arrive_by') => ({
    facts: { ...facts, deliveryDate: stated({ date, kind }, 5) },
  });
  const ddp = (importVat: 'included' | 'excluded'): Offer => ({
    ...several,
    schemes: scheme ? [{ ...scheme, incoterm: 'DDP', insurance: null, mode: 'air', importVat }] : several.schemes,
    priceChanges: null,
  });
  const template = 'reply-quotation';
  return [
    { template, title: 'everything known', change: {} },
    {
      template,
      title: 'two products, DDP without VAT, only the company known',
      change: {
        price: { ...price, offer: ddp('excluded') },
        customer: COMPANY_ONLY,
        quoteNo: null,
        facts: {
          ...facts,
          items: [itemOf(first, '12000'), itemOf(second, '3000')],
          unclearPoints: [],
          questions: [],
          certificates: [],
        },
      },
    },
    {
      template,
      title: 'from a form, DDP with VAT, must ship early',
      change: { ...delivery('2026-12-01', 'ship_by'), newThread: true, price: { ...price, offer: ddp('included') } },
    },
    {
      template,
      title: 'lead time and transit not known, writer not known',
      change: {
        ...delivery('2027-03-15', 'arrive_by'),
        price: {
          ...price,
          offer: {
            ...one,
            leadTime: null,
            transitDays: null,
            packing: [],
            containers: null,
            freightValidUntil: null,
            tiers: null,
          },
        },
        customer: STRANGER,
      },
    },
    { template, title: 'in time for shipment', change: delivery('2027-03-15', 'ship_by') },
    { template, title: 'cannot arrive in time', change: delivery('2026-12-20', 'arrive_by') },
    {
      template,
      title: 'many open points',
      change: {
        facts: {
          ...facts,
          unclearPoints: (['destination', 'company', 'incoterm', 'quantity', 'delivery_date'] as const).map(
            (field) => ({ field, reason: '' }),
          ),
          asks: (['customisation', 'warranty', 'company_profile'] as const).map((ask, at) => stated<Ask>(ask, at)),
        },
      },
    },
  ];
}

function asking(asks: readonly Ask[]): InquiryFacts {
  return { ...NOTHING_KNOWN, asks: asks.map((ask, at) => stated(ask, at + 1)) };
}
