/** Chooses how a load travels: the cheapest mode, container and port among the freight rates that are valid today. */
import type { Decimal } from 'decimal.js';
import type { Gap } from '../model/calculation.ts';
import type { FreightRate } from '../model/logistics.ts';
import { ContainerType, type TransportMode } from '../model/transport.ts';
import { type Arrival, destinationCharges, originCharges } from './charges.ts';
import { Exact, sum } from './exact-decimal.ts';
import { freightAmount, type Measures, measure } from './freight-amount.ts';
import { type Found, found, isValid, lacking, outOfDate } from './gaps.ts';
import { RULE_COSTS } from './incoterms.ts';
import type { Load } from './packing.ts';
import { type Destination, type Gateway, SEA } from './places.ts';
import { inQuoteCurrency, type Rates } from './rates.ts';

/** `amount`: freight of the whole shipment in the quote currency, unrounded. */
export type Freight = { amount: Decimal; rate: FreightRate; calculation: string };

export type Carriage = { measures: Measures; gateway: Gateway | null; freight: Freight | null };

/** How the buyer lets the goods travel; `container`: the type he ordered by, if he did. */
export type Way = { modes: readonly TransportMode[]; container: ContainerType | null };

/**
 * Without a destination, or where its freight is not known, only the way to the port is planned; `gap` then says why
 * nothing that includes freight can be priced.
 */
export const planCarriage = (
  load: Load,
  destination: Destination | null,
  way: Way,
  rates: Rates,
): { carriage: Carriage; gap: Gap | null } => {
  if (destination === null) return { carriage: toPort(load, way, rates), gap: null };
  const overseas = toDestination(load, destination, way, rates);
  return overseas.kind === 'found'
    ? { carriage: overseas.value, gap: null }
    : { carriage: toPort(load, way, rates), gap: overseas.gap };
};

type Candidate = { carriage: Carriage; cost: Decimal; complete: boolean };

const toDestination = (load: Load, destination: Destination, way: Way, rates: Rates): Found<Carriage> => {
  const { pricing, today } = rates;
  const codes = destination.gateways.map(({ code }) => code);
  const lane = pricing.freight.filter((rate) => codes.includes(rate.to) && mayTravel(rate, load, way, rates));
  const names = {
    from: way.modes.includes('air')
      ? (pricing.airport?.name ?? pricing.portOfLoading.name)
      : pricing.portOfLoading.name,
    to: destination.gateways[0]?.name ?? destination.name,
    by: way.container === null ? '' : ` (${way.container})`,
  };
  if (lane.length === 0) return lacking('no_freight', names);
  const valid = lane.filter((rate) => isValid(rate, today));
  if (valid.length === 0) return outOfDate('freight', lane, today, names);
  const tried = valid.map((rate): Found<Candidate> => {
    const measures = measure(load, rate.mode, rate.mode === 'fcl' ? rate.container : null, pricing.containers);
    const freight = freightAmount(rate, measures);
    if ('limit' in freight) return lacking('too_heavy', { ...names, limit: freight.limit });
    const amount = inQuoteCurrency(freight.amount, rate.currency, rates);
    if (amount.kind === 'gap') return amount;
    const gateway = destination.gateways.find(({ code }) => code === rate.to) ?? null;
    const carriage = { measures, gateway, freight: { amount: amount.value, rate, calculation: freight.calculation } };
    return found(candidate(carriage, load, destination, rates));
  });
  const [best] = tried.flatMap((one) => (one.kind === 'found' ? [one.value] : [])).toSorted(byCost);
  if (best !== undefined) return found(best.carriage);
  return tried.find((one) => one.kind === 'gap') ?? lacking('no_freight', names);
};

/** Whoever orders by the container, or more than an ordinary part load, gets full containers. */
const mayTravel = (rate: FreightRate, load: Load, { modes, container }: Way, { pricing }: Rates): boolean => {
  if (!modes.includes(rate.mode)) return false;
  if (container !== null) return rate.mode === 'fcl' && rate.container === container;
  return rate.mode !== 'lcl' || modes.length === 1 || load.volumeM3.lte(pricing.lclUpToM3);
};

const byCost = (a: Candidate, b: Candidate): number =>
  Number(b.complete) - Number(a.complete) ||
  a.cost.comparedTo(b.cost) ||
  (a.carriage.measures.containers?.count.toNumber() ?? 0) - (b.carriage.measures.containers?.count.toNumber() ?? 0);

/** Freight and the charges before and after it; a way whose charges are not all known is taken only as the last. */
const candidate = (carriage: Carriage, load: Load, destination: Destination | null, rates: Rates): Candidate => {
  const { measures, gateway, freight } = carriage;
  const origin = originCharges(RULE_COSTS.FOB.originLines, measures, load, rates, '');
  const after =
    destination === null || gateway === null || !destination.inland
      ? null
      : destinationCharges(RULE_COSTS.CPT.inland, arrivalAt(destination, gateway), measures, load, rates, '');
  const charges = [origin, ...(after === null ? [] : [after])];
  const known = charges.flatMap((result) => (result.kind === 'found' ? result.value : []));
  return {
    carriage,
    cost: sum([
      freight?.amount ?? new Exact(0),
      ...known.filter(({ perUnit }) => !perUnit).map(({ amount }) => amount),
    ]),
    complete: charges.every(({ kind }) => kind === 'found'),
  };
};

export const arrivalAt = (destination: Destination, gateway: Gateway): Arrival => ({
  port: gateway.code,
  place: destination.name,
  country: destination.country,
});

/** As few containers as possible, then as small as possible; a part load where we offer that and it is cheaper. */
const toPort = (load: Load, { modes, container }: Way, rates: Rates): Carriage => {
  const { pricing } = rates;
  const [mode] = modes;
  if (mode !== undefined && !modes.some((one) => SEA.includes(one))) {
    return { measures: measure(load, mode, null, pricing.containers), gateway: null, freight: null };
  }
  const full = ContainerType.options
    .filter((type) => container === null || type === container)
    .map((type) => measure(load, 'fcl', type, pricing.containers))
    .reduce((best, one) => (count(one).lt(count(best)) ? one : best));
  const offersPartLoads = modes.length === 1 || pricing.freight.some((rate) => rate.mode === 'lcl');
  const mayBePart = modes.includes('lcl') && container === null && offersPartLoads;
  const choices = [
    ...(modes.includes('fcl') ? [full] : []),
    ...(mayBePart && (modes.length === 1 || load.volumeM3.lte(pricing.lclUpToM3))
      ? [measure(load, 'lcl', null, pricing.containers)]
      : []),
  ];
  const [best] = choices
    .map((measures) => candidate({ measures, gateway: null, freight: null }, load, null, rates))
    .toSorted(byCost);
  return best?.carriage ?? { measures: full, gateway: null, freight: null };
};

const count = ({ containers }: Measures): Decimal => containers?.count ?? new Exact(0);
