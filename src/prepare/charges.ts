/** Charges of one shipment at origin and destination, by the cost lines of a rule. */
import type { Decimal } from 'decimal.js';
import type { Charge, DestinationCharge, DestinationLine, OriginLine } from '../model/logistics.ts';
import { Exact, shortText, sum } from './exact-decimal.ts';
import type { Measures } from './freight-amount.ts';
import { type Found, found, isValid, lacking, outOfDate } from './gaps.ts';
import type { Load } from './packing.ts';
import { sameName } from './places.ts';
import { inQuoteCurrency, type Rates } from './rates.ts';

/**
 * `amount` in the quote currency, unrounded: of the whole shipment, or of one unit of goods when `perUnit`.
 */
export type ChargeAmount = { charge: Charge; amount: Decimal; perUnit: boolean; calculation: string };

/** Where goods arrive: the port or airport, and the named place and country beyond it. */
export type Arrival = { port: string; place: string; country: string | null };

/** Charges of the lines of a rule; `alongside` alone may be left out of the settings. */
export const originCharges = (
  lines: readonly OriginLine[],
  measures: Measures,
  load: Load,
  rates: Rates,
  scheme: string,
): Found<ChargeAmount[]> =>
  collect(
    lines
      .filter((line) => line !== 'alongside' || rates.pricing.originCharges.some((charge) => charge.line === line))
      .map((line) => {
        const ofLine = rates.pricing.originCharges.filter((charge) => charge.line === line);
        return lineCharges(line, ofLine, measures, load, rates, scheme);
      }),
  );

/** Courier freight reaches the door; of the other modes the most particular charges count: place, port, country. */
export const destinationCharges = (
  lines: readonly DestinationLine[],
  arrival: Arrival,
  measures: Measures,
  load: Load,
  rates: Rates,
  scheme: string,
): Found<ChargeAmount[]> => {
  const byDoor = measures.mode === 'courier' ? ['destination_terminal', 'on_carriage'] : [];
  return collect(
    lines
      .filter((line) => !byDoor.includes(line))
      .map((line) => {
        const fitting = rates.pricing.destinationCharges.filter(
          (charge) => charge.line === line && fits(charge, arrival) && isDueIn(charge, measures),
        );
        const narrowest = Math.max(...fitting.map(narrowness));
        const ofLine = fitting.filter((charge) => narrowness(charge) === narrowest);
        return lineCharges(line, ofLine, measures, load, rates, scheme);
      }),
  );
};

const fits = ({ port, place, alsoCalled, country }: DestinationCharge, arrival: Arrival): boolean =>
  (port === undefined || port === arrival.port) &&
  (place === undefined || [place, ...alsoCalled].some((name) => sameName(name, arrival.place))) &&
  (country === undefined || country === arrival.country);

const narrowness = ({ place, port, country }: DestinationCharge): number =>
  (place === undefined ? 0 : 4) + (port === undefined ? 0 : 2) + (country === undefined ? 0 : 1);

const isDueIn = (charge: Charge, { mode, containers }: Measures): boolean =>
  (charge.modes === undefined || charge.modes.includes(mode)) &&
  (charge.container === undefined || charge.container === containers?.type);

/** All charges of one line: of each name the latest that is valid today; none valid of any name is a gap. */
const lineCharges = (
  line: string,
  ofLine: readonly Charge[],
  measures: Measures,
  load: Load,
  rates: Rates,
  scheme: string,
): Found<ChargeAmount[]> => {
  const due = ofLine.filter((charge) => isDueIn(charge, measures));
  if (due.length === 0) return lacking('no_charge', { scheme, line, mode: measures.mode });
  const names = [...new Set(due.map(({ name }) => name))];
  return collect(
    names.map((name): Found<ChargeAmount[]> => {
      const versions = due.filter((charge) => charge.name === name);
      const valid = versions.filter((charge) => isValid(charge, rates.today));
      if (valid.length === 0) return outOfDate('charge', versions, rates.today, { scheme, line });
      const latest = valid
        .map(({ validFrom }) => validFrom ?? '')
        .toSorted()
        .at(-1);
      const current = valid.filter(({ validFrom }) => (validFrom ?? '') === latest);
      return collect(current.map((charge) => chargeAmount(charge, measures, load, rates)));
    }),
  );
};

const chargeAmount = (charge: Charge, measures: Measures, load: Load, rates: Rates): Found<ChargeAmount[]> => {
  const times = multiplier(charge, measures, load);
  const full = times.times(charge.amount);
  const minimum = new Exact(charge.minimum ?? 0);
  const converted = inQuoteCurrency(Exact.max(full, minimum), charge.currency, rates);
  if (converted.kind === 'gap') return converted;
  const written =
    charge.basis === 'shipment' ? charge.amount : `${shortText(times)} ${charge.basis} × ${charge.amount}`;
  return found([
    {
      charge,
      amount: converted.value,
      perUnit: charge.basis === 'unit',
      calculation: `${written}${full.lt(minimum) ? ` → ${charge.minimum}` : ''} ${charge.currency}`,
    },
  ]);
};

const multiplier = ({ basis }: Charge, measures: Measures, load: Load): Decimal => {
  switch (basis) {
    case 'container':
      return measures.containers?.count ?? new Exact(1);
    case 'wm':
      return measures.revenueTons;
    case 'm3':
      return load.volumeM3;
    case 't':
      return load.grossKg.div(1000);
    case 'kg':
      return measures.chargeableKg;
    case 'carton':
      return sum(load.parts.map(({ packed }) => packed.cartons));
    default:
      return new Exact(1);
  }
};

/** All values, or the first gap. */
const collect = (results: readonly Found<ChargeAmount[]>[]): Found<ChargeAmount[]> => {
  const values: ChargeAmount[] = [];
  for (const result of results) {
    if (result.kind === 'gap') return result;
    values.push(...result.value);
  }
  return found(values);
};
