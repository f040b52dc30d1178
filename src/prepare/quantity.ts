/** Reads the quantity a buyer ordered as a number of the product's own units. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { Unit } from '../model/inquiry.ts';
import { ContainerType, type Pricing } from '../model/pricing.ts';
import { Exact } from './exact-decimal.ts';
import { cartonVolumeM3 } from './packing.ts';

/** `container` is set when the buyer ordered by the container; the shipment then travels in that type. */
export type Quantity =
  | { kind: 'quantity'; units: Decimal; container: ContainerType | null }
  | { kind: 'missing'; reason: string };

/** No order of ours comes near; longer numbers are a misreading or an attack. */
const MOST_UNITS = 1_000_000_000;

/**
 * Understood are the product's own unit (also when the buyer wrote none), cartons, and containers filled with whole
 * cartons by usable volume and payload (domain 4.2 step 7). Anything else is named as missing, as are fractions of a
 * piece and quantities below the MOQ.
 */
export const orderedQuantity = (
  amount: string,
  unit: Unit | null,
  product: Product,
  containers: Pricing['containers'],
): Quantity => {
  const missing = (reason: string): Quantity => ({ kind: 'missing', reason: `${product.sku}: ${reason}` });
  if (amount.length > 20 || new Exact(amount).gt(MOST_UNITS)) return missing('the quantity is not plausible.');
  const asked = new Exact(amount);
  const container = ContainerType.safeParse(unit).data ?? null;
  const perAskedUnit = unitsPer(unit ?? product.unit, product, containers);
  if (perAskedUnit === null)
    return missing(`a quantity in ${unit} cannot be turned into ${product.unit} (ask for ${product.unit} or cartons).`);
  const units = asked.times(perAskedUnit);
  if (product.unit === 'pcs' && !units.isInteger())
    return missing(`${asked.toFixed()} ${unit ?? product.unit} is not a whole number of pieces.`);
  if (units.lt(product.moq))
    return missing(`${units.toFixed()} ${product.unit} is below the minimum order of ${product.moq} ${product.unit}.`);
  return { kind: 'quantity', units, container };
};

const unitsPer = (unit: Unit, product: Product, containers: Pricing['containers']): Decimal | null => {
  if (unit === product.unit) return new Exact(1);
  if (unit === 'cartons') return new Exact(product.packing.perCarton);
  const container = ContainerType.safeParse(unit).data;
  return container === undefined ? null : unitsPerContainer(product, containers[container]);
};

/** Units in the whole cartons that fit into one container, by usable volume and payload. */
export const unitsPerContainer = (product: Product, size: { usableM3: string; maxT: string }): Decimal => {
  const byVolume = new Exact(size.usableM3).div(cartonVolumeM3(product)).floor();
  const grossKg = new Exact(product.packing.grossKg);
  const byWeight = grossKg.isZero() ? byVolume : new Exact(size.maxT).times(1000).div(grossKg).floor();
  return (byWeight.lt(byVolume) ? byWeight : byVolume).times(product.packing.perCarton);
};
