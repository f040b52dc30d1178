/** How a price is made (domain 1.7, 4.2): rates with their validity, margin and tiers, as in config/pricing.yaml. */
import { z } from 'zod';
import { DutyRate, ExportTaxRate, ImportRule } from './duty.ts';
import { ContainerSize, DestinationCharge, FreightRate, OriginCharge } from './logistics.ts';
import { Amount, Currency, Fraction, Positive, validity } from './settings-number.ts';
import { ContainerType } from './transport.ts';

/** `discount` is a fraction of the goods price (margin base `goods`), `margin` that of the price (base `price`). */
export const Tier = z.strictObject({
  from: z.int().positive(),
  discount: Fraction.optional(),
  margin: Fraction.optional(),
});
export type Tier = z.infer<typeof Tier>;

/** One unit of `currency` costs `mid` units of `in`, mid-market. */
export const FxRate = z
  .strictObject({
    currency: Currency,
    in: Currency,
    mid: Positive,
    date: z.iso.date(),
    source: z.string(),
    buffer: Fraction.optional(),
  })
  .refine((rate) => rate.currency !== rate.in, { path: ['in'], message: 'is the same currency' });
export type FxRate = z.infer<typeof FxRate>;

const NEEDED_LINES = ['loading', 'haulage', 'export_clearance', 'origin_terminal'] as const;

export const Pricing = z
  .strictObject({
    /** Currency of the cost sheets, and the one we quote in when the buyer asks for none. */
    costCurrency: Currency,
    quoteCurrency: Currency,
    /** Where the goods are handed over: named place of EXW, of FCA, of FAS and FOB, and of FCA by air. */
    factory: z.string(),
    terminal: z.string(),
    portOfLoading: z.strictObject({ locode: z.string().length(5), name: z.string() }),
    airport: z.strictObject({ code: z.string().length(3), name: z.string() }).optional(),
    vatMode: z.enum(['trading', 'manufacturer', 'none']),
    /** Whether we remain exporter of record under EXW and so keep the refund (domain 4.1: usually not). */
    exwRebate: z.boolean().default(false),
    fx: z.strictObject({ buffer: Fraction, maxAgeDays: z.int().positive(), rates: z.array(FxRate) }),
    margin: Amount,
    /** `margin` = profit ÷ price, `markup` = profit ÷ cost. */
    marginMeans: z.enum(['margin', 'markup']).default('margin'),
    /** `goods`: on the goods price, logistics passed on at cost; `price`: on the whole price of the rule. */
    marginBase: z.enum(['goods', 'price']).default('goods'),
    marginFloor: Fraction,
    tiers: z.array(Tier).min(1),
    commission: Fraction.default('0'),
    /** Credit to the buyer: yearly interest, and the shares for credit insurance and the bank. */
    financing: z
      .strictObject({
        creditDays: z.int().min(0).default(0),
        annualRate: Fraction,
        creditInsurance: Fraction.default('0'),
        bankCharges: Fraction.default('0'),
        yearDays: z.union([z.literal(360), z.literal(365)]).default(360),
      })
      .optional(),
    originCharges: z
      .array(OriginCharge)
      .refine(
        (charges) => NEEDED_LINES.every((line) => charges.some((charge) => charge.line === line)),
        `needs one entry each for ${NEEDED_LINES.join(', ')} (amount '0' where it costs nothing)`,
      ),
    destinationCharges: z.array(DestinationCharge).default([]),
    freight: z.array(FreightRate),
    /** A load above this is not offered as less than a container load unless the buyer asks for it. */
    lclUpToM3: Positive.default('15'),
    /** `cover` is the insured share of the price (1.10 = 110 %); the rates are premiums as a fraction of it. */
    insurance: z.strictObject({
      cover: Positive.refine((text) => Number(text) < 2, 'write 110 % as 1.10'),
      rateClauseC: Amount.refine((text) => Number(text) < 0.5, 'write 0.15 % as 0.0015'),
      rateClauseA: Amount.refine((text) => Number(text) < 0.5, 'write 0.30 % as 0.0030').optional(),
      ...validity,
    }),
    exportTaxRates: z.array(ExportTaxRate).default([]),
    importRules: z.array(ImportRule).default([]),
    dutyRates: z.array(DutyRate).default([]),
    containers: z.record(ContainerType, ContainerSize),
    /** Unit prices below this are quoted with four decimals. */
    fourDecimalsBelow: Positive.optional(),
    paymentTerms: z.string(),
    /** What of the total is paid before production; absent = nothing, or it cannot be told. */
    depositShare: Fraction.optional(),
    validityDays: z.int().positive(),
    /** Changes from which we may change the price before it expires, as fractions. */
    priceChanges: z.strictObject({ fx: Fraction, material: Fraction }).optional(),
  })
  .superRefine(({ margin, marginMeans, marginBase, tiers }, context) => {
    if (marginMeans === 'margin' && Number(margin) >= 1)
      context.addIssue({ code: 'custom', path: ['margin'], message: 'write 25 % as 0.25' });
    if (marginMeans === 'markup' && Number(margin) >= 10)
      context.addIssue({ code: 'custom', path: ['margin'], message: 'write a markup of 25 % as 0.25' });
    const wrong = marginBase === 'goods' ? 'margin' : 'discount';
    tiers.forEach((tier, index) => {
      if (tier[wrong] !== undefined)
        context.addIssue({
          code: 'custom',
          path: ['tiers', index, wrong],
          message: `with marginBase ${marginBase} a tier has a ${marginBase === 'goods' ? 'discount' : 'margin'}`,
        });
    });
  });
export type Pricing = z.infer<typeof Pricing>;
