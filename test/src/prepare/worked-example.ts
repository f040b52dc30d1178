/** The worked example of domain 4.3 as settings, and short ways to write an inquiry's facts; independent of config/. */
import type { PriceResult } from '../../../src/model/calculation.ts';
import { Catalogue } from '../../../src/model/catalogue.ts';
import type { Fact } from '../../../src/model/fact.ts';
import type { Incoterm, InquiryFacts, InquiryItem, QuantityKind, Unit } from '../../../src/model/inquiry.ts';
import { Pricing } from '../../../src/model/pricing.ts';
import type { Offer } from '../../../src/model/quotation.ts';

export const TODAY = '2026-11-23';

const bottle = {
  sku: 'VB-500',
  categoryId: 'bottles',
  names: { en: 'Vacuum bottle 500 ml' },
  unit: 'pcs',
  moq: 1000,
  specification: { en: 'steel' },
  hsCode: '9617001900',
  vatRate: '0.13',
  exportRebateRate: '0.13',
  packing: { perCarton: 24, cartonCm: [45, 31, 27], grossKg: '9.5' },
  leadTime: { days: 30, basis: 'deposit_received', upToQuantity: 15000 },
  cost: { material: '20.34', production: '9.04', packaging: '4.52' },
};

/** A mug whose incl.-VAT cost of 30.74 CNY and carton of 0.05412 m³ differ from the bottle's. */
const mug = {
  ...bottle,
  sku: 'TM-600',
  categoryId: 'mugs',
  packing: { perCarton: 24, cartonCm: [60, 41, 22], grossKg: '9.8' },
  leadTime: { days: 25, basis: 'artwork_approved', upToQuantity: 15000 },
  cost: { material: '18.08', production: '8.14', packaging: '4.52' },
};

export const exampleCatalogue = (change: Record<string, unknown> = {}): Catalogue =>
  Catalogue.parse({
    categories: [
      { id: 'bottles', names: { en: 'Vacuum bottles' } },
      { id: 'mugs', names: { en: 'Mugs' } },
    ],
    products: [{ ...bottle, ...change }, mug],
  });

const rate = {
  mode: 'fcl',
  to: 'DEHAM',
  toName: 'Hamburg',
  currency: 'USD',
  validUntil: '2027-01-31',
  transitDays: '32-36',
};

/** One rate of 20 November: a unit of `currency` costs `mid` of `inCurrency`. */
export const exampleFx = (currency: string, inCurrency: string, mid: string, buffer = '0.01') => ({
  buffer,
  maxAgeDays: 30,
  rates: [{ currency, in: inCurrency, mid, date: '2026-11-20', source: 'bank' }],
});

export const examplePricing = (change: Record<string, unknown> = {}): Pricing =>
  Pricing.parse({
    costCurrency: 'CNY',
    quoteCurrency: 'USD',
    factory: 'Yongkang',
    terminal: 'Ningbo CY',
    portOfLoading: { locode: 'CNNGB', name: 'Ningbo' },
    vatMode: 'trading',
    fx: exampleFx('USD', 'CNY', '7.1000'),
    margin: '0.25',
    marginFloor: '0.12',
    tiers: [
      { from: 10000, discount: '0.06' },
      { from: 1000, discount: '0' },
      { from: 3000, discount: '0.03' },
      { from: 5000, discount: '0.05' },
    ],
    originCharges: [
      { line: 'loading', amount: '300', currency: 'CNY' },
      { line: 'haulage', amount: '2100', currency: 'CNY' },
      { line: 'export_clearance', amount: '800', currency: 'CNY' },
      { line: 'origin_terminal', amount: '1500', currency: 'CNY' },
    ],
    freight: [
      { ...rate, container: '40HQ', amount: '3250' },
      { ...rate, container: '20GP', amount: '1850' },
    ],
    destinationCharges: [
      { line: 'destination_terminal', port: 'DEHAM', amount: '270', currency: 'USD' },
      {
        line: 'on_carriage',
        port: 'DEHAM',
        place: 'Hanover',
        alsoCalled: ['Hannover'],
        amount: '520',
        currency: 'USD',
      },
      { line: 'unloading', country: 'DE', amount: '180', currency: 'USD' },
      { line: 'import_clearance', country: 'DE', amount: '150', currency: 'USD' },
    ],
    importRules: [{ country: 'DE', importerOfRecord: true, customsValue: 'cif', vatRate: '0.19' }],
    dutyRates: [{ country: 'DE', hs: '9617', origin: 'CN', rate: '0.067' }],
    insurance: { cover: '1.10', rateClauseC: '0.0015', rateClauseA: '0.0030' },
    containers: {
      '20GP': { usableM3: '28', maxT: '21.5' },
      '40GP': { usableM3: '58', maxT: '26.5' },
      '40HQ': { usableM3: '68', maxT: '26.5' },
    },
    paymentTerms: '30 % T/T',
    validityDays: 14,
    ...change,
  });

const fact = <Value>(value: Value): Fact<Value> => ({
  value,
  rawText: String(value),
  sourceMessageId: 1,
  charStart: 0,
  charEnd: 0,
  method: 'rule',
  confidence: 1,
  confirmedBy: null,
});

export const item = (
  sku: string | null,
  quantity: string | null = null,
  unit: Unit | null = 'pcs',
  quantityKind: QuantityKind = 'order',
  categoryId: string | null = null,
): InquiryItem => ({
  productText: fact(sku ?? 'bottle'),
  productSku: sku,
  categoryId,
  matchConfidence: 1,
  quantity: quantity === null ? null : fact(quantity),
  quantityUnit: quantity === null ? null : unit,
  quantityKind,
  attributes: [],
});

export const HAMBURG = { name: 'Hamburg', locode: 'DEHAM', country: 'DE' };

export const facts = (
  items: InquiryItem[],
  incoterm: Incoterm | null = null,
  place: { name: string; locode: string | null; country: string | null } | null = HAMBURG,
): InquiryFacts => ({
  items,
  incoterm: incoterm === null ? null : fact(incoterm),
  place: place === null ? null : fact(place),
  destinationCountry: null,
  deliveryDate: null,
  paymentTerms: null,
  targetPrice: null,
  certificates: [],
  asks: [],
  questions: [],
  unclearPoints: [],
});

/** The quotation of a result; fails loudly when there is none. */
export const quotationOf = (result: PriceResult): Extract<Offer, { kind: 'quotation' }> => {
  if (result.offer.kind !== 'quotation') throw new Error(`no quotation: ${result.missing.join(' ')}`);
  return result.offer;
};

/** `FOB Ningbo 5.40 64800.00` for each scheme. */
export const schemesOf = (result: PriceResult): string[] =>
  result.offer.kind === 'quotation'
    ? result.offer.schemes.map(
        ({ incoterm, place, lines, total }) =>
          `${incoterm} ${place} ${lines.map((line) => line.unitPrice).join('/')} ${total}`,
      )
    : [];
