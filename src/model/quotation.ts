/** A price as it is told to the customer (domain 1.8); what it cost us stands in calculation.ts and never in here. */
import { z } from 'zod';
import { DecimalText, Incoterm, Unit } from './inquiry.ts';
import { LeadTimeBasis, LeadTimeFactor } from './lead-time.ts';
import { TransportMode } from './transport.ts';

const QuotedLine = z.strictObject({
  sku: z.string(),
  quantity: DecimalText,
  unit: Unit,
  /** Rounded half-up to the currency's minor unit; `total` = unitPrice × quantity. */
  unitPrice: DecimalText,
  total: DecimalText,
});

/** Cover the seller buys for the buyer (CIF, CIP): Institute Cargo Clauses (A) or (C). */
const InsuranceTold = z.strictObject({ clause: z.enum(['A', 'C']), insuredValue: DecimalText });

export const Scheme = z.strictObject({
  incoterm: Incoterm,
  /** Named place as written to the buyer, e.g. `Hamburg`. */
  place: z.string(),
  lines: z.array(QuotedLine).min(1),
  total: DecimalText,
  /** What of the total is paid before production begins. */
  deposit: DecimalText.optional(),
  /** How the goods travel at the seller's cost; null when the buyer arranges the carriage. */
  mode: TransportMode.nullable().optional(),
  insurance: InsuranceTold.nullable().optional(),
  /** Whether the price holds the import VAT; null but for DDP. */
  importVat: z.enum(['included', 'excluded']).nullable().optional(),
});
export type Scheme = z.infer<typeof Scheme>;

/** Packing and loading of one quoted product (whole cartons); carton sides in cm. */
export const Packing = z.strictObject({
  sku: z.string(),
  perCarton: z.int(),
  cartons: z.int(),
  volumeM3: DecimalText,
  grossKg: DecimalText,
  netKg: DecimalText.nullable().optional(),
  cartonCm: z.tuple([DecimalText, DecimalText, DecimalText]).optional(),
});
export type Packing = z.infer<typeof Packing>;

/** Price range per product for an inquiry without an order quantity: from the highest tier to the MOQ tier, FOB. */
export const RangeLine = z.strictObject({
  sku: z.string(),
  unit: Unit,
  moq: z.int(),
  lowest: DecimalText,
  highest: DecimalText,
});
export type RangeLine = z.infer<typeof RangeLine>;

/** Unit prices of one product from each order quantity upwards, smallest quantity first. */
export const PriceTiers = z.strictObject({
  sku: z.string(),
  unit: Unit,
  prices: z.array(z.strictObject({ from: z.int(), unitPrice: DecimalText })).min(1),
});
export type PriceTiers = z.infer<typeof PriceTiers>;

/**
 * What the customer may know of a price. Nothing in it reveals cost, margin, floor or supplier. Optional fields are
 * those that offers stored by earlier versions do not have.
 */
export const Offer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('quotation'),
    currency: z.string().length(3),
    /** What the buyer asked for first. */
    schemes: z.array(Scheme).min(1),
    /** Prices by quantity under one rule; null when there is only one step. */
    tiers: z
      .strictObject({ incoterm: Incoterm, place: z.string(), products: z.array(PriceTiers).min(1) })
      .nullable()
      .optional(),
    packing: z.array(Packing),
    /** E.g. `1×20GP`; null when the goods do not fill containers of their own. */
    containers: z.string().nullable(),
    paymentTerms: z.string(),
    /** Null when the quantity is beyond what the catalogue promises a lead time for. */
    leadTime: z
      .strictObject({
        days: z.int(),
        basis: LeadTimeBasis,
        /** What may change it, with the days it may add where known. */
        mayChange: z.array(z.strictObject({ factor: LeadTimeFactor, days: z.int().nullable() })).optional(),
      })
      .nullable(),
    transitDays: z.string().nullable(),
    /** Last day of the price, and apart from it that of the freight in it. */
    validUntil: z.iso.date(),
    freightValidUntil: z.iso.date().nullable(),
    /** Changes of exchange rate and material from which the price may change earlier, as fractions. */
    priceChanges: z.strictObject({ fx: DecimalText, material: DecimalText }).nullable().optional(),
  }),
  z.strictObject({
    kind: z.literal('range'),
    currency: z.string().length(3),
    incoterm: Incoterm,
    place: z.string(),
    lines: z.array(RangeLine).min(1),
    validUntil: z.iso.date(),
  }),
  z.strictObject({ kind: z.literal('none') }),
]);
export type Offer = z.infer<typeof Offer>;

export const QuotationStatus = z.enum(['draft', 'sent', 'accepted', 'rejected', 'expired', 'superseded']);
export type QuotationStatus = z.infer<typeof QuotationStatus>;

/** An offer under its number; what was sent never changes, a new price is a new version under the same number. */
export const Quotation = z.strictObject({
  inquiryId: z.int(),
  /** Null as long as there is no price to name. */
  quoteNo: z.string().nullable(),
  version: z.int().positive(),
  status: QuotationStatus,
  offer: Offer,
  /** A manager has to agree before it is sent. */
  needsManager: z.boolean(),
  createdAt: z.date(),
  sentAt: z.date().nullable(),
});
export type Quotation = z.infer<typeof Quotation>;
