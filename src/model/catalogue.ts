/** What the company sells (domain 1.6) as written in config/catalogue.yaml. */
import { z } from 'zod';
import { Unit } from './inquiry.ts';
import { LeadTimeBasis, LeadTimeFactor } from './lead-time.ts';
import { Tier } from './pricing.ts';
import { Amount, Currency, Fraction, Positive, validity } from './settings-number.ts';
import { ContainerType } from './transport.ts';

/** Text by language (BCP 47 primary tag); English is the net that every reader falls into. */
const ByLanguage = z.object({ en: z.string() }).catchall(z.string());

/** Other words for it, as one list or by language. */
const Synonyms = z
  .union([z.array(z.string()), z.record(z.string(), z.array(z.string()))], {
    error: 'must be a list of words, or lists of words by language',
  })
  .transform((words) => (Array.isArray(words) ? words : Object.values(words).flat()))
  .default([]);

const Category = z.strictObject({ id: z.string(), names: ByLanguage, synonyms: Synonyms });

/**
 * Cost of one unit; each part includes VAT where the pricing's `vatMode` is `trading` and excludes it where it is
 * `manufacturer`. After `validUntil` the product is not priced any more; the date covers the product's tax rates too.
 */
export const CostSheet = z.strictObject({
  material: Amount,
  production: Amount,
  packaging: Amount,
  overhead: Amount.default('0'),
  /** Share of the material that is lost in production. */
  scrap: Fraction.default('0'),
  /** Moulds and tools for one order, spread over its quantity. */
  tooling: Amount.default('0'),
  /** The pricing's cost currency when not given. */
  currency: Currency.optional(),
  supplier: z.string().optional(),
  ...validity,
});

/** What a product does differently from the pricing's rules; `listPrice` replaces cost and margin as the start. */
const ProductPricing = z.strictObject({
  margin: Amount.optional(),
  marginFloor: Fraction.optional(),
  tiers: z.array(Tier).min(1).optional(),
  listPrice: z.strictObject({ amount: Positive, currency: Currency }).optional(),
});

const Length = z.union([z.number().positive(), Positive], { error: 'must be a length in cm above 0' });

const PackingData = z.strictObject({
  perCarton: z.int().positive(),
  /** Length, width, height in cm. */
  cartonCm: z.tuple([Length, Length, Length]),
  grossKg: Amount,
  netKg: Amount.optional(),
  /** Cartons counted in a real container, where they differ from what the volume says. */
  cartonsPer: z.partialRecord(ContainerType, z.int().positive()).optional(),
});

const LeadTimeChange = z.strictObject({ factor: LeadTimeFactor, days: z.int().positive().optional() });

const LeadTime = z.strictObject({
  days: z.int().positive(),
  basis: LeadTimeBasis,
  upToQuantity: z.int().positive(),
  /** Longer times for larger orders. */
  bands: z.array(z.strictObject({ upToQuantity: z.int().positive(), days: z.int().positive() })).default([]),
  sampleDays: z.int().positive().optional(),
  mayChange: z.array(LeadTimeChange).default([]),
});

const Attribute = z.strictObject({
  name: z.string(),
  value: z.string(),
  unit: z.string().optional(),
  /** What it can be had in. */
  options: z.array(z.string()).default([]),
});

const productFields = {
  sku: z.string(),
  categoryId: z.string(),
  names: ByLanguage,
  synonyms: Synonyms,
  unit: Unit,
  moq: z.int().positive(),
  attributes: z.array(Attribute).default([]),
  specification: ByLanguage,
  hsCode: z.string(),
  vatRate: Fraction,
  exportRebateRate: Fraction,
  packing: PackingData,
  leadTime: LeadTime,
  certificates: z.array(z.string()).default([]),
  cost: CostSheet,
  pricing: ProductPricing.default({}),
};

/** A make of a product with a number of its own; what it does not say is as in the product. */
const Variant = z.strictObject({
  sku: z.string(),
  names: ByLanguage.optional(),
  attributes: z.array(Attribute).default([]),
  specification: ByLanguage.optional(),
  moq: z.int().positive().optional(),
  packing: PackingData.optional(),
  leadTime: LeadTime.optional(),
  certificates: z.array(z.string()).optional(),
  cost: CostSheet.optional(),
  pricing: ProductPricing.optional(),
});

export const Product = z
  .strictObject({ ...productFields, variants: z.array(Variant).default([]) })
  .refine((product) => Number(product.exportRebateRate) <= Number(product.vatRate), {
    path: ['exportRebateRate'],
    message: 'is higher than vatRate: no more can be refunded than was paid',
  });
export type Product = z.infer<typeof Product>;

export const Catalogue = z.strictObject({ categories: z.array(Category), products: z.array(Product).min(1) });
export type Catalogue = z.infer<typeof Catalogue>;
