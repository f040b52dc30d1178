/** The offer as a template prints it; every number in it stands in the Offer (domain 5.1, offer block). */
import { Decimal } from 'decimal.js';
import type { Catalogue } from '../model/catalogue.ts';
import type { Company } from '../model/company.ts';
import type { InquiryFacts, Unit } from '../model/inquiry.ts';
import type { Offer, Packing, PriceTiers, Scheme } from '../model/quotation.ts';
import { checkDelivery } from './delivery.ts';
import type { Formats } from './formats.ts';
import { inLanguage, ownWords, productAmount, productBySku, productName } from './view.ts';

type Quotation = Extract<Offer, { kind: 'quotation' }>;

/** The reader's formats, the language for names, who we are and what we sell, and today as an ISO day. */
export type Reader = { formats: Formats; language: string; catalogue: Catalogue; company: Company; today: string };

/** What is said behind a delivery term: `kind` names the sentence in templates/part-scheme. */
type SchemeNote =
  | { kind: 'mode'; label: string }
  | { kind: 'insurance'; clause: string; value: string }
  | { kind: 'vat_included' | 'vat_excluded' };

/** Values of a quotation for `offer.…`, or null when the offer is none. */
export function quotationValues(offer: Offer, reader: Reader) {
  if (offer.kind !== 'quotation') return null;
  const { formats } = reader;
  return {
    schemes: offer.schemes.map((scheme) => schemeValues(scheme, offer.currency, reader)),
    tiers: tierValues(offer, reader),
    validUntil: formats.date(offer.validUntil),
    expired: offer.validUntil < reader.today,
    freightValidUntil:
      offer.freightValidUntil === null || offer.freightValidUntil === offer.validUntil
        ? null
        : formats.date(offer.freightValidUntil),
    changes: offer.priceChanges
      ? { fx: formats.percent(offer.priceChanges.fx), material: formats.percent(offer.priceChanges.material) }
      : null,
    products: specifications(offer, reader),
    leadTime: leadTimeValues(offer, formats),
    transit: offer.transitDays === null ? null : formats.days(offer.transitDays),
    paymentTerms: inHisWords(offer.paymentTerms, reader),
    packing: offer.packing.map((packing) => packingValues(packing, reader)),
    containers: offer.containers,
  };
}

