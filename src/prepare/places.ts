/** Finds the place a buyer named among the ports, airports, inland places and countries of the price list. */
import type { FreightRate } from '../model/logistics.ts';
import type { Pricing } from '../model/pricing.ts';
import type { TransportMode } from '../model/transport.ts';

/** A place as a mail or a person names it; `locode` is its UN/LOCODE when it is a known port. */
export type NamedPlace = { name: string; locode: string | null; country: string | null };

/** A port, an airport or, for couriers, a country to which there is freight in some mode. */
export type Gateway = { code: string; name: string; country: string };

/**
 * Where the goods go. `inland`: the named place lies beyond the gateways, and `name` is written as in the price list.
 */
export type Destination = { name: string; country: string; inland: boolean; gateways: Gateway[] };

/** Nothing of that name; or more than one, named by `choice`. */
export type PlaceSearch =
  | { kind: 'found'; destination: Destination; modes: readonly TransportMode[] }
  | { kind: 'none' }
  | { kind: 'ambiguous'; choice: string };

/** Modes in the order in which they are tried when the buyer asks for none. */
const MODE_GROUPS = [['fcl', 'lcl'], ['air'], ['courier']] as const;

export const SEA: readonly TransportMode[] = MODE_GROUPS[0];

/** Same name whatever its capitals, accents and punctuation. */
export const sameName = (one: string, other: string): boolean => fold(one) === fold(other) && fold(one) !== '';

const fold = (name: string): string =>
  name
    .slice(0, 200)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** The freight rates are searched by mode: those asked for, or first those by sea, then by air, then by courier. */
export const findDestination = (
  place: NamedPlace,
  modes: readonly TransportMode[] | null,
  pricing: Pricing,
): PlaceSearch => {
  for (const group of modes === null ? MODE_GROUPS : [modes]) {
    const search = findInModes(place, group, pricing);
    if (search.kind !== 'none') return search;
  }
  return { kind: 'none' };
};

const findInModes = (place: NamedPlace, modes: readonly TransportMode[], pricing: Pricing): PlaceSearch => {
  const rates = pricing.freight.filter((rate) => modes.includes(rate.mode));
  const gateways = uniqueGateways(rates.filter((rate) => rate.mode !== 'courier' && isAt(rate, place)));
  if (gateways.length > 1 && place.locode === null && new Set(gateways.map(({ country }) => country)).size > 1)
    return { kind: 'ambiguous', choice: gateways.map(({ name, code }) => `${name} (${code})`).join(', ') };
  const [port] = gateways;
  if (port !== undefined) {
    const destination = { name: port.name, country: port.country, inland: false, gateways };
    return { kind: 'found', destination, modes };
  }
  return inlandPlace(place, rates, modes, pricing) ?? courierDoor(place, rates, modes) ?? { kind: 'none' };
};

const inlandPlace = (
  place: NamedPlace,
  rates: readonly FreightRate[],
  modes: readonly TransportMode[],
  pricing: Pricing,
): PlaceSearch | null => {
  const gatewayOf = new Map(uniqueGateways(rates).map((gateway) => [gateway.code, gateway] as const));
  const charges = pricing.destinationCharges.filter(
    ({ line, modes: dueIn, place: name = '', alsoCalled, country, port = '' }) =>
      line === 'on_carriage' &&
      (dueIn === undefined || dueIn.some((mode) => modes.includes(mode))) &&
      [name, ...alsoCalled].some((known) => sameName(known, place.name)) &&
      (place.country === null || place.country === (country ?? gatewayOf.get(port)?.country)),
  );
  const gateways = [...gatewayOf.values()].filter(({ code }) => charges.some(({ port }) => port === code));
  const [first] = gateways;
  const [charge] = charges;
  if (first === undefined || charge === undefined) return null;
  const country = charge.country ?? place.country ?? first.country;
  return {
    kind: 'found',
    destination: { name: charge.place ?? place.name, country, inland: true, gateways },
    modes,
  };
};

const courierDoor = (
  place: NamedPlace,
  rates: readonly FreightRate[],
  modes: readonly TransportMode[],
): PlaceSearch | null => {
  const country = place.country ?? place.locode?.slice(0, 2) ?? null;
  const gateways = uniqueGateways(rates.filter((rate) => rate.mode === 'courier' && rate.to === country));
  return gateways.length === 0 || country === null
    ? null
    : { kind: 'found', destination: { name: place.name, country, inland: true, gateways }, modes };
};

const isAt = (rate: FreightRate, place: NamedPlace): boolean =>
  place.locode !== null && rate.to.length === 5
    ? rate.to === place.locode
    : [rate.toName, ...rate.alsoCalled].some((name) => sameName(name, place.name)) &&
      (place.country === null || countryOf(rate) === place.country);

const countryOf = (rate: FreightRate): string => (rate.mode === 'air' ? rate.country : rate.to.slice(0, 2));

const uniqueGateways = (rates: readonly FreightRate[]): Gateway[] => {
  const byCode = new Map(
    rates.map((rate) => [rate.to, { code: rate.to, name: rate.toName, country: countryOf(rate) }] as const),
  );
  return [...byCode.values()];
};
