/** Chooses among the products of a kind the one that measures, sizes, codes and words of a text speak of. */
import { agrees, type Feature, type ProductFeature, type ProductIndex, wordMarks } from '../product-features.ts';
import type { Span } from '../reading.ts';

/** Points for what agrees; what contradicts a product rules it out. */
const MEASURE = 2;
const MARKED = 3;
const WORD = 1;
const NAMED = 1;
/** Characters between two measures of one list. */
const LIST_REACH = 40;
/** A bare noun needs more than a word beside it. */
const ENOUGH_FOR_NOUN = 2;

type Context = { features: Feature[]; text: string; own: Span; offset: number };

/** The one product with the most points, if there is one; `byKind`: the kind itself was named, not only its noun. */
export function chooseProduct(
  index: ProductIndex,
  candidates: string[],
  { features, text, own, offset }: Context,
  byKind: boolean,
): string | undefined {
  const marks = wordMarks(`${text.slice(0, own.start - offset)} ${text.slice(own.end - offset)}`);
  const points = candidates.map((sku) => {
    const stated = pointsOf(index.features.get(sku) ?? [], features);
    return { sku, points: stated < 0 ? stated : stated + wordPoints(index, candidates, sku, marks) };
  });
  const [best, second] = points.sort((a, b) => b.points - a.points);
  if (best === undefined || best.points < (byKind ? WORD : ENOUGH_FOR_NOUN)) return undefined;
  return best.points === second?.points ? undefined : best.sku;
}

/** "500 and 750 ml bottles": several values of one measure, each of which one product alone has. */
export function productsByFeature(
  index: ProductIndex,
  candidates: string[],
  features: Feature[],
): { sku: string; feature: Feature }[] {
  const found = new Map<string, Feature>();
  for (const feature of features) {
    const owners = candidates.filter((sku) => (index.features.get(sku) ?? []).some((own) => agrees(feature, own)));
    const [owner] = owners;
    if (owner !== undefined && owners.length === 1 && !found.has(owner)) found.set(owner, feature);
  }
  const kinds = new Set([...found.values()].map(({ kind, key }) => (kind === 'code' ? kind : key)));
  return kinds.size === 1 ? [...found].map(([sku, feature]) => ({ sku, feature })) : [];
}

/** "Inverters of 5 kW for a pump of 3 kW": without measures that stand too far behind one of their sort to list it. */
export function ofOneList(features: Feature[]): Feature[] {
  const ends = new Map<string, number>();
  return features.filter(({ key, start, end }) => {
    const last = ends.get(key);
    if (last !== undefined && start - last > LIST_REACH) return false;
    ends.set(key, end);
    return true;
  });
}

/** Whether what is stated cannot be said of a product with these features. */
export function contradicts(own: readonly ProductFeature[], stated: Feature[]): boolean {
  return pointsOf(own, stated) < 0;
}

/** -1 when something contradicts the product. */
function pointsOf(own: readonly ProductFeature[], stated: Feature[]): number {
  let points = 0;
  const verdicts = new Map<string, boolean>();
  for (const feature of stated) {
    const comparable = own.filter((one) => agrees(feature, one) !== undefined);
    if (comparable.length === 0) continue;
    const key = feature.kind === 'code' ? `code ${feature.key.replace(/\d.*/, '')}` : feature.key;
    const agreeing = comparable.filter((one) => agrees(feature, one) === true);
    const agreed = agreeing.length > 0;
    if (!agreed && comparable.every(({ loose }) => loose)) continue;
    if (agreed && !verdicts.get(key)) points += feature.kind === 'measure' ? MEASURE : MARKED;
    if (agreed && agreeing.some(({ named }) => named)) points += NAMED;
    verdicts.set(key, agreed || (verdicts.get(key) ?? false));
  }
  return [...verdicts.values()].includes(false) ? -1 : points;
}

/** Words that only some of the candidates bear in their names, and no category. */
function wordPoints({ words, general }: ProductIndex, candidates: string[], sku: string, marks: Set<string>): number {
  let points = 0;
  for (const mark of marks) {
    const owners = words.get(mark);
    if (owners === undefined || !owners.has(sku) || general.has(mark)) continue;
    if (candidates.length > 1 && candidates.every((candidate) => owners.has(candidate))) continue;
    points += WORD;
  }
  return points;
}
