/** Makes the quotation for the lines a buyer ordered: schemes, price tiers, packing, containers, lead time, validity. */
import { DateTime } from 'luxon';
import type { Gap, Margin, TraceLine } from '../model/calculation.ts';
import type { Offer } from '../model/quotation.ts';
import type { Way } from './carriage.ts';
import { Exact } from './exact-decimal.ts';
import { type Found, gap } from './gaps.ts';
import { leadTimeGaps, leadTimeTold } from './lead-time.ts';
import type { OrderLine } from './order-lines.ts';
import { priceTiers } from './price-tiers.ts';
import type { FixedProfits } from './profit.ts';
import type { Rates } from './rates.ts';
import { fixedProfits } from './requested-price.ts';
import { offeredScheme, type PricedScheme, priceScheme } from './scheme.ts';
import { planShipment, type Shipment, type ShipmentLine } from './shipment.ts';
import { traceQuotation } from './trace.ts';
import type { WantedTerms } from './wanted-terms.ts';

type Quotation = Extract<Offer, { kind: 'quotation' }>;

/** An offer with all that only the company may see of it. */
export type Calculated = { offer: Offer; gaps: Gap[]; hints: Gap[]; margins: Margin[]; trace: TraceLine[] };

/** A scheme that cannot be priced is named in `gaps`; without any scheme there is no offer. */
export const quotationOffer = (
  ordered: readonly OrderLine[],
  way: Way,
  wanted: WantedTerms,
  rates: Rates,
): Calculated => {
  const goesOverseas = wanted.terms.some((term) => term.costs.mainCarriage);
  const planned = planShipment(ordered, goesOverseas ? wanted.destination : null, way, rates);
  if (planned.kind === 'gap') return noOffer([planned.gap]);
  const shipment = planned.value;
  const fixed = firstFixed(wanted, shipment, rates);
  if (fixed.kind === 'gap') return noOffer([...wanted.gaps, fixed.gap]);
  const results = wanted.terms.map((term) => priceScheme(term, shipment, rates, fixed.value));
  const priced = results.flatMap((result) => (result.kind === 'found' ? [result.value] : []));
  const gaps = [
    ...wanted.gaps,
    ...results.flatMap((result) => (result.kind === 'gap' ? [result.gap] : [])),
    ...(rates.wishes.leadTimeDays === undefined ? leadTimeGaps(ordered) : []),
  ];
  const [first, ...others] = priced.map((scheme) => offeredScheme(scheme, rates));
  if (first === undefined) return noOffer(gaps);
  const offer: Quotation = {
    kind: 'quotation',
    currency: rates.currency,
    schemes: [first, ...others],
    tiers: priceTiers(ordered, way, rates),
    packing: shipment.lines.map(packingTold),
    containers: containersTold(shipment),
    paymentTerms: rates.pricing.paymentTerms,
    leadTime: leadTimeTold(ordered, rates.wishes.leadTimeDays),
    ...freightTold(priced),
    validUntil: validUntil(rates),
    priceChanges: rates.pricing.priceChanges ?? null,
  };
  const margins = priced.flatMap(marginsOf);
  const trace = traceQuotation(shipment, priced, rates);
  return { offer, gaps, hints: [...wanted.hints, ...hintsOf(offer, margins)], margins, trace };
};

const noOffer = (gaps: Gap[]): Calculated => ({ offer: { kind: 'none' }, gaps, hints: [], margins: [], trace: [] });

/** Requested unit prices hold for the first scheme; the others follow with the same profit. */
const firstFixed = ({ terms }: WantedTerms, shipment: Shipment, rates: Rates): Found<FixedProfits> => {
  const [first] = terms;
  return first === undefined ? { kind: 'found', value: new Map() } : fixedProfits(first, shipment, rates);
};

/** The last day on which the buyer may accept the price (domain 4.2 step 10). */
export const validUntil = ({ pricing, wishes, today }: Rates): string =>
  DateTime.fromISO(today, { zone: 'utc' })
    .plus({ days: wishes.validityDays ?? pricing.validityDays })
    .toFormat('yyyy-MM-dd');

const packingTold = ({ product, packed }: ShipmentLine): Quotation['packing'][number] => {
  const [length, width, height] = product.packing.cartonCm;
  return {
    sku: product.sku,
    perCarton: product.packing.perCarton,
    cartons: packed.cartons.toNumber(),
    volumeM3: packed.volumeM3.toFixed(2),
    grossKg: packed.grossKg.toFixed(),
    netKg: packed.netKg?.toDecimalPlaces(2).toFixed() ?? null,
    cartonCm: [new Exact(length).toFixed(), new Exact(width).toFixed(), new Exact(height).toFixed()],
  };
};

const containersTold = ({ carriage }: Shipment): string | null => {
  const { containers } = carriage.measures;
  return containers === null ? null : `${containers.count.toFixed()}×${containers.type}`;
};

const freightTold = (priced: readonly PricedScheme[]): Pick<Quotation, 'transitDays' | 'freightValidUntil'> => {
  const rate = priced.find((scheme) => scheme.freight !== null)?.freight?.rate;
  return { transitDays: rate?.transitDays ?? null, freightValidUntil: rate?.validUntil ?? null };
};

/** Profit shares against the floor; ten decimals, so that the last digits of a division decide nothing. */
export const marginsOf = ({ name, lines }: PricedScheme): Margin[] =>
  lines.map(({ line, profit }) => {
    const effective = profit.effectiveMargin.toDecimalPlaces(10);
    return {
      scheme: name,
      sku: line.product.sku,
      effective: effective.toFixed(),
      floor: line.rule.floor.toFixed(),
      belowFloor: effective.lt(line.rule.floor),
    };
  });

const hintsOf = (offer: Quotation, margins: readonly Margin[]): Gap[] => {
  const { freightValidUntil: ends } = offer;
  return [
    ...(margins.some((margin) => margin.belowFloor) ? [gap('not_sent_alone')] : []),
    ...(ends !== null && ends < offer.validUntil ? [gap('freight_ends', { date: ends })] : []),
  ];
};
