/** Whole cartons, volume and weight of a quantity of one product. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import type { ContainerSize } from '../model/logistics.ts';
import type { ContainerType } from '../model/transport.ts';
import { Exact, sum } from './exact-decimal.ts';

const CM3_PER_M3 = 1_000_000;

/** Volume and weights unrounded, of the whole cartons; `netKg` null when the catalogue does not say it. */
export type Packed = { cartons: Decimal; volumeM3: Decimal; grossKg: Decimal; netKg: Decimal | null };

/** What travels together: unrounded totals, and each product's cartons for the fit into a container. */
export type Load = { volumeM3: Decimal; grossKg: Decimal; parts: readonly { product: Product; packed: Packed }[] };

/** Packs a quantity given in the product's own unit; a carton that is not full still takes its whole room. */
export const pack = (product: Product, quantity: Decimal): Packed => {
  const { perCarton, grossKg, netKg } = product.packing;
  const cartons = quantity.div(perCarton).ceil();
  return {
    cartons,
    volumeM3: cartons.times(cartonVolumeM3(product)),
    grossKg: cartons.times(grossKg),
    netKg: netKg === undefined ? null : new Exact(netKg).times(quantity).div(perCarton),
  };
};

const cartonVolumeM3 = (product: Product): Decimal => {
  const [length, width, height] = product.packing.cartonCm;
  return new Exact(length).times(width).times(height).div(CM3_PER_M3);
};

export const totalLoad = (parts: Load['parts']): Load => ({
  volumeM3: sum(parts.map(({ packed }) => packed.volumeM3)),
  grossKg: sum(parts.map(({ packed }) => packed.grossKg)),
  parts,
});

/**
 * How many containers of one type hold the load, by usable volume and by payload (domain 4.2 step 7). Where the
 * catalogue counts the cartons of a product per container, that count stands for its volume.
 */
export const containersNeeded = (load: Load, type: ContainerType, size: ContainerSize): Decimal => {
  const shares = load.parts.map(({ product, packed }) => {
    const counted = product.packing.cartonsPer?.[type];
    return counted === undefined ? packed.volumeM3.div(size.usableM3) : packed.cartons.div(counted);
  });
  const byWeight = load.grossKg.div(new Exact(size.maxT).times(1000)).ceil();
  return Exact.max(sum(shares).toDecimalPlaces(20).ceil(), byWeight, 1);
};

/** Units in the whole cartons that fit into one container, by usable volume and payload. */
export const unitsPerContainer = (product: Product, type: ContainerType, size: ContainerSize): Decimal => {
  const { cartonsPer, perCarton, grossKg } = product.packing;
  const byVolume = new Exact(cartonsPer?.[type] ?? new Exact(size.usableM3).div(cartonVolumeM3(product)).floor());
  const byWeight = new Exact(grossKg).isZero() ? byVolume : new Exact(size.maxT).times(1000).div(grossKg).floor();
  return Exact.min(byWeight, byVolume).times(perCarton);
};
