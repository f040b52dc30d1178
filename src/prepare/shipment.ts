/** Everything one shipment's prices rest on: products with their goods prices, the load, containers and freight. */
import type { Decimal } from 'decimal.js';
import type { ContainerType, Pricing } from '../model/pricing.ts';
import { type Containers, fewestContainers, type Load, type OceanFreight, oceanFreight } from './freight.ts';
import { type GoodsPrice, goodsPrice } from './goods-price.ts';
import type { OrderLine } from './order-lines.ts';
import { handlingPerContainer } from './origin-charges.ts';
import { type Packed, pack, totalLoad } from './packing.ts';
import { type UnitCost, unitCost } from './unit-cost.ts';
import type { Port } from './wanted-terms.ts';

export type ShipmentLine = OrderLine & { packed: Packed; cost: UnitCost; goods: GoodsPrice };

/** `freight` is null when nothing goes overseas at the seller's cost. */
export type Shipment = { lines: ShipmentLine[]; load: Load; containers: Containers; freight: OceanFreight | null };

/** What all calculations of one inquiry share; `exchange` is cost currency per quote currency, `today` an ISO date. */
export type Rates = { pricing: Pricing; exchange: Decimal; today: string };

/** All lines travel together. `only`: the container type the buyer ordered by, if he did. */
export const planShipment = (
  order: OrderLine[],
  destination: Port | null,
  only: ContainerType | null,
  { pricing, exchange, today }: Rates,
): Shipment => {
  const lines = order.map((line): ShipmentLine => {
    const cost = unitCost(line.product, pricing.vatMode);
    return {
      ...line,
      packed: pack(line.product, line.quantity),
      cost,
      goods: goodsPrice(cost.net.div(exchange), line.quantity, pricing),
    };
  });
  const load = totalLoad(lines.map((line) => line.packed));
  const handling = handlingPerContainer(pricing, exchange);
  const freight =
    destination === null
      ? null
      : oceanFreight({ load, destination, only, pricing, exchange, today, handlingPerContainer: handling });
  const containers = freight?.kind === 'freight' ? freight.containers : fewestContainers(load, pricing, only);
  return { lines, load, containers, freight };
};
