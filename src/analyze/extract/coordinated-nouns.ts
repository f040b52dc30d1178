/** Finds goods that share their adjectives with others: "disposable wooden spoons and forks". */
import type { Assortment } from '../../model/assortment.ts';
import { type ProductIndex, wordMarks } from '../product-features.ts';
import type { Reading } from '../reading.ts';
import { covers, type Mention } from './named-goods.ts';
import { CONJUNCTION } from './tiers.ts';

const JOINT = new RegExp(`^(?:\\s{0,2}[,/&+、，]\\s{0,2}|\\s{0,2}(?:${CONJUNCTION})\\s{0,2})$`, 'u');
const LONGEST_JOINT = 8;

/** Beside each product that is named: its like, of which only the noun is said. */
export function coordinatedNouns(
  reading: Reading,
  { products }: Assortment,
  index: ProductIndex,
  named: Mention[],
): Mention[] {
  const { text } = reading;
  const heads = (reading.products.get('head') ?? []).filter(
    (head) => head.start < reading.signatureStart && !named.some((mention) => covers(mention, head)),
  );
  return heads.flatMap((head): Mention[] => {
    const before = named.find(
      ({ sku, end }) =>
        sku !== null &&
        end < head.start &&
        head.start - end <= LONGEST_JOINT &&
        JOINT.test(text.slice(end, head.start)),
    );
    if (before === undefined) return [];
    const marks = [...wordMarks(head.label)];
    const like = products
      .filter(({ sku, categoryId }) => categoryId === before.categoryId && sku !== before.sku)
      .map(({ sku }) => sku)
      .filter((sku) => marks.some((mark) => index.words.get(mark)?.has(sku)));
    const sku = mostShared(index, like, [...wordMarks(text.slice(before.start, before.end))].slice(0, -1));
    const { start, end } = head;
    return sku === undefined ? [] : [{ start, end, sku, categoryId: before.categoryId, confidence: 0.75 }];
  });
}

/** The one product whose names bear most of the words. */
function mostShared({ words }: ProductIndex, skus: string[], marks: string[]): string | undefined {
  const points = skus.map((sku) => ({ sku, shared: marks.filter((mark) => words.get(mark)?.has(sku)).length }));
  const [best, second] = points.sort((a, b) => b.shared - a.shared);
  return best !== undefined && best.shared > (second?.shared ?? 0) ? best.sku : undefined;
}
