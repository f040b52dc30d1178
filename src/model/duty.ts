/** Taxes at both borders (domain 1.7, 4.2 steps 2 and 8): export VAT refund, import rules of a country, duty by HS code. */
import { z } from 'zod';
import { Amount, Country, Currency, Fraction, validity } from './settings-number.ts';
import { TransportMode } from './transport.ts';

const HsPrefix = z.string().regex(/^\d{2,12}$/, 'must be the first digits of a customs tariff number');

/** VAT and the share of it refunded on export, by tariff number; the longest `hs` that fits counts. */
export const ExportTaxRate = z
  .strictObject({ hs: HsPrefix, vatRate: Fraction, rebateRate: Fraction, ...validity })
  .refine((rate) => Number(rate.rebateRate) <= Number(rate.vatRate), {
    path: ['rebateRate'],
    message: 'is higher than vatRate: no more can be refunded than was paid',
  });
export type ExportTaxRate = z.infer<typeof ExportTaxRate>;

/** A charge of customs on the whole consignment, e.g. the US merchandise processing fee. */
const ImportFee = z.strictObject({
  name: z.string(),
  rate: Fraction,
  minimum: Amount.optional(),
  maximum: Amount.optional(),
  currency: Currency,
  modes: z.array(TransportMode).min(1).optional(),
});

/** How a country taxes imports. Without `importerOfRecord` we may not import there and offer DAP instead of DDP. */
export const ImportRule = z.strictObject({
  country: Country,
  importerOfRecord: z.boolean().default(false),
  customsValue: z.enum(['cif', 'fob']),
  vatRate: Fraction,
  /** Whether transport from the border to the buyer belongs to the base of the import VAT (it does in the EU). */
  vatOnInlandTransport: z.boolean().default(true),
  /** Whether DDP prices hold the import VAT; businesses that reclaim it want it excluded. */
  quoteVat: z.enum(['included', 'excluded']).default('excluded'),
  fees: z.array(ImportFee).default([]),
  ...validity,
});
export type ImportRule = z.infer<typeof ImportRule>;

/** Duty on goods of a tariff number; `additional` covers anti-dumping and the like, `specific` an amount by quantity. */
export const DutyRate = z.strictObject({
  country: Country,
  hs: HsPrefix,
  /** Country of origin it holds for; every origin when not given. */
  origin: Country.optional(),
  rate: Amount.refine((text) => Number(text) < 10, 'write 6.7 % as 0.067'),
  additional: Amount.refine((text) => Number(text) < 10, 'write 20 % as 0.20').default('0'),
  specific: z.strictObject({ amount: Amount, currency: Currency, per: z.enum(['unit', 'kg']) }).optional(),
  ...validity,
});
export type DutyRate = z.infer<typeof DutyRate>;
