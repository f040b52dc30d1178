/** Prices a shipment under one rule of Incoterms® 2020. */
import type { Decimal } from 'decimal.js';
import type { Scheme } from '../model/quotation.ts';
import { arrivalAt, type Freight } from './carriage.ts';
import { type ChargeAmount, destinationCharges, originCharges } from './charges.ts';
import { Exact, moneyText, roundMoney, sum, unitPriceText } from './exact-decimal.ts';
import { type Found, found, lacking } from './gaps.ts';
import type { Imports } from './imports.ts';
import { type FixedProfits, type Profit, profit } from './profit.ts';
import type { Rates } from './rates.ts';
import { importsOf } from './scheme-imports.ts';
import { dues, type Shares, sharesOf } from './shares.ts';
import { chargesPerUnit, perUnit, type Shipment, type ShipmentLine } from './shipment.ts';
import { type UnitCost, unitCost } from './unit-cost.ts';
import type { Term } from './wanted-terms.ts';

/** `net` and `charges` per unit in the quote currency, unrounded; `unitPrice` as text with all its places. */
export type LinePrice = {
  line: ShipmentLine;
  cost: UnitCost;
  net: Decimal;
  charges: Decimal;
  profit: Profit;
  exact: Decimal;
  unitPrice: string;
  total: Decimal;
};

/** Amounts in the quote currency; charges and freight of the whole shipment, unrounded. `name`: rule and place. */
export type PricedScheme = {
  name: string;
  term: Term;
  origin: ChargeAmount[];
  freight: Freight | null;
  destination: ChargeAmount[];
  clearance: ChargeAmount[];
  imports: Imports | null;
  shares: Shares;
  lines: LinePrice[];
  total: Decimal;
};

/** The charges of a rule for this shipment. */
export type TermCharges = Pick<PricedScheme, 'origin' | 'freight' | 'destination' | 'clearance'>;

/**
 * Domain 4.2 steps 6 and 9: nothing is rounded but the unit price, and every total is that rounded price × quantity.
 * @param fixed what a person has fixed instead of margin and tiers
 */
export const priceScheme = (
  wanted: Term,
  shipment: Shipment,
  rates: Rates,
  fixed: FixedProfits,
): Found<PricedScheme> => {
  const term = { ...wanted, place: placeReached(wanted, shipment) };
  const name = `${term.incoterm} ${term.place}`;
  const charges = termCharges(term, shipment, rates, name);
  if (charges.kind === 'gap') return charges;
  const shares = sharesOf(term.costs.insured, rates, name);
  if (shares.kind === 'gap') return shares;
  const costed = shipment.lines.map((line) => costLine(line, term, charges.value, rates));
  const imports = importsOf(term, costed, charges.value, shipment, rates, name, fixed);
  if (imports.kind === 'gap') return imports;
  const lines: LinePrice[] = [];
  for (const one of costed) {
    const { line, cost, net, charges: perGood } = one;
    const shared = dues(shares.value).plus(shares.value.insurance).plus(cost.unrefunded);
    const earned = profit(net, perGood, shared, line.quantity, line.rule, fixed.get(line.product.sku) ?? null);
    if (earned === null || dues(shares.value).gte(1)) return lacking('shares', { scheme: name });
    const after = importPerUnit(imports.value, charges.value, line).div(new Exact(1).minus(dues(shares.value)));
    const exact = earned.price.plus(after);
    const unitPrice = unitPriceText(exact, rates.currency, rates.pricing.fourDecimalsBelow);
    if (new Exact(unitPrice).lte(0)) {
      return lacking('too_small', { scheme: name, sku: line.product.sku, currency: rates.currency });
    }
    const total = roundMoney(line.quantity.times(unitPrice), rates.currency);
    lines.push({ ...one, profit: earned, exact, unitPrice, total });
  }
  const total = sum(lines.map((line) => line.total));
  return found({ name, term, ...charges.value, imports: imports.value, shares: shares.value, lines, total });
};

