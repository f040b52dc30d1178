/** What one unit of a product costs the company once the tax office has refunded its share. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { Pricing } from '../model/pricing.ts';
import { Exact, sum } from './exact-decimal.ts';
import { type Found, found, isValid, outOfDate } from './gaps.ts';

/** Fractions, with where they come from. */
export type ExportTax = { vatRate: Decimal; rebateRate: Decimal; source: string; validUntil: string | null };

/**
 * Per unit in the currency of the cost sheet, unrounded. `cost` as entered, `net` after the refund; `unrefunded` is the
 * fraction of the price that is not refunded (manufacturers, domain 4.2 step 2).
 */
export type UnitCost = { cost: Decimal; rebate: Decimal; net: Decimal; unrefunded: Decimal };

/** VAT and refund rate of a product today: the longest tariff number of the table that fits, else the product's own. */
export const exportTax = (product: Product, pricing: Pricing, today: string): Found<ExportTax> => {
  const fitting = pricing.exportTaxRates.filter(({ hs }) => product.hsCode.startsWith(hs));
  const longest = Math.max(...fitting.map(({ hs }) => hs.length));
  const rates = fitting.filter(({ hs }) => hs.length === longest);
  if (rates.length === 0) {
    const { vatRate, exportRebateRate, cost } = product;
    const own = { vatRate: new Exact(vatRate), rebateRate: new Exact(exportRebateRate), source: 'catalogue' };
    return found({ ...own, validUntil: cost.validUntil ?? null });
  }
  const [rate] = rates
    .filter((one) => isValid(one, today))
    .toSorted((a, b) => (b.validFrom ?? '').localeCompare(a.validFrom ?? ''));
  if (rate === undefined) return outOfDate('tax', rates, today, { sku: product.sku, hs: product.hsCode });
  return found({
    vatRate: new Exact(rate.vatRate),
    rebateRate: new Exact(rate.rebateRate),
    source: ['exportTaxRates', rate.source].filter(Boolean).join(': '),
    validUntil: rate.validUntil ?? null,
  });
};

/**
 * Unit cost and export VAT (domain 4.2 steps 1 and 2). `trading`: the refund is the purchase price without VAT × refund
 * rate. `manufacturer`: costs exclude VAT, and what is not refunded is a share of the price. `none`: as entered.
 * @param keepsRebate false when the seller is not exporter of record
 */
export const unitCost = (
  product: Product,
  quantity: Decimal,
  tax: ExportTax,
  vatMode: Pricing['vatMode'],
  keepsRebate: boolean,
): UnitCost => {
  const { material, production, packaging, overhead, scrap, tooling } = product.cost;
  const cost = sum([
    new Exact(material).times(new Exact(1).plus(scrap)),
    ...[production, packaging, overhead].map((part) => new Exact(part)),
    new Exact(tooling).div(quantity),
  ]);
  const { vatRate, rebateRate } = tax;
  const refunded = keepsRebate && vatMode === 'trading';
  const rebate = refunded ? cost.div(vatRate.plus(1)).times(rebateRate) : new Exact(0);
  const unrefunded = keepsRebate && vatMode === 'manufacturer' ? vatRate.minus(rebateRate) : new Exact(0);
  return { cost, rebate, net: cost.minus(rebate), unrefunded };
};
