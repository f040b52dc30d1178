/** Charges from the factory to on board for one shipment, by the cost lines of a rule. */
import type { Decimal } from 'decimal.js';
import type { OriginCharge, OriginLine, Pricing } from '../model/pricing.ts';
import { inQuoteCurrency } from './currency.ts';
import { Exact, sum } from './exact-decimal.ts';

/** `amount` of the whole shipment in the quote currency, unrounded. */
export type ChargeAmount = { charge: OriginCharge; amount: Decimal };
export type OriginCharges = { kind: 'charges'; amounts: ChargeAmount[] } | { kind: 'missing'; reason: string };

/**
 * @param containers number of containers, by which charges of basis `container` are multiplied
 * @param exchange cost currency per quote currency
 * @param today ISO date; a charge is used up to and including its `validUntil`
 */
export const originCharges = (
  lines: readonly OriginLine[],
  containers: Decimal,
  pricing: Pricing,
  exchange: Decimal,
  today: string,
): OriginCharges => {
  const amounts: ChargeAmount[] = [];
  for (const charge of pricing.originCharges.filter((one) => lines.includes(one.line))) {
    if (charge.validUntil !== undefined && charge.validUntil < today)
      return { kind: 'missing', reason: `The charge "${charge.line}" was valid until ${charge.validUntil}.` };
    const each = inQuoteCurrency(charge, pricing, exchange);
    if (each === null)
      return { kind: 'missing', reason: `The charge "${charge.line}" is in ${charge.currency}, which has no rate.` };
    amounts.push({ charge, amount: charge.basis === 'container' ? each.times(containers) : each });
  }
  return { kind: 'charges', amounts };
};

/** What one more container costs at origin, in the quote currency; charges in a third currency are left out. */
export const handlingPerContainer = (pricing: Pricing, exchange: Decimal): Decimal =>
  sum(
    pricing.originCharges
      .filter((charge) => charge.basis === 'container')
      .map((charge) => inQuoteCurrency(charge, pricing, exchange) ?? new Exact(0)),
  );
