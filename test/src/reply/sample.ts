/** A company, its catalogue and one inquiry, complete enough to render every mail. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { Catalogue } from '../../../src/model/catalogue.ts';
import { Company } from '../../../src/model/company.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { InquiryFacts, Triage } from '../../../src/model/inquiry.ts';
import type { Offer } from '../../../src/model/quotation.ts';
import type { Templates } from '../../../src/reply/render.ts';
import type { InquiryView, ReplyContext } from '../../../src/reply/view.ts';
import { ReplyWords } from '../../../src/reply/words.ts';

export const TEMPLATES_DIR = join(import.meta.dirname, '../../../templates');

const templates: Templates = readTemplates();

export const words = ReplyWords.parse(load(readFileSync(join(TEMPLATES_DIR, 'words.yaml'), 'utf8')));

/** Numbers that stand only in cost sheets and calculations: none of them may ever be read in a mail. */
export const CANARIES = ['77.7101', '77.7102', '77.7103', '0.8765', 'CANARY'];

const bottle = {
  sku: 'TB-600',
  categoryId: 'bottles',
  names: {
    en: 'Thermo bottle 600 ml',
    zh: '保温瓶 600毫升',
    'zh-hant': '保溫瓶 600毫升',
    es: 'Termo 600 ml',
    de: 'Thermosflasche 600 ml',
    fr: 'Bouteille isotherme 600 ml',
    pt: 'Garrafa térmica 600 ml',
    ru: 'Термос 600 мл',
    ar: 'ترمس 600 مل',
    it: 'Thermos 600 ml',
    tr: 'Termos 600 ml',
    ja: '真空ボトル 600ml',
    ko: '보온병 600ml',
  },
  unit: 'pcs',
  moq: 800,
  specification: {
    en: 'Steel 304, double wall, 600 ml',
    zh: '304不锈钢，双层，600毫升',
    es: 'Acero 304, doble pared, 600 ml',
    de: 'Edelstahl 304, doppelwandig, 600 ml',
    'zh-hant': '304不鏽鋼，雙層，600毫升',
    fr: 'Inox 304, double paroi, 600 ml',
    pt: 'Aço 304, parede dupla, 600 ml',
    ru: 'Сталь 304, двойная стенка, 600 мл',
    ar: 'فولاذ 304، جدار مزدوج، 600 مل',
    it: 'Acciaio 304, doppia parete, 600 ml',
    tr: '304 çelik, çift cidarlı, 600 ml',
    ja: 'ステンレス304、二重構造、600ml',
    ko: '스테인리스 304, 이중 구조, 600ml',
  },
  hsCode: '9617009000',
  vatRate: '0.13',
  exportRebateRate: '0.13',
  packing: { perCarton: 20, cartonCm: [42, 34, 28], grossKg: '9.40' },
  leadTime: { days: 28, basis: 'deposit_received', upToQuantity: 20000 },
  certificates: ['LFGB', 'FDA'],
  cost: { material: '77.7101', production: '77.7102', packaging: '77.7103' },
};

const jar = {
  ...bottle,
  sku: 'FJ-300',
  categoryId: 'jars',
  names: {
    en: 'Food jar 300 ml',
    zh: '焖烧罐 300毫升',
    'zh-hant': '燜燒罐 300毫升',
    es: 'Tarro térmico 300 ml',
    de: 'Speisebehälter 300 ml',
    fr: 'Boîte isotherme 300 ml',
    pt: 'Pote térmico 300 ml',
    ru: 'Термос для еды 300 мл',
    ar: 'حافظة طعام 300 مل',
    it: 'Portavivande 300 ml',
    tr: 'Yemek termosu 300 ml',
    ja: 'フードジャー 300ml',
    ko: '푸드 자 300ml',
  },
  certificates: ['LFGB'],
};

const company = Company.parse({
  name: 'Lakeside Steelware Co., Ltd.',
  address: '12 Harbour Road, Ningbo, China',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  website: 'https://lakeside.example',
  phone: '+86 574 5550 100',
  domains: ['lakeside.example'],
  team: [{ name: 'Li Na', email: 'li.na@lakeside.example', role: 'sales', language: 'en' }],
  defaultOwner: 'li.na@lakeside.example',
});

const owner = company.team[0];
if (owner === undefined) throw new Error('the sample company has no team');

export const context: ReplyContext = {
  templates,
  words,
  company,
  owner,
  catalogue: Catalogue.parse({
    categories: [
      {
        id: 'bottles',
        names: {
          en: 'thermo bottles',
          zh: '保温瓶',
          'zh-hant': '保溫瓶',
          es: 'termos',
          de: 'Thermosflaschen',
          fr: 'bouteilles isothermes',
          pt: 'garrafas térmicas',
          ru: 'термосы',
          ar: 'ترامس',
          it: 'thermos',
          tr: 'termoslar',
          ja: '真空ボトル',
          ko: '보온병',
        },
      },
      {
        id: 'jars',
        names: {
          en: 'food jars',
          zh: '焖烧罐',
          'zh-hant': '燜燒罐',
          es: 'tarros térmicos',
          de: 'Speisebehälter',
          fr: 'boîtes isothermes',
          pt: 'potes térmicos',
          ru: 'термосы для еды',
          ar: 'حافظات طعام',
          it: 'portavivande',
          tr: 'yemek termosları',
          ja: 'フードジャー',
          ko: '푸드 자',
        },
      },
    ],
    products: [bottle, jar],
  }),
  today: '2026-11-24',
};