/** Values of a price range for `range.…`, or null when the offer is none. */
export function rangeValues(offer: Offer, reader: Reader) {
  if (offer.kind !== 'range') return null;
  const { formats } = reader;
  return {
    term: termOf(offer),
    validUntil: formats.date(offer.validUntil),
    lines: offer.lines.map((line) => ({
      product: nameOf(line.sku, reader),
      lowest: formats.money(line.lowest, offer.currency),
      highest: line.highest === line.lowest ? null : formats.money(line.highest, offer.currency),
      perUnit: formats.perUnit(line.unit),
      moq: formats.quantity(String(line.moq), line.unit),
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

function inHisWords(sentence: string, { company, formats, language }: Reader): string {
  const own = company.sales?.phrases[sentence];
  return (own && ownWords(own, language)) ?? formats.words.phrases[sentence] ?? sentence;
}

/** The delivery terms offered, e.g. `CIF Hamburg`, `FOB Ningbo`. */
export function offeredTerms(offer: Offer): string[] {
  if (offer.kind === 'none') return [];
  return offer.kind === 'range' ? [termOf(offer)] : offer.schemes.map(termOf);
}

/** A delivery term as it is written to a buyer. */
export function termOf({ incoterm, place }: { incoterm: string; place: string }): string {
  return `${incoterm} ${place}`.trim();
}

export function nameOf(sku: string, reader: Pick<Reader, 'catalogue' | 'language'>): string {
  const product = productBySku(reader.catalogue, sku);
  return product === undefined ? sku : productName(product, reader.language);
}

function schemeValues(scheme: Scheme, currency: string, reader: Reader) {
  const { formats } = reader;
  return {
    term: termOf(scheme),
    total: formats.money(scheme.total, currency),
    deposit: scheme.deposit === undefined ? null : formats.money(scheme.deposit, currency),
    severalLines: scheme.lines.length > 1,
    notes: notesOf(scheme, currency, formats),
    lines: scheme.lines.map((line) => ({
      product: nameOf(line.sku, reader),
      quantity: formats.quantity(line.quantity, line.unit),
      unitPrice: formats.money(line.unitPrice, currency),
      perUnit: formats.perUnit(line.unit),
      total: formats.money(line.total, currency),
    })),
  };
}

function notesOf(scheme: Scheme, currency: string, formats: Formats): SchemeNote[] {
  const notes: SchemeNote[] = [];
  if (scheme.mode) notes.push({ kind: 'mode', label: formats.words.modes[scheme.mode] });
  if (scheme.insurance) {
    const { clause, insuredValue } = scheme.insurance;
    notes.push({ kind: 'insurance', clause, value: formats.money(insuredValue, currency) });
  }
  if (scheme.importVat) notes.push({ kind: scheme.importVat === 'included' ? 'vat_included' : 'vat_excluded' });
  return notes;
}

/**
 * The table of prices by quantity, when there is more than one step in it. Of several products only the next cheaper
 * step of each: the whole tables would hide the offer.
 */
function tierValues({ tiers, currency, schemes }: Quotation, reader: Reader) {
  if (!tiers || tiers.products.every(({ prices }) => prices.length < 2)) return null;
  const { formats } = reader;
  const several = tiers.products.length > 1;
  const ordered = (sku: string) => schemes[0]?.lines.find((line) => line.sku === sku)?.quantity ?? '0';
  const shown = ({ sku, prices }: PriceTiers) =>
    several ? prices.filter(({ from }) => new Decimal(ordered(sku)).lt(from)).slice(0, 1) : prices;
  const steps = (product: PriceTiers) =>
    shown(product).map(({ from, unitPrice }) => ({
      product: several ? nameOf(product.sku, reader) : null,
      from: formats.quantity(String(from), product.unit),
      unitPrice: formats.money(unitPrice, currency),
      perUnit: formats.perUnit(product.unit),
    }));
  const all = tiers.products.flatMap(steps);
  return all.length > 0 ? { term: termOf(tiers), steps: all } : null;
}

function leadTimeValues({ leadTime }: Quotation, formats: Formats) {
  if (leadTime === null) return null;
  const { words } = formats;
  const factors = (leadTime.mayChange ?? []).map(({ factor, days }) =>
    days === null ? words.leadTimeFactors[factor] : `${words.leadTimeFactors[factor]} (+${formats.days(String(days))})`,
  );
  return {
    days: formats.days(String(leadTime.days)),
    basis: words.leadTimeBasis[leadTime.basis],
    start: words.leadTimeStart[leadTime.basis],
    factors: factors.length > 0 ? formats.list(factors) : null,
  };
}

function specifications(offer: Quotation, reader: Reader) {
  const skus = new Set(offer.schemes.flatMap((scheme) => scheme.lines.map((line) => line.sku)));
  return [...skus].flatMap((sku) => {
    const product = productBySku(reader.catalogue, sku);
    if (product === undefined) return [];
    const specification = inLanguage(product.specification, reader.language);
    return [{ name: productName(product, reader.language), specification }];
  });
}

function packingValues(packing: Packing, reader: Reader) {
  const { formats } = reader;
  const product = productBySku(reader.catalogue, packing.sku);
  const unit: Unit = product?.unit ?? 'pcs';
  const plain = (decimal: string) => formats.number(new Decimal(decimal).toFixed());
  return {
    product: nameOf(packing.sku, reader),
    perCarton:
      product === undefined
        ? formats.quantity(String(packing.perCarton), unit)
        : productAmount(product, packing.perCarton, formats),
    cartons: formats.quantity(String(packing.cartons), 'cartons'),
    volume: formats.quantity(new Decimal(packing.volumeM3).toFixed(), 'm3'),
    gross: formats.quantity(new Decimal(packing.grossKg).toFixed(), 'kg'),
    sides: packing.cartonCm ? packing.cartonCm.map(plain).join(' × ') : null,
  };
}
