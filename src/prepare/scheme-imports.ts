/** Reckons the customs value of a shipment and, with it, what import costs under DDP. */
import type { Decimal } from 'decimal.js';
import { Exact } from './exact-decimal.ts';
import { type Found, found, lacking } from './gaps.ts';
import { type ImportLine, type Imports, importCosts, importRule } from './imports.ts';
import { type FixedProfit, type FixedProfits, profit } from './profit.ts';
import type { Rates } from './rates.ts';
import type { CostedLine, TermCharges } from './scheme.ts';
import { dues, type Shares, sharesOf } from './shares.ts';
import { chargesPerUnit, perUnit, type Shipment } from './shipment.ts';
import type { Term } from './wanted-terms.ts';

/** Null for every rule but DDP. */
export const importsOf = (
  { costs, destination }: Term,
  costed: readonly CostedLine[],
  charges: TermCharges,
  shipment: Shipment,
  rates: Rates,
  scheme: string,
  fixed: FixedProfits,
): Found<Imports | null> => {
  if (!costs.imports || destination === null) return found(null);
  const rule = importRule(destination.country, rates, scheme);
  if (rule.kind === 'gap') return rule;
  const byCif = rule.value.customsValue === 'cif';
  const shares = sharesOf(byCif ? { clause: 'C', forBuyer: false } : null, rates, scheme);
  if (shares.kind === 'gap') return shares;
  const lines: ImportLine[] = [];
  for (const one of costed) {
    const customsValue = valueAtBorder(one, charges, shares.value, byCif, fixed.get(one.line.product.sku) ?? null);
    if (customsValue === null) return lacking('shares', { scheme });
    const { product, quantity, packed } = one.line;
    const transport = chargesPerUnit(
      charges.destination.filter(({ charge }) => charge.line !== 'unloading'),
      one.line,
    );
    lines.push({ product, quantity, grossKg: packed.grossKg, customsValue, transport });
  }
  return importCosts(lines, rule.value, shipment.carriage.measures.mode, rates, scheme);
};

/** Per unit: the CIF value at the border, or the FOB value (domain 4.2 step 8). */
const valueAtBorder = (
  { line, cost, net }: CostedLine,
  { origin, freight }: TermCharges,
  shares: Shares,
  byCif: boolean,
  fixed: FixedProfit | null,
): Decimal | null => {
  const carriage = byCif && freight !== null ? perUnit(freight.amount, line) : new Exact(0);
  const shared = dues(shares).plus(shares.insurance).plus(cost.unrefunded);
  const charges = chargesPerUnit(origin, line).plus(carriage);
  return profit(net, charges, shared, line.quantity, line.rule, fixed)?.price ?? null;
};