export const quotation = {
  kind: 'quotation',
  currency: 'USD',
  schemes: [
    {
      incoterm: 'CIF',
      place: 'Hamburg',
      lines: [{ sku: 'TB-600', quantity: '12000', unit: 'pcs', unitPrice: '5.57', total: '66840.00' }],
      total: '66840.00',
    },
    {
      incoterm: 'FOB',
      place: 'Ningbo',
      lines: [{ sku: 'TB-600', quantity: '12000', unit: 'pcs', unitPrice: '5.40', total: '64800.00' }],
      total: '64800.00',
    },
  ],
  packing: [{ sku: 'TB-600', perCarton: 20, cartons: 600, volumeM3: '23.99', grossKg: '5640.00' }],
  containers: '1 × 20GP',
  paymentTerms: '30% T/T deposit, 70% against copy of B/L',
  leadTime: { days: 28, basis: 'deposit_received' },
  transitDays: '32-36',
  validUntil: '2026-12-08',
  freightValidUntil: '2026-12-15',
} as const satisfies Offer;

export const range = {
  kind: 'range',
  currency: 'USD',
  incoterm: 'FOB',
  place: 'Ningbo',
  lines: [
    { sku: 'TB-600', unit: 'pcs', moq: 800, lowest: '5.20', highest: '6.80' },
    { sku: 'FJ-300', unit: 'pcs', moq: 800, lowest: '4.10', highest: '4.10' },
  ],
  validUntil: '2026-12-08',
} as const satisfies Offer;

export function fact<Value>(value: Value, rawText = String(value), charStart = 1): Fact<Value> {
  return {
    value,
    rawText,
    sourceMessageId: 1,
    charStart,
    charEnd: charStart + rawText.length,
    method: 'rule',
    confidence: 1,
    confirmedBy: null,
  };
}

const facts: InquiryFacts = {
  items: [
    {
      productText: fact('TB-600'),
      productSku: 'TB-600',
      categoryId: 'bottles',
      matchConfidence: 1,
      quantity: fact('12000', '12.000 Stück', 10),
      quantityUnit: 'pcs',
      quantityKind: 'order',
      attributes: [],
    },
  ],
  incoterm: fact('CIF', 'CIF', 40),
  place: fact({ name: 'Hamburg', locode: 'DEHAM', country: 'DE' }, 'Hamburg', 44),
  destinationCountry: fact('DE', 'Hamburg', 44),
  deliveryDate: fact({ date: '2027-03-15', kind: 'arrive_by' }, 'bis 15. März', 60),
  paymentTerms: fact('30/70 T/T'),
  targetPrice: null,
  certificates: [fact('LFGB'), fact('REACH')],
  asks: [fact('price'), fact('sample')],
  questions: [
    { no: 1, text: 'What is your MOQ?', topic: 'moq' },
    { no: 2, text: 'Is the lid leak-proof?', topic: null },
    { no: 3, text: 'Can you send samples?', topic: 'sample' },
  ],
  unclearPoints: [{ field: 'specification', reason: 'no colour' }],
};

const triage: Triage = {
  class: 'high',
  score: 92,
  ruleMet: true,
  signals: [
    { id: 'P2', weight: 20, evidence: '12.000 Stück' },
    { id: 'P1', weight: 15, evidence: 'TB-600' },
    { id: 'N5', weight: -6, evidence: '9 words' },
  ],
  urgency: 'normal',
  urgencyReason: 'dated',
  intent: 'purchase',
  intentReason: 'quantity and date',
};

export const inquiry: InquiryView & { quoteNo: string | null } = {
  quoteNo: 'Q-2026-0118',
  inquiryNo: 'INQ-2026-000123',
  receivedAt: new Date('2026-11-23T08:15:00Z'),
  subject: 'AW: Re: Thermo bottles TB-600',
  language: 'en',
  text: 'Please quote 12.000 Stück TB-600 CIF Hamburg bis 15. März.\r\nWhat is your MOQ?',
  customer: {
    name: 'Paul Meyer',
    company: 'Nordlicht Outdoor GmbH',
    address: 'p.meyer@nordlicht.example',
    country: 'DE',
  },
  facts,
  triage,
  background: {
    emailKind: 'corporate',
    domain: 'nordlicht.example',
    website: 'https://nordlicht.example',
    country: 'DE',
    earlierInquiries: 2,
    competitor: false,
    notes: [
      { kind: 'country', country: 'DE', sources: ['domain', 'phone'], others: ['AT'] },
      { kind: 'earlier', count: 2 },
      { kind: 'website_named', website: 'https://nordlicht.example' },
    ],
  },
  price: {
    offer: quotation,
    missing: ['DDP Hannover: no duty rate'],
    belowFloor: true,
    trace: [{ step: 'CANARY cost', value: '77.7101', source: 'margin 0.8765 CANARY' }],
  },
  forwardedBy: 'li.na@lakeside.example',
  note: 'old friend, be quick',
};

function readTemplates(): Templates {
  const found: Record<string, Record<string, string>> = {};
  for (const file of readdirSync(TEMPLATES_DIR)) {
    const [name = '', language = '', kind] = file.split('.');
    if (kind !== 'liquid') continue;
    found[name] = { ...found[name], [language]: readFileSync(join(TEMPLATES_DIR, file), 'utf8') };
  }
  return found;
}
