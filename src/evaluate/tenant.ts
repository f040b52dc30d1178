/** The seller whose mail is evaluated: tenant.json as the settings that the reading of mail needs. */
import { z } from 'zod';
import type { Assortment } from '../model/assortment.ts';
import { Company } from '../model/company.ts';
import { Unit } from '../model/inquiry.ts';

const ByLanguage = z.object({ en: z.string() }).catchall(z.string());
const Attribute = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()]))]);

export const Tenant = z.object({
  company: z.object({
    name: z.string(),
    country: z.string().length(2),
    domains: z.array(z.string().toLowerCase()).min(1),
    website: z.string(),
  }),
  mailbox: z.string().toLowerCase(),
  team: z
    .array(
      z.object({
        name: z.string(),
        email: z.string().toLowerCase(),
        aliases: z.array(z.string().toLowerCase()).default([]),
        role: z.enum(['sales', 'manager']),
      }),
    )
    .min(1),
  categories: z.array(z.object({ id: z.string(), names: ByLanguage, synonyms: z.array(z.string()).default([]) })),
  products: z.array(
    z.object({
      sku: z.string(),
      category: z.string(),
      names: ByLanguage,
      synonyms: z.array(z.string()).default([]),
      unit: Unit,
      moq: z.number().positive(),
      attributes: z.record(z.string(), Attribute).default({}),
    }),
  ),
  competitorDomains: z.array(z.string().toLowerCase()).default([]),
});
export type Tenant = z.infer<typeof Tenant>;

/** `timeZone` is the seller's: relative dates are resolved in it. */
export function companyOf(tenant: Tenant, timeZone: string): Company {
  const [first] = tenant.team;
  return Company.parse({
    ...tenant.company,
    address: tenant.company.country,
    timeZone,
    team: tenant.team,
    defaultOwner: tenant.team.find(({ role }) => role === 'manager')?.email ?? first?.email,
    competitorDomains: tenant.competitorDomains,
  });
}

export function assortmentOf({ categories, products }: Tenant): Assortment {
  return {
    categories,
    products: products.map(({ category, attributes, ...product }) => ({
      ...product,
      categoryId: category,
      attributes: Object.entries(attributes).map(([key, value]) => attributeOf(key, String(value))),
    })),
  };
}

/** `capacityMl: 350` is a capacity of 350 ml: many write the unit at the end of the name. */
function attributeOf(key: string, value: string) {
  const [, name, unit] = /^([a-z]\w*?)(Ml|L|Oz|Kg|G|Mm|Cm|M|Inch|Kw|W|V|A|Hz|Mah|Bar|Gsm|Lm|K)$/.exec(key) ?? [];
  return name && unit ? { name, value, unit: unit.toLowerCase() } : { name: key, value };
}
