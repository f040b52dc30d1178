/** What tells one product of a kind from another: its measures, sizes, type codes and the words of its name. */
import type { Assortment, AssortmentProduct } from '../model/assortment.ts';
import type { ReadingWords } from '../model/reading-words.ts';
import { fold } from './normalize.ts';
import type { Hit } from './term-tree.ts';
import { readWords } from './word-trees.ts';

/**
 * `measure`: `key` is what is measured, `values` one number in its base unit; `size`: two or three numbers;
 * `code`: `key` is the code, `m8x40`. `nominal`: a name rather than a measure.
 */
export type Feature = {
  kind: 'measure' | 'size' | 'code';
  key: string;
  values: number[];
  start: number;
  end: number;
  nominal?: boolean;
};
/** `named`: it stands in a name or synonym of the product, not only among its attributes. */
/** `loose`: it is sold by this, so that another number is a quantity or a package ("12,000 l of coolant in 5 l cans"). */
export type ProductFeature = Feature & { named: boolean; loose: boolean };
export type ProductIndex = {
  features: ReadonlyMap<string, readonly ProductFeature[]>;
  /** SKU -> how many pieces one of it has, by its names ("wrench set 12 pcs"). */
  pieces: ReadonlyMap<string, ReadonlySet<number>>;
  /** Beginning of a word of a name, or two letters of a script without spaces -> SKUs named with it. */
  words: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same of categories -> ids. */
  general: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Unit -> what it measures and the factor to the base unit. */
const UNITS: Record<string, [string, number]> = {
  ml: ['volume', 1],
  l: ['volume', 1000],
  oz: ['volume', 29.5735],
  gal: ['volume', 3785.41],
  mm: ['length', 1],
  cm: ['length', 10],
  inch: ['length', 25.4],
  ft: ['distance', 304.8],
  m: ['distance', 1000],
  g: ['mass', 1],
  kg: ['mass', 1000],
  lb: ['mass', 453.592],
  t: ['mass', 1_000_000],
  gsm: ['areal weight', 1],
  W: ['power', 1],
  kW: ['power', 1000],
  HP: ['power', 745.7],
  V: ['voltage', 1],
  A: ['current', 1],
  mAh: ['charge', 0.001],
  Ah: ['charge', 1],
  Wh: ['energy', 1],
  kWh: ['energy', 1000],
  VA: ['apparent power', 1],
  kVA: ['apparent power', 1000],
  Hz: ['frequency', 1],
  lm: ['light', 1],
  bar: ['pressure', 1],
  rpm: ['speed', 1],
  denier: ['yarn', 1],
  layer: ['layers', 1],
  micron: ['thickness', 1],
  percent: ['share', 1],
};
/** Share by which two measures may differ and still be the same: 12 oz are sold as 350 ml. */
const TOLERANCE = 0.03;
/** Inches are named, not measured: 6-inch pliers are 160 mm long. */
const NOMINAL = 0.06;
const SIZE =
  /(?<![\d.,])(\d{1,5}(?:[.,]\d{1,2})?) {0,2}(?:mm|cm|m|"|мм|см|м)? {0,2}[x×*х] {0,2}(\d{1,5}(?:[.,]\d{1,2})?)(?: {0,2}(?:mm|cm|m|"|мм|см|м)? {0,2}[x×*х] {0,2}(\d{1,5}(?:[.,]\d{1,2})?))?(?![\d])/g;
const CODE = /(?<![\p{L}\d])\p{L}{1,4}-?\d{1,5}(?:[x×х-]\d{1,5})?(?![\p{L}\d])/gu;
const NUMBER_BEFORE = /(?<![\d.,])(\d{1,6}(?:[.,]\d{1,3})?)(?:[\s-]{0,2})$/;
const CYRILLIC_TWINS: Record<string, string> = { м: 'm', х: 'x', т: 't', а: 'a', е: 'e', к: 'k', в: 'b', с: 'c' };
const WORD = /\p{L}{3,40}/gu;
const UNSPACED_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]{2,40}/gu;
const CYRILLIC = /^\p{Script=Cyrillic}+$/u;
const BEGINNING = 6;
/** Of words this short only abbreviations that many languages share (LED, USB) tell goods from one another. */
const SHORT = 3;
const MANY_LANGUAGES = 4;
const built = new WeakMap<Assortment, ProductIndex>();

