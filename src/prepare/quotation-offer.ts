/** Makes the quotation for the lines a buyer ordered: schemes, packing, containers, lead time and validity. */
import { DateTime } from 'luxon';
import type { ContainerType } from '../model/pricing.ts';
import type { Offer, PriceResult } from '../model/quotation.ts';
import type { OrderLine } from './order-lines.ts';
import { offeredScheme, type PricedScheme, priceScheme } from './scheme.ts';
import { planShipment, type Rates, type Shipment, type ShipmentLine } from './shipment.ts';
import { traceScheme, traceShipment } from './trace.ts';
import type { WantedTerms } from './wanted-terms.ts';

type Quotation = Extract<Offer, { kind: 'quotation' }>;

/** A scheme that cannot be priced is named in `missing`; without any scheme there is no offer. */
export const quotationOffer = (
  ordered: OrderLine[],
  container: ContainerType | null,
  wanted: WantedTerms,
  rates: Rates,
): PriceResult => {
  const { pricing } = rates;
  const goesOverseas = wanted.terms.some((term) => term.costs.mainCarriage);
  const shipment = planShipment(ordered, goesOverseas ? wanted.destination : null, container, rates);
  const results = wanted.terms.map((term) => priceScheme(term, shipment, rates));
  const priced = results.filter((result): result is PricedScheme => result.kind === 'priced');
  const [first, ...others] = priced.map((scheme) => offeredScheme(scheme, pricing.quoteCurrency));
  const missing = [
    ...wanted.missing,
    ...results.flatMap((result) => (result.kind === 'missing' ? [result.reason] : [])),
    ...shipment.lines.filter(beyondLeadTime).map(leadTimeSentence),
  ];
  const offer: Offer =
    first === undefined
      ? { kind: 'none' }
      : {
          kind: 'quotation',
          currency: pricing.quoteCurrency,
          schemes: [first, ...others],
          packing: shipment.lines.map(packingTold),
          containers: `${shipment.containers.count.toFixed()}×${shipment.containers.type}`,
          paymentTerms: pricing.paymentTerms,
          leadTime: leadTime(shipment.lines),
          ...freightTold(shipment, priced),
          validUntil: validUntil(rates),
        };
  return {
    offer,
    missing,
    belowFloor: first !== undefined && shipment.lines.some((line) => line.goods.belowFloor),
    trace: [...traceShipment(shipment, rates), ...priced.flatMap((scheme) => traceScheme(scheme, shipment, rates))],
  };
};

/** The last day on which the buyer may accept the price (domain 4.2 step 10). */
export const validUntil = ({ pricing, today }: Rates): string =>
  DateTime.fromISO(today, { zone: 'utc' }).plus({ days: pricing.validityDays }).toFormat('yyyy-MM-dd');

const beyondLeadTime = ({ product, quantity }: ShipmentLine): boolean => quantity.gt(product.leadTime.upToQuantity);

const leadTimeSentence = ({ product, quantity }: ShipmentLine): string =>
  `${product.sku}: the lead time holds up to ${product.leadTime.upToQuantity} ${product.unit}; ` +
  `ask the factory about ${quantity.toFixed()} ${product.unit}.`;

const packingTold = ({ product, packed }: ShipmentLine): Quotation['packing'][number] => ({
  sku: product.sku,
  perCarton: product.packing.perCarton,
  cartons: packed.cartons.toNumber(),
  volumeM3: packed.volumeM3.toFixed(2),
  grossKg: packed.grossKg.toFixed(),
});

/** Earliest to latest event from which a lead time counts. */
const BASES = ['order_confirmation', 'deposit_received', 'artwork_approved'] as const;

/** The goods travel together, so the longest time counts, from the latest of the starting events. */
const leadTime = (lines: ShipmentLine[]): Quotation['leadTime'] => {
  if (lines.some(beyondLeadTime)) return null;
  const times = lines.map((line) => line.product.leadTime);
  const basis = BASES.findLast((event) => times.some((time) => time.basis === event)) ?? 'order_confirmation';
  return { days: Math.max(...times.map((time) => time.days)), basis };
};

const freightTold = (
  { freight }: Shipment,
  priced: PricedScheme[],
): Pick<Quotation, 'transitDays' | 'freightValidUntil'> =>
  freight?.kind === 'freight' && priced.some((scheme) => scheme.freight !== null)
    ? { transitDays: freight.rate.transitDays, freightValidUntil: freight.rate.validUntil }
    : { transitDays: null, freightValidUntil: null };
