/** How a price is made (domain 1.7, 4.2): rates with their validity, margin and tiers, as in config/pricing.yaml. */
import { z } from 'zod';
import { DecimalText } from './inquiry.ts';

/** A share below 1, e.g. 0.25; guards against 25 written for 25 %. */
export const Fraction = DecimalText.refine((text) => Number(text) < 1, 'write 25 % as 0.25');

/** The cost lines from the factory to on board (domain 4.1). */
export const OriginLine = z.enum(['loading', 'haulage', 'export_clearance', 'origin_terminal']);
export type OriginLine = z.infer<typeof OriginLine>;

export const ContainerType = z.enum(['20GP', '40GP', '40HQ']);
export type ContainerType = z.infer<typeof ContainerType>;

/** More than nothing, for what is divided by. */
const Positive = DecimalText.refine((text) => Number(text) > 0, 'must be more than 0');

/** What one cost line costs, in any of the two currencies; `validUntil` is the last day it may be used. */
export const OriginCharge = z.object({
  line: OriginLine,
  amount: DecimalText,
  currency: z.string().length(3),
  basis: z.enum(['shipment', 'container']).default('shipment'),
  validUntil: z.iso.date().optional(),
});
export type OriginCharge = z.infer<typeof OriginCharge>;

/** Sea freight for one container from the company's port to a port of destination, with its last valid day. */
export const OceanRate = z.object({
  to: z.string().length(5),
  /** The port as it is written to the buyer, e.g. `Hamburg`. */
  toName: z.string(),
  container: ContainerType,
  amount: DecimalText,
  currency: z.string().length(3),
  validUntil: z.iso.date(),
  transitDays: z.string(),
});
export type OceanRate = z.infer<typeof OceanRate>;

export const Pricing = z.object({
  /** Currency of the cost sheets (ISO 4217). */
  costCurrency: z.string().length(3),
  quoteCurrency: z.string().length(3),
  /** Where the goods are handed over: named place of EXW, of FCA, and of FAS and FOB. */
  factory: z.string(),
  terminal: z.string(),
  portOfLoading: z.object({ locode: z.string().length(5), name: z.string() }),
  vatMode: z.enum(['trading', 'none']),
  fx: z.object({
    /** Units of the cost currency for one unit of the quote currency, mid-market. */
    mid: Positive,
    /** Fraction taken off the mid rate, e.g. 0.01. */
    buffer: Fraction,
    date: z.iso.date(),
    maxAgeDays: z.int().positive(),
    source: z.string(),
  }),
  /** Profit divided by the goods price, e.g. 0.25 (domain 4.2 step 4, margin base `goods`). */
  margin: Fraction,
  /** Below this effective margin a manager has to agree. */
  marginFloor: Fraction,
  /** Highest tier reached counts; `discount` is a fraction of the goods price. */
  tiers: z.array(z.object({ from: z.int().positive(), discount: Fraction })).min(1),
  /** Charges from the factory to on board (domain 4.1); each line at least once, 0 where it costs nothing. */
  originCharges: z
    .array(OriginCharge)
    .refine(
      (charges) => OriginLine.options.every((line) => charges.some((charge) => charge.line === line)),
      `needs one entry each for ${OriginLine.options.join(', ')} (amount 0 where it costs nothing)`,
    ),
  oceanFreight: z.array(OceanRate),
  /** `cover` is the insured share of the price (1.10 = 110 %), `rateClauseC` the premium as a fraction of it. */
  insurance: z.object({
    cover: Positive.refine((text) => Number(text) < 2, 'write 110 % as 1.10'),
    rateClauseC: DecimalText.refine((text) => Number(text) < 0.5, 'write 0.15 % as 0.0015'),
    validUntil: z.iso.date().optional(),
  }),
  /** Usable volume in m³ and payload in t of a container. */
  containers: z.record(ContainerType, z.object({ usableM3: Positive, maxT: Positive })),
  paymentTerms: z.string(),
  validityDays: z.int().positive(),
});
export type Pricing = z.infer<typeof Pricing>;
