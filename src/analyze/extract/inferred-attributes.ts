/** Adds what a buyer of electrical goods does not say because it goes without saying in his country: mains and plug. */
import type { AssortmentProduct } from '../../model/assortment.ts';
import type { Fact } from '../../model/fact.ts';
import type { InquiryItem } from '../../model/inquiry.ts';
import type { ReadingWords } from '../../model/reading-words.ts';
import type { ProductFeature } from '../product-features.ts';
import type { Reading } from '../reading.ts';
import { factOf } from '../reading.ts';

type AttributeFact = InquiryItem['attributes'][number];

/** Mains feed nothing that runs on less. */
const LOWEST_MAINS_VOLTAGE = 90;
const CONFIDENCE = 0.5;

/**
 * The item with voltage, frequency and plug of the country the goods go to, where the product runs on mains and the
 * buyer has not said them. An inferred fact quotes no words: `rawText` is empty, the offsets are 0 (domain S2-6).
 */
export function withMains(
  reading: Reading,
  item: InquiryItem,
  product: AssortmentProduct | undefined,
  features: readonly ProductFeature[],
  country: string | null,
): InquiryItem {
  const mains = country === null ? undefined : mainsOf(reading.settings, country);
  if (mains === undefined || product === undefined || !runsOnMains(product, features)) return item;
  const stated = new Set(item.attributes.map(({ value }) => value.name));
  const inferred = [
    { name: 'voltage', value: mains.voltage, unit: 'V' },
    { name: 'frequency', value: mains.frequency, unit: 'Hz' },
    { name: 'plug', value: mains.plug, unit: null },
  ].filter(({ name }) => !stated.has(name));
  return { ...item, attributes: [...item.attributes, ...inferred.map((value) => inferredFact(reading, value))] };
}

function inferredFact(reading: Reading, value: AttributeFact['value']): Fact<AttributeFact['value']> {
  return { ...factOf(reading, { start: 0, end: 0 }, value, CONFIDENCE), rawText: '', charStart: 0, charEnd: 0 };
}

function mainsOf({ mains }: ReadingWords, country: string) {
  return mains.find(({ countries }) => countries.includes(country));
}

/** A stated voltage of mains, or power without any voltage. */
function runsOnMains({ attributes }: AssortmentProduct, features: readonly ProductFeature[]): boolean {
  const voltages = features.filter(({ key }) => key === 'voltage').flatMap(({ values }) => values);
  if (voltages.length > 0) return voltages.some((voltage) => voltage >= LOWEST_MAINS_VOLTAGE);
  return (
    attributes.some(({ name }) => /^(?:voltage|mains|plug)/i.test(name)) || features.some(({ key }) => key === 'power')
  );
}
