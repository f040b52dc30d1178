/** The offer as a template prints it; every number in it stands in the Offer (domain 5.1, offer block). */
import { Decimal } from 'decimal.js';
import type { Catalogue } from '../model/catalogue.ts';
import type { InquiryFacts, Unit } from '../model/inquiry.ts';
import type { Offer, Packing, Scheme } from '../model/quotation.ts';
import { checkDelivery } from './delivery.ts';
import type { Formats } from './formats.ts';
import { productAmount, productBySku, productName } from './view.ts';

type Quotation = Extract<Offer, { kind: 'quotation' }>;
type Range = Extract<Offer, { kind: 'range' }>;

/** The reader's formats, the language for names, what we sell, and today as an ISO day. */
export type Reader = { formats: Formats; language: string; catalogue: Catalogue; today: string };

/** Values of a quotation for `offer.…`, or null when the offer is none. */
export function quotationValues(offer: Offer, reader: Reader) {
  if (offer.kind !== 'quotation') return null;
  const { formats } = reader;
  return {
    schemes: offer.schemes.map((scheme) => schemeValues(scheme, offer.currency, reader)),
    validUntil: formats.date(offer.validUntil),
    expired: offer.validUntil < reader.today,
    freightValidUntil:
      offer.freightValidUntil === null || offer.freightValidUntil === offer.validUntil
        ? null
        : formats.date(offer.freightValidUntil),
    products: specifications(offer, reader),
    leadTime:
      offer.leadTime === null
        ? null
        : {
            days: formats.number(String(offer.leadTime.days)),
            basis: formats.words.leadTimeBasis[offer.leadTime.basis],
            start: formats.words.leadTimeStart[offer.leadTime.basis],
          },
    transitDays: offer.transitDays,
    paymentTerms: formats.words.phrases[offer.paymentTerms] ?? offer.paymentTerms,
    packing: offer.packing.map((packing) => packingValues(packing, reader)),
    containers: offer.containers,
  };
}

/** Values of a price range for `range.…`, or null when the offer is none. */
export function rangeValues(offer: Offer, reader: Reader) {
  if (offer.kind !== 'range') return null;
  return {
    incoterm: offer.incoterm,
    place: offer.place,
    validUntil: reader.formats.date(offer.validUntil),
    lines: offer.lines.map((line) => ({
      sku: line.sku,
      product: nameOf(line.sku, reader),
      lowest: reader.formats.money(line.lowest, offer.currency),
      highest: line.highest === line.lowest ? null : reader.formats.money(line.highest, offer.currency),
      perUnit: reader.formats.perUnit(line.unit),
      moq: reader.formats.quantity(String(line.moq), line.unit),
    })),
  };
}

/** The buyer's date against our lead time, for `delivery.…`; null when he named none or nothing is quoted. */
export function deliveryValues(offer: Offer, facts: InquiryFacts, reader: Reader) {
  if (offer.kind !== 'quotation' || facts.deliveryDate === null) return null;
  const check = checkDelivery(facts.deliveryDate.value, offer.leadTime?.days ?? null, offer.transitDays, reader.today);
  const { date } = reader.formats;
  return { ...check, date: date(check.date), startBy: date(check.startBy), earliest: date(check.earliest) };
}

/** The delivery terms offered, e.g. `CIF Hamburg`, `FOB Ningbo`. */
export function offeredTerms(offer: Offer): string[] {
  if (offer.kind === 'none') return [];
  const terms: (Scheme | Range)[] = offer.kind === 'range' ? [offer] : offer.schemes;
  return terms.map((term) => `${term.incoterm} ${term.place}`);
}

function schemeValues(scheme: Scheme, currency: string, reader: Reader) {
  const { formats } = reader;
  return {
    incoterm: scheme.incoterm,
    place: scheme.place,
    total: formats.money(scheme.total, currency),
    severalLines: scheme.lines.length > 1,
    lines: scheme.lines.map((line) => ({
      sku: line.sku,
      product: nameOf(line.sku, reader),
      quantity: formats.quantity(line.quantity, line.unit),
      unitPrice: formats.money(line.unitPrice, currency),
      perUnit: formats.perUnit(line.unit),
      total: formats.money(line.total, currency),
    })),
  };
}

function specifications(offer: Quotation, reader: Reader) {
  const skus = new Set(offer.schemes.flatMap((scheme) => scheme.lines.map((line) => line.sku)));
  return [...skus].flatMap((sku) => {
    const product = productBySku(reader.catalogue, sku);
    if (product === undefined) return [];
    const specification = product.specification[reader.language] ?? product.specification.en;
    return [{ name: productName(product, reader.language), specification }];
  });
}

function packingValues(packing: Packing, reader: Reader) {
  const { formats } = reader;
  const product = productBySku(reader.catalogue, packing.sku);
  const unit: Unit = product?.unit ?? 'pcs';
  return {
    product: nameOf(packing.sku, reader),
    perCarton:
      product === undefined
        ? formats.quantity(String(packing.perCarton), unit)
        : productAmount(product, packing.perCarton, formats),
    cartons: formats.quantity(String(packing.cartons), 'cartons'),
    volume: formats.number(new Decimal(packing.volumeM3).toFixed()),
    gross: formats.number(new Decimal(packing.grossKg).toFixed()),
  };
}

function nameOf(sku: string, reader: Reader): string {
  const product = productBySku(reader.catalogue, sku);
  return product === undefined ? sku : productName(product, reader.language);
}