/** Built once for a catalogue. */
export function productIndex(catalogue: Assortment, words: ReadingWords): ProductIndex {
  const known = built.get(catalogue);
  if (known !== undefined) return known;
  const index: ProductIndex = {
    features: new Map(catalogue.products.map((product) => [product.sku, featuresOf(product, words)])),
    pieces: new Map(catalogue.products.map((product) => [product.sku, piecesOf(product, words)])),
    words: wordIndex(catalogue.products.map(({ sku, names, synonyms }) => [sku, namesOf(names, synonyms)])),
    general: wordIndex(catalogue.categories.map(({ id, names, synonyms }) => [id, namesOf(names, synonyms)])),
  };
  built.set(catalogue, index);
  return index;
}

/** The one category of which a bare noun ("panel", "boards") is a name. */
export function kindOf({ general }: ProductIndex, noun: string): string | undefined {
  const kinds = new Set([...wordMarks(noun)].flatMap((mark) => [...(general.get(mark) ?? [])]));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

/** Measures, sizes and codes of a folded text from `from` to `to`; `units` are its hits of measures and units. */
export function featuresIn(text: string, units: readonly Hit[], from: number, to: number): Feature[] {
  const part = text.slice(from, to);
  const measures = units.flatMap(({ label, start, end }): Feature[] => {
    const unit = UNITS[label];
    const before = NUMBER_BEFORE.exec(text.slice(Math.max(from, start - 14), start));
    if (unit === undefined || before === null || start < from || end > to) return [];
    const value = Number((before[1] ?? '').replace(',', '.')) * unit[1];
    return [
      {
        kind: 'measure',
        key: unit[0],
        values: [value],
        start: start - before[0].length,
        end,
        nominal: label === 'inch',
      },
    ];
  });
  const sizes = [...part.matchAll(SIZE)].map((match): Feature => {
    const values = match.slice(1).flatMap((value) => (value === undefined ? [] : [Number(value.replace(',', '.'))]));
    return { kind: 'size', key: 'size', values, start: from + match.index, end: from + match.index + match[0].length };
  });
  const codes = [...part.matchAll(CODE)].map(({ 0: code, index }): Feature => {
    const key = code.replace(/-/g, '').replace(/[мхтаеквс]/g, (letter) => CYRILLIC_TWINS[letter] ?? letter);
    return {
      kind: 'code',
      key: key.replace('×', 'x'),
      values: [],
      start: from + index,
      end: from + index + code.length,
    };
  });
  return [...measures, ...sizes, ...codes].sort((a, b) => a.start - b.start);
}

/** Whether two features say the same; `undefined` when they speak of different things. */
export function agrees(a: Feature, b: Feature): boolean | undefined {
  if (a.kind !== b.kind) return undefined;
  if (a.kind === 'code') {
    if (a.key === b.key) return true;
    return a.key.replace(/\d.*/, '') === b.key.replace(/\d.*/, '') ? false : undefined;
  }
  if (a.key !== b.key) return undefined;
  if (a.kind === 'measure')
    return near(a.values[0] ?? 0, b.values[0] ?? 0, a.nominal || b.nominal ? NOMINAL : TOLERANCE);
  // 60x60 (cm) is 600x600 (mm): sizes agree when all their numbers differ by one power of ten.
  if (a.values.length !== b.values.length) return undefined;
  const powers = a.values.map((value, index) => Math.log10(value / (b.values[index] ?? Number.NaN)));
  return powers.every((power) => Math.abs(power - Math.round(powers[0] ?? 0)) < 0.01);
}

/** The marks by which words are compared: their first six letters; pairs of letters where no spaces part words. */
export function wordMarks(folded: string): Set<string> {
  const marks = new Set<string>();
  for (const [run] of folded.matchAll(UNSPACED_RUN)) {
    for (let at = 0; at + 1 < run.length; at += 1) marks.add(run.slice(at, at + 2));
  }
  for (const [word] of folded.matchAll(WORD)) {
    if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word)) continue;
    const plain = word.replace(/^[وفبلك]?ال/u, '');
    const stem = CYRILLIC.test(plain) ? cyrillicStem(plain) : plain.replace(/[aeiosn]{1,2}$/u, '');
    const kept = stem.length >= 4 ? stem : plain;
    if (kept.length >= 4 || plain.length === SHORT || /\p{Script=Arabic}/u.test(kept))
      marks.add(kept.slice(0, BEGINNING));
  }
  return marks;
}

