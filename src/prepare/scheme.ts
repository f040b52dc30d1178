/** Prices a shipment under one rule of Incoterms® 2020. */
import type { Decimal } from 'decimal.js';
import type { Scheme } from '../model/quotation.ts';
import { Exact, moneyText, roundMoney, sum } from './exact-decimal.ts';
import { type ChargeAmount, originCharges } from './origin-charges.ts';
import type { Rates, Shipment, ShipmentLine } from './shipment.ts';
import { insuranceShare, termPrice, volumeShare } from './term-price.ts';
import type { Term } from './wanted-terms.ts';

export type LinePrice = { line: ShipmentLine; exact: Decimal; unitPrice: Decimal; total: Decimal };

/** Amounts in the quote currency; `charges` and `freight` of the whole shipment, unrounded. */
export type PricedScheme = {
  kind: 'priced';
  term: Term;
  charges: ChargeAmount[];
  freight: Decimal | null;
  linePrices: LinePrice[];
  total: Decimal;
};
export type SchemeResult = PricedScheme | { kind: 'missing'; reason: string };

/** Domain 4.2 steps 6 and 9: nothing is rounded but the unit price, and every total is that rounded price × quantity. */
export const priceScheme = (term: Term, shipment: Shipment, { pricing, exchange, today }: Rates): SchemeResult => {
  const missing = (reason: string): SchemeResult => ({
    kind: 'missing',
    reason: `${term.incoterm} ${term.place}: ${reason}`,
  });
  const origin = originCharges(term.costs.originLines, shipment.containers.count, pricing, exchange, today);
  if (origin.kind === 'missing') return missing(origin.reason);
  const freight = term.costs.mainCarriage ? shipment.freight : null;
  if (freight?.kind === 'missing') return missing(freight.reason);
  const { insurance } = pricing;
  if (term.costs.insurance && insurance.validUntil !== undefined && insurance.validUntil < today)
    return missing(`The insurance rate was valid until ${insurance.validUntil}.`);
  const charges = sum([...origin.amounts.map(({ amount }) => amount), freight?.amount ?? new Exact(0)]);
  const share = term.costs.insurance ? insuranceShare(insurance) : new Exact(0);
  const linePrices = shipment.lines.map((line): LinePrice => {
    const perUnit = volumeShare(charges, line.packed.volumeM3, shipment.load.volumeM3, line.quantity);
    const exact = termPrice(line.goods.goodsPrice, perUnit, share);
    const unitPrice = roundMoney(exact, pricing.quoteCurrency);
    return { line, exact, unitPrice, total: roundMoney(unitPrice.times(line.quantity), pricing.quoteCurrency) };
  });
  const free = linePrices.find(({ unitPrice }) => unitPrice.isZero());
  if (free !== undefined)
    return missing(`The price of ${free.line.product.sku} is less than the smallest unit of ${pricing.quoteCurrency}.`);
  const total = sum(linePrices.map((price) => price.total));
  return { kind: 'priced', term, charges: origin.amounts, freight: freight?.amount ?? null, linePrices, total };
};

/** What of a priced scheme the customer may see. */
export const offeredScheme = (priced: PricedScheme, currency: string): Scheme => ({
  incoterm: priced.term.incoterm,
  place: priced.term.place,
  lines: priced.linePrices.map(({ line, unitPrice, total }) => ({
    sku: line.product.sku,
    quantity: line.quantity.toFixed(),
    unit: line.product.unit,
    unitPrice: moneyText(unitPrice, currency),
    total: moneyText(total, currency),
  })),
  total: moneyText(priced.total, currency),
});
