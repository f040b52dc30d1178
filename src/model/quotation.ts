/** A price as it is told to the customer, and apart from it the calculation that only the company may see (domain 1.8). */
import { z } from 'zod';
import { DecimalText, Incoterm, Unit } from './inquiry.ts';

const QuotedLine = z.object({
  sku: z.string(),
  quantity: DecimalText,
  unit: Unit,
  /** Rounded half-up to the currency's minor unit; `total` = unitPrice × quantity. */
  unitPrice: DecimalText,
  total: DecimalText,
});

export const Scheme = z.object({
  incoterm: Incoterm,
  /** Named place as written to the buyer, e.g. `Hamburg`. */
  place: z.string(),
  lines: z.array(QuotedLine).min(1),
  total: DecimalText,
});
export type Scheme = z.infer<typeof Scheme>;

/** Packing and loading of one quoted product (whole cartons). */
export const Packing = z.object({
  sku: z.string(),
  perCarton: z.int(),
  cartons: z.int(),
  volumeM3: DecimalText,
  grossKg: DecimalText,
});
export type Packing = z.infer<typeof Packing>;

/** Price range per product for an inquiry without an order quantity: from the highest tier to the MOQ tier, FOB. */
export const RangeLine = z.object({
  sku: z.string(),
  unit: Unit,
  moq: z.int(),
  lowest: DecimalText,
  highest: DecimalText,
});
export type RangeLine = z.infer<typeof RangeLine>;

/** What the customer may know of a price. Nothing in it reveals cost or margin. */
export const Offer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('quotation'),
    currency: z.string().length(3),
    schemes: z.array(Scheme).min(1),
    packing: z.array(Packing),
    containers: z.string().nullable(),
    paymentTerms: z.string(),
    /** Null when the quantity is beyond what the catalogue promises a lead time for. */
    leadTime: z
      .object({ days: z.int(), basis: z.enum(['order_confirmation', 'deposit_received', 'artwork_approved']) })
      .nullable(),
    transitDays: z.string().nullable(),
    validUntil: z.iso.date(),
    freightValidUntil: z.iso.date().nullable(),
  }),
  z.object({
    kind: z.literal('range'),
    currency: z.string().length(3),
    incoterm: Incoterm,
    place: z.string(),
    lines: z.array(RangeLine).min(1),
    validUntil: z.iso.date(),
  }),
  z.object({ kind: z.literal('none') }),
]);
export type Offer = z.infer<typeof Offer>;

/** One line of the calculation, for the salesperson's eyes and the audit only. */
export const TraceLine = z.object({ step: z.string(), value: z.string(), source: z.string() });
export type TraceLine = z.infer<typeof TraceLine>;

/** The result of the price engine. `missing` names what could not be priced and why; a gap is never filled by a guess. */
export const PriceResult = z.object({
  offer: Offer,
  missing: z.array(z.string()),
  belowFloor: z.boolean(),
  trace: z.array(TraceLine),
});
export type PriceResult = z.infer<typeof PriceResult>;
