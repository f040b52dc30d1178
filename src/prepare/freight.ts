/** Containers for a load, and the ocean freight that carries them: full containers of one type. */
import type { Decimal } from 'decimal.js';
import { ContainerType, type OceanRate, type Pricing } from '../model/pricing.ts';
import { inQuoteCurrency } from './currency.ts';
import { Exact } from './exact-decimal.ts';
import type { Port } from './wanted-terms.ts';

export type Load = { volumeM3: Decimal; grossKg: Decimal };
export type Containers = { type: ContainerType; count: Decimal };

/** `amount`: freight of the whole shipment in the quote currency. */
export type OceanFreight =
  | { kind: 'freight'; containers: Containers; amount: Decimal; rate: OceanRate }
  | { kind: 'missing'; reason: string };

/** How many containers of one size hold the load, by usable volume and by payload (domain 4.2 step 7). */
export const containersNeeded = (load: Load, size: { usableM3: string; maxT: string }): Decimal => {
  const byVolume = load.volumeM3.div(size.usableM3).ceil();
  const byWeight = load.grossKg.div(new Exact(size.maxT).times(1000)).ceil();
  return Exact.max(byVolume, byWeight, 1);
};

/** Containers when no freight decides: as few as possible, then as small as possible. `only`: the type ordered by. */
export const fewestContainers = (load: Load, pricing: Pricing, only: ContainerType | null): Containers => {
  const choices = ContainerType.options
    .filter((type) => only === null || type === only)
    .map((type) => ({ type, count: containersNeeded(load, pricing.containers[type]) }));
  return choices.reduce((best, choice) => (choice.count.lt(best.count) ? choice : best));
};

export type FreightRequest = {
  load: Load;
  destination: Port;
  only: ContainerType | null;
  pricing: Pricing;
  /** Cost currency per quote currency. */
  exchange: Decimal;
  today: string;
  /** Charges at origin for each container, in the quote currency; they count when container types are compared. */
  handlingPerContainer: Decimal;
};

/** The cheapest number of containers of one type among the rates that are still valid today (last day included). */
export const oceanFreight = (request: FreightRequest): OceanFreight => {
  const { load, destination, only, pricing, exchange, today } = request;
  const lane = pricing.oceanFreight.filter(
    (rate) => rate.to === destination.locode && (only === null || rate.container === only),
  );
  const name = `ocean freight from ${pricing.portOfLoading.name} to ${destination.name}${only === null ? '' : ` by ${only}`}`;
  const lastDay = lane
    .map((rate) => rate.validUntil)
    .toSorted()
    .at(-1);
  if (lastDay === undefined) return { kind: 'missing', reason: `No ${name} is in the price list.` };
  if (lastDay < today) return { kind: 'missing', reason: `The ${name} was valid until ${lastDay}.` };
  const choices = lane
    .filter((rate) => rate.validUntil >= today)
    .flatMap((rate) => {
      const each = inQuoteCurrency(rate, pricing, exchange);
      if (each === null) return [];
      const containers = { type: rate.container, count: containersNeeded(load, pricing.containers[rate.container]) };
      const cost = containers.count.times(each.plus(request.handlingPerContainer));
      return [{ containers, amount: containers.count.times(each), rate, cost }];
    })
    .toSorted((a, b) => a.cost.comparedTo(b.cost) || a.containers.count.comparedTo(b.containers.count));
  const [cheapest] = choices;
  if (cheapest === undefined)
    return { kind: 'missing', reason: `The ${name} is in a currency of which the desk has no exchange rate.` };
  return { kind: 'freight', containers: cheapest.containers, amount: cheapest.amount, rate: cheapest.rate };
};
