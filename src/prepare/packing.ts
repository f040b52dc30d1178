/** Whole cartons, volume and gross weight of a quantity of one product. */
import type { Decimal } from 'decimal.js';
import type { Product } from '../model/catalogue.ts';
import { Exact, sum } from './exact-decimal.ts';

const CM3_PER_M3 = 1_000_000;

/** `volumeM3` and `grossKg` unrounded, of the whole cartons. */
export type Packed = { cartons: Decimal; volumeM3: Decimal; grossKg: Decimal };

/** Packs a quantity given in the product's own unit; a carton that is not full still takes its whole room. */
export const pack = (product: Product, quantity: Decimal): Packed => {
  const cartons = quantity.div(product.packing.perCarton).ceil();
  return {
    cartons,
    volumeM3: cartons.times(cartonVolumeM3(product)),
    grossKg: cartons.times(product.packing.grossKg),
  };
};

export const cartonVolumeM3 = (product: Product): Decimal => {
  const [length, width, height] = product.packing.cartonCm;
  return new Exact(length).times(width).times(height).div(CM3_PER_M3);
};

/** Volume and weight of everything that travels together. */
export const totalLoad = (packed: readonly Packed[]): { volumeM3: Decimal; grossKg: Decimal } => ({
  volumeM3: sum(packed.map((one) => one.volumeM3)),
  grossKg: sum(packed.map((one) => one.grossKg)),
});
