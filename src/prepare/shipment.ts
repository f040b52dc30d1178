/** Everything one shipment's prices rest on: products with their costs, the load, and how it travels. */
import type { Decimal } from 'decimal.js';
import type { Gap } from '../model/calculation.ts';
import { type Carriage, planCarriage, type Way } from './carriage.ts';
import type { ChargeAmount } from './charges.ts';
import { Exact, sum } from './exact-decimal.ts';
import type { Exchange } from './exchange.ts';
import { type Found, found } from './gaps.ts';
import type { OrderLine } from './order-lines.ts';
import { type Load, type Packed, pack, totalLoad } from './packing.ts';
import type { Destination } from './places.ts';
import { type ProfitRule, profitRule } from './profit.ts';
import { exchangeFrom, type Rates } from './rates.ts';
import { type ExportTax, exportTax } from './unit-cost.ts';

/** `costRate` turns the cost sheet's currency into the quotation's; `share` is the line's part of what is paid once. */
export type ShipmentLine = OrderLine & {
  packed: Packed;
  tax: ExportTax;
  costCurrency: string;
  costRate: Exchange;
  rule: ProfitRule;
  share: Decimal;
};

/** `gap`: why nothing that includes freight can be priced. */
export type Shipment = {
  lines: ShipmentLine[];
  load: Load;
  destination: Destination | null;
  carriage: Carriage;
  gap: Gap | null;
};

/** All lines travel together. */
export const planShipment = (
  order: readonly OrderLine[],
  destination: Destination | null,
  way: Way,
  rates: Rates,
): Found<Shipment> => {
  const parts = order.map((line) => ({ ...line, packed: pack(line.product, line.quantity) }));
  const load = totalLoad(parts);
  const { carriage, gap } = planCarriage(load, destination, way, rates);
  const weights = parts.map(({ packed }) => weightOf(packed, carriage));
  const total = sum(weights);
  const lines: ShipmentLine[] = [];
  for (const [index, part] of parts.entries()) {
    const costCurrency = part.product.cost.currency ?? rates.pricing.costCurrency;
    const tax = exportTax(part.product, rates.pricing, rates.today);
    if (tax.kind === 'gap') return tax;
    const costRate = exchangeFrom(costCurrency, rates);
    if (costRate.kind === 'gap') return costRate;
    const rule = profitRule(part.product, rates);
    if (rule.kind === 'gap') return rule;
    const share = (weights[index] ?? new Exact(0)).div(total);
    lines.push({ ...part, tax: tax.value, costCurrency, costRate: costRate.value, rule: rule.value, share });
  }
  return found({ lines, load, destination, carriage, gap });
};

/** What is paid for: room in a container, revenue tons of a part load, chargeable kilograms by air and courier. */
const weightOf = ({ volumeM3, grossKg }: Packed, { measures }: Carriage): Decimal => {
  if (measures.mode === 'fcl') return volumeM3;
  const perM3 = { lcl: 1000, air: new Exact(1_000_000).div(6000), courier: new Exact(1_000_000).div(5000) }[
    measures.mode
  ];
  return Exact.max(volumeM3.times(perM3), grossKg);
};

/** One unit's part of amounts that are paid for the shipment as a whole. */
export const perUnit = (amount: Decimal, { share, quantity }: ShipmentLine): Decimal =>
  amount.times(share).div(quantity);

/** One unit's part of charges. */
export const chargesPerUnit = (charges: readonly ChargeAmount[], line: ShipmentLine): Decimal =>
  sum(charges.map((charge) => (charge.perUnit ? charge.amount : perUnit(charge.amount, line))));
