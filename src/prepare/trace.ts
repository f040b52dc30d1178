/** Writes the calculation down line by line with its sources, for the salesperson and the audit, never the customer. */
import type { Decimal } from 'decimal.js';
import type { TraceLine } from '../model/quotation.ts';
import { Exact, moneyText } from './exact-decimal.ts';
import type { ChargeAmount } from './origin-charges.ts';
import { unitsPerContainer } from './quantity.ts';
import type { LinePrice, PricedScheme } from './scheme.ts';
import type { Rates, Shipment, ShipmentLine } from './shipment.ts';
import { insured } from './term-price.ts';

/** Goods prices of all lines, then load and containers. */
export const traceShipment = (shipment: Shipment, rates: Rates): TraceLine[] => [
  ...shipment.lines.flatMap((line) => traceGoods(line, rates)),
  traceLoad(shipment, rates),
];

/** Charges, freight, unit prices and insurance of one scheme. */
export const traceScheme = (scheme: PricedScheme, shipment: Shipment, rates: Rates): TraceLine[] => {
  const { pricing } = rates;
  const name = `${scheme.term.incoterm} ${scheme.term.place}`;
  const currency = pricing.quoteCurrency;
  const lines = scheme.charges.map((charge) => traceCharge(name, charge, rates));
  if (scheme.freight !== null && shipment.freight?.kind === 'freight') {
    const { rate, containers } = shipment.freight;
    const value = `${containers.count.toFixed()} × ${rate.amount} ${rate.currency} (${rate.container})`;
    lines.push({ step: `${name}: ocean freight`, value, source: `pricing: valid until ${rate.validUntil}` });
  }
  lines.push(...scheme.linePrices.map((price) => tracePrice(name, price, currency)));
  lines.push({ step: `${name}: total`, value: `${moneyText(scheme.total, currency)} ${currency}`, source: 'sum' });
  if (scheme.term.costs.insurance) {
    const { value, premium } = insured(scheme.total, pricing.insurance);
    const source = `pricing: cover ${pricing.insurance.cover}, rate ${pricing.insurance.rateClauseC}, ICC (C)`;
    lines.push({ step: `${name}: insured value`, value: `${moneyText(value, currency)} ${currency}`, source });
    lines.push({ step: `${name}: premium`, value: `${moneyText(premium, currency)} ${currency}`, source });
  }
  return lines;
};

/** The exchange rate everything else rests on. */
export const traceExchange = ({ pricing, exchange }: Rates): TraceLine => ({
  step: 'quote rate',
  value: `${exchange.toFixed(4)} ${pricing.costCurrency} per ${pricing.quoteCurrency}`,
  source:
    pricing.costCurrency === pricing.quoteCurrency
      ? 'same currency'
      : `pricing: ${pricing.fx.source} ${pricing.fx.date}, mid ${pricing.fx.mid}, buffer ${pricing.fx.buffer}`,
});

const traceGoods = ({ product, quantity, cost, goods }: ShipmentLine, { pricing }: Rates): TraceLine[] => {
  const line = (step: string, value: string, source: string): TraceLine => ({
    step: `${product.sku}: ${step}`,
    value,
    source,
  });
  const { material, production, packaging, overhead, validUntil } = product.cost;
  const local = (amount: Decimal) => `${amount.toFixed(4)} ${pricing.costCurrency}`;
  const quoted = (amount: Decimal) => `${amount.toFixed(6)} ${pricing.quoteCurrency}`;
  const sheet = validUntil === undefined ? 'catalogue' : `catalogue: valid until ${validUntil}`;
  return [
    line('cost', local(cost.cost), `${sheet}; ${material} + ${production} + ${packaging} + ${overhead}`),
    line(
      'export VAT rebate',
      local(cost.rebate),
      `${sheet}; VAT ${product.vatRate}, rebate ${product.exportRebateRate}`,
    ),
    line('net cost', local(cost.net), 'cost − rebate'),
    line('net cost', quoted(goods.netCost), 'net cost ÷ quote rate'),
    line('list price', quoted(goods.listPrice), `pricing: margin ${pricing.margin}`),
    line('tier discount', percent(goods.discount), `pricing: tiers, ${quantity.toFixed()} ${product.unit}`),
    line('goods price', quoted(goods.goodsPrice), 'list price × (1 − discount)'),
    line('effective margin', percent(goods.effectiveMargin), `pricing: floor ${pricing.marginFloor}`),
  ];
};

/** Shows how full the containers are: a half-empty one is the buyer's money, and the salesperson can say so. */
const traceLoad = ({ lines, load, containers }: Shipment, { pricing }: Rates): TraceLine => {
  const size = pricing.containers[containers.type];
  const filled = load.volumeM3.div(new Exact(size.usableM3).times(containers.count));
  const [only, ...others] = lines;
  const full =
    only === undefined || others.length > 0
      ? ''
      : `; full: ${unitsPerContainer(only.product, size).times(containers.count).toFixed()} ${only.product.unit}`;
  const volume = `${load.volumeM3.toFixed(2)} m³, ${load.grossKg.toFixed()} kg`;
  return {
    step: 'load',
    value: `${volume} in ${containers.count.toFixed()}×${containers.type}, ${percent(filled)} of the volume${full}`,
    source: `pricing: usable ${size.usableM3} m³, ${size.maxT} t; less than a container load is not priced yet`,
  };
};

const traceCharge = (name: string, { charge, amount }: ChargeAmount, { pricing }: Rates): TraceLine => ({
  step: `${name}: ${charge.line}`,
  value: `${amount.toFixed(6)} ${pricing.quoteCurrency}`,
  source:
    `pricing: ${charge.amount} ${charge.currency} per ${charge.basis}` +
    (charge.validUntil === undefined ? '' : `, valid until ${charge.validUntil}`),
});

const tracePrice = (name: string, { line, exact, unitPrice, total }: LinePrice, currency: string): TraceLine => ({
  step: `${name}: ${line.product.sku}`,
  value: `${moneyText(unitPrice, currency)} ${currency} per ${line.product.unit}`,
  source: `exact ${exact.toFixed(6)}; × ${line.quantity.toFixed()} = ${moneyText(total, currency)}`,
});

const percent = (fraction: Decimal): string => `${fraction.times(100).toFixed(4)} %`;
