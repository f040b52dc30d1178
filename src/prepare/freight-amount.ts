/** Freight of one shipment at one rate: by the container, by the revenue ton, by the chargeable kilogram, by courier. */
import type { Decimal } from 'decimal.js';
import type { AirRate, CourierRate, FreightRate } from '../model/logistics.ts';
import type { Pricing } from '../model/pricing.ts';
import type { ContainerType, TransportMode } from '../model/transport.ts';
import { Exact, shortText } from './exact-decimal.ts';
import { containersNeeded, type Load } from './packing.ts';

/** What a shipment in one mode is measured by; every amount unrounded. */
export type Measures = {
  mode: TransportMode;
  containers: { type: ContainerType; count: Decimal } | null;
  /** m³ or t, the larger, at least 1 (domain 4.2 step 7). */
  revenueTons: Decimal;
  /** Gross or volumetric weight, the larger, by air and courier rounded up to 0.5 kg. */
  chargeableKg: Decimal;
};

/** In the rate's own currency; `limit` is set instead of an amount when the load is too heavy for the rate. */
export type FreightAmount = { amount: Decimal; calculation: string } | { limit: string };

/** cm³ for one kilogram (domain 4.2 step 7). */
const DIVISORS = { air: 6000, courier: 5000 } as const;
const CM3_PER_M3 = 1_000_000;

export const measure = (
  load: Load,
  mode: TransportMode,
  type: ContainerType | null,
  containers: Pricing['containers'],
): Measures => ({
  mode,
  containers: type === null ? null : { type, count: containersNeeded(load, type, containers[type]) },
  revenueTons: Exact.max(load.volumeM3, load.grossKg.div(1000), 1),
  chargeableKg: mode === 'air' || mode === 'courier' ? chargeable(load, DIVISORS[mode]) : load.grossKg,
});

const chargeable = ({ volumeM3, grossKg }: Load, divisor: number): Decimal =>
  Exact.max(volumeM3.times(CM3_PER_M3).div(divisor), grossKg).times(2).ceil().div(2);

export const freightAmount = (rate: FreightRate, measures: Measures): FreightAmount => {
  if (rate.mode === 'fcl') {
    const count = measures.containers?.count ?? new Exact(1);
    return {
      amount: count.times(rate.amount),
      calculation: `${shortText(count)} × ${rate.amount} (${rate.container})`,
    };
  }
  if (rate.mode === 'lcl') {
    const tons = Exact.max(measures.revenueTons, rate.minimum);
    return { amount: tons.times(rate.amount), calculation: `${shortText(tons)} W/M × ${rate.amount}` };
  }
  return rate.mode === 'air' ? airFreight(rate, measures.chargeableKg) : courierFreight(rate, measures.chargeableKg);
};

/** The step reached, or the next one with its minimum weight where that is cheaper, as airlines charge. */
const airFreight = ({ breaks, fuelPerKg, minimum }: AirRate, kg: Decimal): FreightAmount => {
  const steps = breaks.toSorted((a, b) => new Exact(a.fromKg).comparedTo(b.fromKg));
  const reached = steps.findLastIndex(({ fromKg }) => kg.gte(fromKg));
  const choices = steps
    .filter((_, index) => index >= reached)
    .map(({ fromKg, perKg }) => {
      const billed = Exact.max(kg, fromKg);
      return { billed, perKg, cost: billed.times(perKg) };
    })
    .toSorted((a, b) => a.cost.comparedTo(b.cost));
  const [cheapest] = choices;
  const base = Exact.max(cheapest?.cost ?? 0, minimum);
  return {
    amount: base.plus(kg.times(fuelPerKg)),
    calculation:
      `${shortText(cheapest?.billed ?? kg)} kg × ${cheapest?.perKg ?? '0'}` +
      (base.eq(cheapest?.cost ?? 0) ? '' : ` → ${minimum}`) +
      (new Exact(fuelPerKg).isZero() ? '' : ` + ${shortText(kg)} kg × ${fuelPerKg}`),
  };
};

const courierFreight = ({ steps, perKgAbove, fuel }: CourierRate, kg: Decimal): FreightAmount => {
  const rising = steps.toSorted((a, b) => new Exact(a.upToKg).comparedTo(b.upToKg));
  const step = rising.find(({ upToKg }) => kg.lte(upToKg));
  const last = rising.at(-1);
  if (step === undefined && (perKgAbove === undefined || last === undefined)) return { limit: last?.upToKg ?? '0' };
  const base =
    step === undefined && last !== undefined
      ? new Exact(last.amount).plus(kg.minus(last.upToKg).times(perKgAbove ?? 0))
      : new Exact(step?.amount ?? 0);
  const written =
    step === undefined && last !== undefined
      ? `${last.amount} + (${shortText(kg)} − ${last.upToKg}) kg × ${perKgAbove}`
      : `${step?.amount} (≤ ${step?.upToKg} kg)`;
  const surcharge = new Exact(fuel).isZero() ? '' : ` × (1 + ${fuel})`;
  return { amount: base.times(new Exact(fuel).plus(1)), calculation: `${written}${surcharge}` };
};
