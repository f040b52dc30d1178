/** What the company sells (domain 1.6) as written in config/catalogue.yaml. */
import { z } from 'zod';
import { DecimalText, Unit } from './inquiry.ts';
import { Fraction } from './pricing.ts';

/** Text by language (BCP 47 primary tag); English is the net that every reader falls into. */
const ByLanguage = z.object({ en: z.string() }).catchall(z.string());

const Category = z.object({ id: z.string(), names: ByLanguage, synonyms: z.array(z.string()).default([]) });

/**
 * Cost of one unit in the company's currency; each part includes VAT where the pricing's `vatMode` is `trading`. After
 * `validUntil` the product is not priced any more; the date covers the product's tax rates as well.
 */
const CostSheet = z.object({
  material: DecimalText,
  production: DecimalText,
  packaging: DecimalText,
  overhead: DecimalText.default('0'),
  validUntil: z.iso.date().optional(),
});

export const Product = z
  .object({
    sku: z.string(),
    categoryId: z.string(),
    names: ByLanguage,
    synonyms: z.array(z.string()).default([]),
    unit: Unit,
    moq: z.int().positive(),
    attributes: z.array(z.object({ name: z.string(), value: z.string(), unit: z.string().optional() })).default([]),
    specification: ByLanguage,
    hsCode: z.string(),
    vatRate: Fraction,
    exportRebateRate: Fraction,
    packing: z.object({
      perCarton: z.int().positive(),
      /** Length, width, height in cm. */
      cartonCm: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
      grossKg: DecimalText,
    }),
    leadTime: z.object({
      days: z.int().positive(),
      basis: z.enum(['order_confirmation', 'deposit_received', 'artwork_approved']),
      upToQuantity: z.int().positive(),
    }),
    certificates: z.array(z.string()).default([]),
    cost: CostSheet,
  })
  .refine((product) => Number(product.exportRebateRate) <= Number(product.vatRate), {
    path: ['exportRebateRate'],
    message: 'is higher than vatRate: no more can be refunded than was paid',
  });
export type Product = z.infer<typeof Product>;

export const Catalogue = z.object({ categories: z.array(Category), products: z.array(Product).min(1) });
export type Catalogue = z.infer<typeof Catalogue>;
