/** Sorts the items of an inquiry: what was ordered and can be quoted, what gets a price range, what is missing. */
import type { Decimal } from 'decimal.js';
import type { Catalogue, Product } from '../model/catalogue.ts';
import type { InquiryFacts, InquiryItem } from '../model/inquiry.ts';
import type { ContainerType, Pricing } from '../model/pricing.ts';
import { orderedQuantity } from './quantity.ts';
import { quoteWords } from './quote-words.ts';

export type OrderLine = { product: Product; quantity: Decimal };

export type OrderLines = {
  ordered: OrderLine[];
  /** The container type the buyer ordered by, if he did. */
  container: ContainerType | null;
  /** Products named without a quantity that could be quoted, each once. */
  unquoted: Product[];
  /** What is wrong whatever is offered. */
  missing: string[];
  /** What is missing only from a quotation: products that a price range answers well. */
  withoutQuantity: string[];
};

/**
 * Only a quantity of kind `order` is an order; a question for the MOQ, a sample, a yearly need or a list of tiers is
 * answered with a range.
 * @param today ISO date; a product whose cost sheet has expired is not offered at all
 */
export const orderLines = (facts: InquiryFacts, catalogue: Catalogue, pricing: Pricing, today: string): OrderLines => {
  const lines: OrderLines = { ordered: [], container: null, unquoted: [], missing: [], withoutQuantity: [] };
  const expired = new Set<string>();
  for (const item of facts.items) {
    const named = productsNamed(item, catalogue);
    const usable = named.filter((product) => (product.cost.validUntil ?? today) >= today);
    for (const product of named) if (!usable.includes(product)) expired.add(expiredSentence(product));
    const [product] = usable;
    if (named.length === 0) lines.missing.push(`${quoteWords(item.productText.value)} is not in the catalogue.`);
    else if (product !== undefined && item.productSku !== null) addProduct(item, product, pricing, lines);
    else if (product !== undefined) addCategory(item, usable, lines);
  }
  lines.missing.push(...expired);
  return { ...lines, unquoted: [...new Set(lines.unquoted)] };
};

const productsNamed = (item: InquiryItem, catalogue: Catalogue): Product[] =>
  item.productSku !== null
    ? catalogue.products.filter((product) => product.sku === item.productSku)
    : catalogue.products.filter((product) => item.categoryId !== null && product.categoryId === item.categoryId);

const expiredSentence = (product: Product): string =>
  `${product.sku}: the cost sheet was valid until ${product.cost.validUntil}.`;

const addProduct = (item: InquiryItem, product: Product, pricing: Pricing, lines: OrderLines): void => {
  if (item.quantity === null || item.quantityKind !== 'order') {
    lines.unquoted.push(product);
    lines.withoutQuantity.push(`${product.sku}: no order quantity was given.`);
    return;
  }
  const quantity = orderedQuantity(item.quantity.value, item.quantityUnit, product, pricing.containers);
  if (quantity.kind === 'missing') {
    lines.unquoted.push(product);
    lines.missing.push(quantity.reason);
  } else if (quantity.container !== null && lines.container !== null && quantity.container !== lines.container) {
    lines.unquoted.push(product);
    lines.missing.push(
      `${product.sku}: ordered by ${quantity.container}, the others by ${lines.container}; mixed containers are not priced.`,
    );
  } else {
    lines.container ??= quantity.container;
    lines.ordered.push({ product, quantity: quantity.units });
  }
};

const addCategory = (item: InquiryItem, products: Product[], lines: OrderLines): void => {
  lines.unquoted.push(...products);
  const choice = products.map((product) => product.sku).join(', ');
  const sentence = `${quoteWords(item.productText.value)} names only a category; ask which product is meant: ${choice}.`;
  const wasOrdered = item.quantity !== null && item.quantityKind === 'order';
  (wasOrdered ? lines.missing : lines.withoutQuantity).push(sentence);
};