/** Without its ending, and without the vowel that comes and goes: вилка, вилок. */
function cyrillicStem(word: string): string {
  return word
    .replace(
      /(?:ами|ями|ого|его|ому|ему|ыми|ими|ых|их|ов|ев|еи|ои|ыи|ии|ая|яя|ое|ее|ые|ие|ую|юю|ом|ем|ам|ям|ах|ях|[аяыиуюеоь])$/u,
      '',
    )
    .replace(/[ое]к$/u, 'к');
}

function near(a: number, b: number, tolerance: number): boolean {
  return Math.abs(a - b) <= b * tolerance;
}

function featuresOf(
  { sku, unit, names, synonyms, attributes }: AssortmentProduct,
  words: ReadingWords,
): ProductFeature[] {
  const soldBy = UNITS[unit]?.[0];
  const own = attributes.map(({ value, unit }) => `${value} ${unit ?? ''}`.trim());
  const texts: [string, string, boolean][] = [
    ...Object.entries(names).map(([language, name]): [string, string, boolean] => [language, name, true]),
    ...synonyms.map((text): [string, string, boolean] => ['en', text, true]),
    ...own.map((text): [string, string, boolean] => ['en', text, false]),
  ];
  const features = texts.flatMap(([language, name, named]) => {
    const text = fold(name);
    const hits = readWords(words, language, text);
    const units = [...(hits.get('measures') ?? []), ...(hits.get('units') ?? [])];
    return featuresIn(text, units, 0, text.length).map((feature) => ({
      ...feature,
      named,
      loose: feature.kind === 'measure' && feature.key === soldBy,
    }));
  });
  const code = sku.toLowerCase().replace(/[^\p{L}\d]/gu, '');
  return features.filter(({ kind, key }) => kind !== 'code' || key !== code);
}

function piecesOf({ names, synonyms }: AssortmentProduct, words: ReadingWords): Set<number> {
  const texts = [...Object.entries(names), ...synonyms.map((name): [string, string] => ['en', name])];
  const counts = texts.flatMap(([language, name]) => {
    const text = fold(name);
    const units = (readWords(words, language, text).get('units') ?? []).filter(({ label }) => label === 'pcs');
    return units.flatMap(({ start }) => NUMBER_BEFORE.exec(text.slice(Math.max(0, start - 14), start))?.[1] ?? []);
  });
  return new Set(counts.map(Number));
}

function namesOf(names: Record<string, string>, synonyms: string[]): string[] {
  return [...Object.values(names), ...synonyms];
}

function wordIndex(owners: [string, string[]][]): Map<string, Set<string>> {
  const index = new Map<string, Set<string>>();
  for (const [owner, names] of owners) {
    const marks = names.flatMap((name) => [...wordMarks(fold(name))]);
    const isTelling = (mark: string) =>
      !/^[a-z]{3}$/.test(mark) || marks.filter((other) => other === mark).length >= MANY_LANGUAGES;
    for (const mark of new Set(marks.filter(isTelling))) {
      index.set(mark, (index.get(mark) ?? new Set()).add(owner));
    }
  }
  return index;
}
