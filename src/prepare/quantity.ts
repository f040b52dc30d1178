/** Reads the quantity a buyer ordered as a number of the product's own units. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { Unit } from '../model/inquiry.ts';
import type { Pricing } from '../model/pricing.ts';
import { ContainerType } from '../model/transport.ts';
import { Exact } from './exact-decimal.ts';
import { type Found, found, lacking } from './gaps.ts';
import { unitsPerContainer } from './packing.ts';

/** `container` is set when the buyer ordered by the container; the shipment then travels in that type. */
export type Quantity = { units: Decimal; container: ContainerType | null };

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
): Found<Quantity> => {
  const { sku } = product;
  if (amount.length > 20 || new Exact(amount).gt(MOST_UNITS)) return lacking('implausible_quantity', { sku });
  const asked = unit ?? product.unit;
  const perAskedUnit = unitsPer(asked, product, containers);
  if (perAskedUnit === null) return lacking('other_unit', { sku, asked, unit: product.unit });
  const units = new Exact(amount).times(perAskedUnit);
  const quantity = new Exact(amount).toFixed();
  if (['pcs', 'sets', 'pairs', 'cartons'].includes(product.unit) && !units.isInteger())
    return lacking('not_whole', { sku, quantity, asked });
  if (units.lt(product.moq)) {
    return lacking('below_moq', { sku, quantity: units.toFixed(), unit: product.unit, moq: String(product.moq) });
  }
  return found({ units, container: ContainerType.safeParse(unit).data ?? null });
};

const unitsPer = (unit: Unit, product: Product, containers: Pricing['containers']): Decimal | null => {
  if (unit === product.unit) return new Exact(1);
  if (unit === 'cartons') return new Exact(product.packing.perCarton);
  const container = ContainerType.safeParse(unit).data;
  return container === undefined ? null : unitsPerContainer(product, container, containers[container]);
};