/** Under a sea rule to an inland place, the port that was chosen with the freight. */
const placeReached = ({ costs, destination, place }: Term, { carriage }: Shipment): string =>
  costs.namedPlace === 'portOfDestination' && destination?.inland === true && carriage.gateway !== null
    ? carriage.gateway.name
    : place;

const termCharges = (term: Term, shipment: Shipment, rates: Rates, name: string): Found<TermCharges> => {
  const { load, carriage, gap } = shipment;
  const { costs, destination } = term;
  if (costs.mainCarriage && gap !== null) {
    return { kind: 'gap', gap: { ...gap, values: { ...gap.values, scheme: name } } };
  }
  const origin = originCharges(costs.originLines, carriage.measures, load, rates, name);
  if (origin.kind === 'gap') return origin;
  const none = { origin: origin.value, freight: null, destination: [], clearance: [] };
  if (!costs.mainCarriage || destination === null || carriage.gateway === null) return found(none);
  const arrival = arrivalAt(destination, carriage.gateway);
  const after = destination.inland ? costs.inland : costs.atPort;
  const reached = destinationCharges(after, arrival, carriage.measures, load, rates, name);
  if (reached.kind === 'gap') return reached;
  const cleared = costs.imports
    ? destinationCharges(['import_clearance'], arrival, carriage.measures, load, rates, name)
    : found([]);
  if (cleared.kind === 'gap') return cleared;
  return found({ ...none, freight: carriage.freight, destination: reached.value, clearance: cleared.value });
};

/** A line with its cost and its part of the charges before import. */
export type CostedLine = Pick<LinePrice, 'line' | 'cost' | 'net' | 'charges'>;

const costLine = (line: ShipmentLine, term: Term, charges: TermCharges, { pricing }: Rates): CostedLine => {
  const keepsRebate = term.incoterm !== 'EXW' || pricing.exwRebate;
  const cost = unitCost(line.product, line.quantity, line.tax, pricing.vatMode, keepsRebate);
  const freight = charges.freight === null ? new Exact(0) : perUnit(charges.freight.amount, line);
  return {
    line,
    cost,
    net: cost.net.div(line.costRate.rate),
    charges: chargesPerUnit([...charges.origin, ...charges.destination], line).plus(freight),
  };
};

/** Clearance, duty, fees and, where it is quoted, import VAT: added after the insurance, which does not cover them. */
const importPerUnit = (imports: Imports | null, charges: TermCharges, line: ShipmentLine): Decimal => {
  const clearance = chargesPerUnit(charges.clearance, line);
  const own = imports?.lines.find(({ sku }) => sku === line.product.sku);
  if (imports === null || own === undefined) return clearance;
  const vat = imports.rule.quoteVat === 'included' ? own.vat : new Exact(0);
  const taken = sum([own.duty, own.additional, own.specific, vat, ...own.fees.map(({ amount }) => amount)]);
  return clearance.plus(taken.div(line.quantity));
};

/** What of a priced scheme the customer may see. */
export const offeredScheme = (
  { term, freight, imports, lines, total }: PricedScheme,
  { currency, pricing }: Rates,
): Scheme => ({
  incoterm: term.incoterm,
  place: term.place,
  lines: lines.map(({ line, unitPrice, total: lineTotal }) => ({
    sku: line.product.sku,
    quantity: line.quantity.toFixed(),
    unit: line.product.unit,
    unitPrice,
    total: moneyText(lineTotal, currency),
  })),
  total: moneyText(total, currency),
  ...(pricing.depositShare === undefined || Number(pricing.depositShare) === 0
    ? {}
    : { deposit: moneyText(total.times(pricing.depositShare), currency) }),
  mode: freight?.rate.mode ?? null,
  insurance:
    term.costs.insured?.forBuyer === true
      ? {
          clause: term.costs.insured.clause,
          insuredValue: moneyText(total.times(pricing.insurance.cover), currency),
        }
      : null,
  importVat: imports?.rule.quoteVat ?? null,
});
