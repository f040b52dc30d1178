/** Writes the calculation down line by line with its sources, for the salesperson and the audit, never the customer. */
import type { TraceLine } from '../model/calculation.ts';
import { Exact, shortText, sum } from './exact-decimal.ts';
import { unitsPerContainer } from './packing.ts';
import { exchangeFrom, type Rates } from './rates.ts';
import type { LinePrice, PricedScheme } from './scheme.ts';
import type { Shipment } from './shipment.ts';
import { amountText, datedSource, percentText, type TraceWriter, traceWriter } from './trace-line.ts';
import { traceScheme } from './trace-scheme.ts';

/** Exchange rates, goods prices of all lines, load, then every scheme. */
export const traceQuotation = (shipment: Shipment, priced: readonly PricedScheme[], rates: Rates): TraceLine[] => [
  ...traceExchange(shipment, priced, rates),
  ...traceGoodsOnce(priced, rates),
  ...traceLoad(shipment, rates),
  ...priced.flatMap((scheme) => traceScheme(scheme, rates)),
];

/** Every exchange rate that an amount was turned by. */
const traceExchange = (shipment: Shipment, priced: readonly PricedScheme[], rates: Rates): TraceLine[] => {
  const currencies = new Set([
    ...shipment.lines.map(({ costCurrency }) => costCurrency),
    ...priced.flatMap(({ origin, destination, clearance, freight }) => [
      ...[...origin, ...destination, ...clearance].map(({ charge }) => charge.currency),
      ...(freight === null ? [] : [freight.rate.currency]),
    ]),
  ]);
  const write = traceWriter('');
  return [...currencies].flatMap((currency) => {
    const known = exchangeFrom(currency, rates);
    if (known.kind === 'gap' || currency === rates.currency) return [];
    const { rate, mid, buffer, source, date } = known.value;
    return [
      write('exchange_rate', `${rate.toFixed(4)} ${currency}/${rates.currency}`, {
        calculation: `${shortText(mid)} × (1 − ${shortText(buffer)})`,
        ...datedSource('fx', { source }, date),
      }),
    ];
  });
};

/** The goods price of each product, once; again for a scheme under which the refund is lost. */
const traceGoodsOnce = (priced: readonly PricedScheme[], rates: Rates): TraceLine[] => {
  const written = new Set<string>();
  return priced.flatMap(({ lines, name }) =>
    lines.flatMap((price) => {
      const { sku } = price.line.product;
      const key = `${sku} ${price.net.toFixed()}`;
      if (written.has(key)) return [];
      const again = [...written].some((one) => one.startsWith(`${sku} `));
      written.add(key);
      return traceGoods(price, again ? `${sku}, ${name}` : sku, rates);
    }),
  );
};

const traceGoods = (price: LinePrice, about: string, rates: Rates): TraceLine[] => {
  const { line, cost, net, profit } = price;
  const { product, quantity, costCurrency, costRate, tax, rule } = line;
  const { material, production, packaging, overhead, scrap, tooling, ...sheet } = product.cost;
  const write = traceWriter(about);
  const fromSheet = datedSource('catalogue', sheet, sheet.validUntil ?? null);
  const parts = [
    new Exact(scrap).isZero() ? material : `${material} × (1 + ${scrap})`,
    ...[production, packaging, overhead].filter((part) => !new Exact(part).isZero()),
    ...(new Exact(tooling).isZero() ? [] : [`${tooling} ÷ ${quantity.toFixed()}`]),
  ];
  const local = amountText(costCurrency, 4);
  const quoted = amountText(rates.currency, 6);
  const { vatMode } = rates.pricing;
  const taxed = datedSource(tax.source, {}, tax.validUntil);
  return [
    write('cost', local(cost.cost), { calculation: parts.join(' + '), ...fromSheet }),
    ...(vatMode === 'trading'
      ? [
          write('export_rebate', local(cost.rebate), {
            calculation: cost.rebate.isZero()
              ? '0'
              : `${shortText(cost.cost)} ÷ (1 + ${shortText(tax.vatRate)}) × ${shortText(tax.rebateRate)}`,
            ...taxed,
          }),
        ]
      : []),
    write('net_cost', local(cost.net), { calculation: `${shortText(cost.cost)} − ${shortText(cost.rebate, 4)}` }),
    ...(costCurrency === rates.currency
      ? []
      : [
          write('net_cost_quoted', quoted(net), {
            calculation: `${shortText(cost.net)} ÷ ${shortText(costRate.rate)}`,
          }),
        ]),
    ...traceProfit(price, write, quoted),
    write('effective_margin', percentText(profit.effectiveMargin), {
      calculation: `≥ ${percentText(rule.floor)}`,
      ...datedSource('marginFloor'),
    }),
  ];
};

const traceProfit = (
  { line, net, profit }: LinePrice,
  write: TraceWriter,
  quoted: (amount: LinePrice['net']) => string,
) => {
  const { rule, quantity, product } = line;
  if (profit.goods === null) return [];
  const { listPrice, discount } = profit;
  const further = rule.further.isZero() ? '' : ` × (1 − ${shortText(rule.further)})`;
  return [
    write('list_price', quoted(listPrice ?? net), {
      calculation: rule.listPrice === null ? `${shortText(net)} ÷ (1 − ${shortText(rule.margin)})` : '',
      ...datedSource(rule.listPrice === null ? 'margin' : 'listPrice'),
    }),
    write('tier_discount', percentText(discount), {
      calculation: `${quantity.toFixed()} ${product.unit}`,
      ...datedSource('tiers'),
    }),
    write('goods_price', quoted(profit.goods), {
      calculation: `${shortText(listPrice ?? net)} × (1 − ${shortText(discount)})${further}`,
    }),
  ];
};

/** Shows how full the containers are: a half-empty one is the buyer's money, and the salesperson can say so. */
const traceLoad = ({ load, lines, carriage }: Shipment, { pricing }: Rates): TraceLine[] => {
  const write = traceWriter('');
  const { containers, mode, chargeableKg, revenueTons } = carriage.measures;
  const cartons = sum(lines.map(({ packed }) => packed.cartons)).toFixed();
  const written = write('load', `${cartons} ctn, ${load.volumeM3.toFixed(2)} m³, ${load.grossKg.toFixed()} kg`, {
    ...datedSource('catalogue'),
  });
  if (containers === null) {
    const weighed = mode === 'lcl' ? `${shortText(revenueTons)} W/M` : `${shortText(chargeableKg)} kg`;
    return [written, write('chargeable', weighed, {})];
  }
  const { type, count } = containers;
  const size = pricing.containers[type];
  const filled = load.volumeM3.div(new Exact(size.usableM3).times(count));
  const [only, ...others] = lines;
  const full =
    only === undefined || others.length > 0
      ? ''
      : `${unitsPerContainer(only.product, type, size).times(count).toFixed()} ${only.product.unit}`;
  return [
    written,
    write('containers', `${count.toFixed()}×${type}, ${percentText(filled)}`, {
      calculation: `${size.usableM3} m³, ${size.maxT} t`,
      ...datedSource('containers'),
    }),
    ...(full === '' ? [] : [write('full_container', full, {})]),
  ];
};
