/** How a price is made (domain 1.7, 4.2): rates with their validity, margin and tiers, as in config/pricing.yaml. */
import { z } from 'zod';
import { DecimalText } from './inquiry.ts';

const Money = z.object({ amount: DecimalText, currency: z.string().length(3) });

/** Sea freight for one container from the company's port to a port of destination, with its last valid day. */
export const OceanRate = z.object({
  to: z.string().length(5),
  container: z.enum(['20GP', '40GP', '40HQ']),
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
  portOfLoading: z.object({ locode: z.string().length(5), name: z.string() }),
  vatMode: z.enum(['trading', 'none']),
  fx: z.object({
    /** Units of the cost currency for one unit of the quote currency, mid-market. */
    mid: DecimalText,
    /** Fraction taken off the mid rate, e.g. 0.01. */
    buffer: DecimalText,
    date: z.iso.date(),
    maxAgeDays: z.int().positive(),
    source: z.string(),
  }),
  /** Profit divided by the goods price, e.g. 0.25 (domain 4.2 step 4, margin base `goods`). */
  margin: DecimalText,
  /** Below this effective margin a manager has to agree. */
  marginFloor: DecimalText,
  /** Highest tier reached counts; `discount` is a fraction of the goods price. */
  tiers: z.array(z.object({ from: z.int().positive(), discount: DecimalText })).min(1),
  /** Charges per shipment from the factory to on board (domain 4.1), by cost line. */
  originCharges: z.array(Money.extend({ line: z.enum(['loading', 'haulage', 'export_clearance', 'origin_terminal']) })),
  oceanFreight: z.array(OceanRate),
  insurance: z.object({ cover: DecimalText, rateClauseC: DecimalText }),
  /** Usable volume in m³ and payload in t of a container. */
  containers: z.record(z.enum(['20GP', '40GP', '40HQ']), z.object({ usableM3: DecimalText, maxT: DecimalText })),
  paymentTerms: z.string(),
  validityDays: z.int().positive(),
});
export type Pricing = z.infer<typeof Pricing>;
