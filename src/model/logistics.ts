/** What it costs to move goods (domain 1.7): charges at origin and destination, freight by lane and mode, containers. */
import { z } from 'zod';
import { Amount, Country, Currency, Fraction, Positive, validity } from './settings-number.ts';
import { ContainerType, TransportMode } from './transport.ts';

/** Usable volume in m³ and payload in t. */
export const ContainerSize = z.strictObject({ usableM3: Positive, maxT: Positive });
export type ContainerSize = z.infer<typeof ContainerSize>;

/** The cost lines from the factory to on board (domain 4.1); `alongside` only where goods go as break-bulk (FAS). */
export const OriginLine = z.enum(['loading', 'haulage', 'export_clearance', 'alongside', 'origin_terminal']);
export type OriginLine = z.infer<typeof OriginLine>;

export const DestinationLine = z.enum(['destination_terminal', 'on_carriage', 'unloading', 'import_clearance']);
export type DestinationLine = z.infer<typeof DestinationLine>;

/** By what an amount is multiplied: `wm` revenue tons (m³ or t, the larger), `kg` chargeable kilograms, `unit` goods. */
const ChargeBasis = z.enum(['shipment', 'container', 'wm', 'm3', 't', 'kg', 'carton', 'unit']);

const chargeFields = {
  /** Tells several charges of one line apart; without it a later entry replaces the earlier one it overlaps. */
  name: z.string().optional(),
  amount: Amount,
  currency: Currency,
  basis: ChargeBasis.default('shipment'),
  minimum: Amount.optional(),
  /** The modes it is due in; every mode when not given. */
  modes: z.array(TransportMode).min(1).optional(),
  container: ContainerType.optional(),
  ...validity,
};

export const OriginCharge = z.strictObject({ line: OriginLine, ...chargeFields });
export type OriginCharge = z.infer<typeof OriginCharge>;

/** Due where everything that is given fits: the port or airport of arrival, the named place, the country. */
export const DestinationCharge = z
  .strictObject({
    line: DestinationLine,
    port: z.string().optional(),
    place: z.string().optional(),
    alsoCalled: z.array(z.string()).default([]),
    country: Country.optional(),
    ...chargeFields,
  })
  .refine((charge) => charge.line !== 'on_carriage' || (charge.port !== undefined && charge.place !== undefined), {
    path: ['place'],
    message: 'on_carriage needs the port it begins at and the place it ends at',
  });
export type DestinationCharge = z.infer<typeof DestinationCharge>;

export type Charge = OriginCharge | DestinationCharge;

const laneFields = {
  /** The port or airport as it is written to the buyer, e.g. `Hamburg`, and other names buyers use for it. */
  toName: z.string(),
  alsoCalled: z.array(z.string()).default([]),
  currency: Currency,
  /** Days under way as told to the buyer, e.g. `32-36`. */
  transitDays: z.string(),
  carrier: z.string().optional(),
  ...validity,
  validUntil: z.iso.date(),
};

const Locode = z.string().regex(/^[A-Z]{2}[A-Z2-9]{3}$/, 'must be a UN/LOCODE, e.g. DEHAM');

/** Sea freight for one container from the port of loading. */
const ContainerRate = z.strictObject({
  mode: z.literal('fcl'),
  to: Locode,
  container: ContainerType,
  amount: Amount,
  ...laneFields,
});

/** Sea freight for one revenue ton; `minimum` in revenue tons. */
const GroupageRate = z.strictObject({
  mode: z.literal('lcl'),
  to: Locode,
  amount: Amount,
  minimum: Positive.default('1'),
  ...laneFields,
});

/** Air freight for one chargeable kg from a weight upwards; `fuelPerKg` is added, `minimum` an amount of money. */
const AirRate = z.strictObject({
  mode: z.literal('air'),
  /** IATA code of the airport. */
  to: z.string().regex(/^[A-Z]{3}$/, 'must be an IATA airport code, e.g. HAM'),
  country: Country,
  breaks: z.array(z.strictObject({ fromKg: Amount, perKg: Amount })).min(1),
  fuelPerKg: Amount.default('0'),
  minimum: Amount.default('0'),
  ...laneFields,
});
export type AirRate = z.infer<typeof AirRate>;

/** Courier to any door of a country: an amount up to a weight, then by the kg; `fuel` is a share added to it. */
const CourierRate = z.strictObject({
  mode: z.literal('courier'),
  to: Country,
  steps: z.array(z.strictObject({ upToKg: Positive, amount: Amount })).min(1),
  perKgAbove: Amount.optional(),
  fuel: Fraction.default('0'),
  ...laneFields,
});
export type CourierRate = z.infer<typeof CourierRate>;

export const FreightRate = z.discriminatedUnion('mode', [ContainerRate, GroupageRate, AirRate, CourierRate]);
export type FreightRate = z.infer<typeof FreightRate>;
