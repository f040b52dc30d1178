/** Finds goods that share their noun with others: "24\" and 16\" wipers", "lamps 50 W and 100 W". */
import type { Assortment } from '../../model/assortment.ts';
import { agrees, type Feature, featuresIn, type ProductIndex } from '../product-features.ts';
import type { Reading, Span } from '../reading.ts';
import { segmentAt, within } from '../reading.ts';
import type { Hit } from '../term-tree.ts';
import type { Mention } from './named-goods.ts';
import { CONJUNCTION } from './tiers.ts';

/** Characters in which the other measure and its joint stand. */
const REACH = 40;
const OWN_REACH = 30;
/** Nobody names more in one row. */
const MOST_IN_ROW = 6;
const COUNT = '(?:[\\s\\p{L}:=(x×–-]{0,3}\\d[\\d.,]{0,8} ?\\p{L}{0,7}\\.?\\)?)?';
const JOINT = new RegExp(
  `^${COUNT}\\s{0,2}(?:[,/&+、，]|(?:${CONJUNCTION})(?!\\p{L}))\\s{0,2}(?:\\d[\\d.,]{0,8} ?\\p{L}{0,7}\\s)?(?:\\p{L}{1,6}\\s){0,2}$`,
  'u',
);
const SPOKEN_JOINT = new RegExp(`\\s(?:${CONJUNCTION})\\s$`, 'u');
const BARE = /(?<![\d.,])(\d{1,5}(?:[.,]\d{1,2})?)\s{0,2}$/;

/** Beside each product that is named with its measure: its like, named by another measure alone. */
export function coordinatedMentions(
  reading: Reading,
  { products }: Assortment,
  { features }: ProductIndex,
  named: Mention[],
  units: Hit[],
): Mention[] {
  const found: Mention[] = [];
  let fresh = named;
  for (let round = 0; round < MOST_IN_ROW && fresh.length > 0; round += 1) {
    fresh = besideEach(reading, products, features, fresh, units).filter(
      ({ start }) => ![...named, ...found].some((known) => known.start <= start && start < known.end),
    );
    found.push(...fresh);
  }
  return found;
}

function besideEach(
  reading: Reading,
  products: Assortment['products'],
  features: ProductIndex['features'],
  named: Mention[],
  units: Hit[],
): Mention[] {
  return named.flatMap((mention) => {
    const segment = segmentAt(reading, mention.start);
    // "Frying pans, round, 24 cm": its measure may stand a few words behind.
    const reach = { start: mention.start, end: Math.min(segment.end, mention.end + OWN_REACH) };
    const feature = featuresIn(reading.text, within(units, reach), reach.start, reach.end).find(
      (one) => isTelling(one) && (features.get(mention.sku ?? '') ?? []).some((other) => agrees(one, other)),
    );
    if (feature === undefined) return [];
    const like = products.filter(({ sku, categoryId }) => categoryId === mention.categoryId && sku !== mention.sku);
    const whole = { start: mention.start, end: Math.max(mention.end, feature.end) };
    const beside = [
      ...before(reading, segment, whole, feature, units),
      ...behind(reading, segment, whole, units),
    ].filter(
      // "12 V/100 Ah" names one thing by two measures.
      ({ key }) => key === feature.key,
    );
    return beside.flatMap((other): Mention[] => {
      const owners = like.filter(({ sku }) => (features.get(sku) ?? []).some((one) => agrees(other, one)));
      const [owner] = owners;
      if (owner === undefined || owners.length > 1) return [];
      return [{ start: other.start, end: other.end, sku: owner.sku, categoryId: mention.categoryId, confidence: 0.85 }];
    });
  });
}

function isTelling({ kind }: Feature): boolean {
  return kind === 'measure' || kind === 'size';
}

function before(reading: Reading, segment: Span, mention: Span, own: Feature, units: Hit[]): Feature[] {
  const window = { start: Math.max(segment.start, mention.start - REACH), end: mention.start };
  const found = featuresIn(reading.text, within(units, window), window.start, window.end).filter(isTelling);
  const last = found.at(-1);
  if (last !== undefined && JOINT.test(reading.text.slice(last.end, mention.start))) return [last];
  return own.start === mention.start ? bareBefore(reading, window, own) : [];
}

/** "24 and 16 inch": the unit is said once. */
function bareBefore({ text }: Reading, window: Span, own: Feature): Feature[] {
  const written = text.slice(window.start, window.end);
  const joint = SPOKEN_JOINT.exec(written);
  const figure = joint && BARE.exec(written.slice(0, joint.index));
  const size = /^\d{1,5}(?:[.,]\d{1,2})?/.exec(text.slice(own.start, own.end))?.[0];
  if (!figure || size === undefined || own.kind !== 'measure') return [];
  const base = (own.values[0] ?? 0) / Number(size.replace(',', '.'));
  const start = window.start + figure.index;
  return [
    { ...own, values: [Number((figure[1] ?? '').replace(',', '.')) * base], start, end: start + figure[0].length },
  ];
}

function behind(reading: Reading, segment: Span, mention: Span, units: Hit[]): Feature[] {
  const window = { start: mention.end, end: Math.min(segment.end, mention.end + REACH) };
  const [first] = featuresIn(reading.text, within(units, window), window.start, window.end).filter(isTelling);
  return first !== undefined && JOINT.test(reading.text.slice(mention.end, first.start)) ? [first] : [];
}
