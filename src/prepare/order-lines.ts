/** Sorts what was asked for: what was ordered and can be quoted, what gets a price range, what is missing. */
import type { Decimal } from 'decimal.js';
import type { Gap } from '../model/calculation.ts';
import type { Catalogue, Product } from '../model/catalogue.ts';
import type { Unit } from '../model/inquiry.ts';
import type { Pricing } from '../model/pricing.ts';
import type { ContainerType } from '../model/transport.ts';
import { productBySku } from './catalogue-products.ts';
import { gap, isValid, outOfDate } from './gaps.ts';
import { orderedQuantity } from './quantity.ts';
import { quoteWords } from './quote-words.ts';
import { exportTax } from './unit-cost.ts';

/** One product asked for, by SKU or only by category; `quantity` only when it is an order. */
export type AskedItem = {
  words: string;
  sku: string | null;
  categoryId: string | null;
  quantity: { amount: string; unit: Unit | null } | null;
};

export type OrderLine = { product: Product; quantity: Decimal };

export type OrderLines = {
  ordered: OrderLine[];
  /** The container type the buyer ordered by, if he did. */
  container: ContainerType | null;
  /** Products named without a quantity that could be quoted, each once. */
  unquoted: Product[];
  /** What is wrong whatever is offered. */
  gaps: Gap[];
  /** What is missing only from a quotation: products that a price range answers well. */
  withoutQuantity: Gap[];
};

/**
 * The same product asked for twice is one line.
 * @param today ISO date; a product whose cost sheet or tax rates have expired is not offered at all
 */
export const orderLines = (
  items: readonly AskedItem[],
  catalogue: Catalogue,
  pricing: Pricing,
  today: string,
): OrderLines => {
  const lines: OrderLines = { ordered: [], container: null, unquoted: [], gaps: [], withoutQuantity: [] };
  const unusable = new Map<string, Gap>();
  for (const item of items) {
    const named = productsNamed(item, catalogue);
    const usable = named.filter((product) => {
      const reason = notUsable(product, pricing, today);
      if (reason !== null) unusable.set(product.sku, reason);
      return reason === null;
    });
    const [product] = usable;
    if (named.length === 0) lines.gaps.push(gap('unknown_product', { product: quoteWords(item.words) }));
    else if (product !== undefined && item.sku !== null) addProduct(item, product, pricing, lines);
    else if (product !== undefined) addCategory(item, usable, lines);
  }
  lines.gaps.push(...unusable.values());
  return { ...lines, unquoted: [...new Set(lines.unquoted)] };
};

const productsNamed = ({ sku, categoryId }: AskedItem, catalogue: Catalogue): Product[] => {
  const product = sku === null ? undefined : productBySku(catalogue, sku);
  if (sku !== null) return product === undefined ? [] : [product];
  return catalogue.products.filter((one) => categoryId !== null && one.categoryId === categoryId);
};

const notUsable = (product: Product, pricing: Pricing, today: string): Gap | null => {
  const { sku, cost } = product;
  if (!isValid(cost, today)) return outOfDate('cost', [cost], today, { sku }).gap;
  const tax = exportTax(product, pricing, today);
  return tax.kind === 'gap' ? tax.gap : null;
};

const addProduct = (item: AskedItem, product: Product, pricing: Pricing, lines: OrderLines): void => {
  const { sku } = product;
  if (item.quantity === null) {
    lines.unquoted.push(product);
    lines.withoutQuantity.push(gap('no_quantity', { sku }));
    return;
  }
  const quantity = orderedQuantity(item.quantity.amount, item.quantity.unit, product, pricing.containers);
  if (quantity.kind === 'gap') {
    lines.unquoted.push(product);
    lines.gaps.push(quantity.gap);
    return;
  }
  const { units, container } = quantity.value;
  if (container !== null && lines.container !== null && container !== lines.container) {
    lines.unquoted.push(product);
    lines.gaps.push(gap('mixed_containers', { sku, container, other: lines.container }));
    return;
  }
  lines.container ??= container;
  const known = lines.ordered.find((line) => line.product.sku === sku);
  if (known === undefined) lines.ordered.push({ product, quantity: units });
  else known.quantity = known.quantity.plus(units);
};

const addCategory = (item: AskedItem, products: Product[], lines: OrderLines): void => {
  lines.unquoted.push(...products);
  const choice = products.map((product) => product.sku).join(', ');
  const reason = gap('only_category', { product: quoteWords(item.words), choice });
  (item.quantity === null ? lines.withoutQuantity : lines.gaps).push(reason);
};
