/** Finds the words of config/reading-words.yaml, ports and names of countries in a text. */
import countries from 'i18n-iso-countries';
import seaPorts from 'sea-ports';
import type { ReadingWords } from '../model/reading-words.ts';
import { fold } from './normalize.ts';
import type { Hits, Term, TermTree } from './term-tree.ts';
import { buildTermTree, readTermTrees } from './term-tree.ts';
import { treesOf } from './vocabulary.ts';

/** A port or trade city under its English name; `locode` is its UN/LOCODE if known, `country` ISO 3166-1 alpha-2. */
export type Place = { name: string; locode: string | null; country: string };
export type WordTrees = {
  trees: ReadonlyMap<string, TermTree>;
  /** UN/LOCODE -> place. */
  places: ReadonlyMap<string, Place>;
  /** Legal forms of companies: group `legal_form`, label = the form as listed. */
  legalForms: TermTree;
};

/** Shorter port names are words of some language ("Ube", "Rio", "Bar"). */
const SHORTEST_PORT_NAME = 4;
/** The trees of one configuration are built once (some 50 ms) and live as long as it does. */
const built = new WeakMap<ReadingWords, WordTrees>();

export function wordTrees(words: ReadingWords): WordTrees {
  const known = built.get(words);
  if (known !== undefined) return known;
  const trees = build(words);
  built.set(words, trees);
  return trees;
}

/** All sections in one pass: section -> hits with offsets into the folded text; also `country` (ISO code). */
export function readWords(words: ReadingWords, language: string, foldedText: string): Hits {
  return readTermTrees(foldedText, treesOf(wordTrees(words).trees, language));
}

function build(data: ReadingWords): WordTrees {
  const trees = new Map<string, TermTree>();
  const languages = Object.values(data.terms).flatMap((section) => Object.values(section).flatMap(Object.keys));
  for (const language of new Set(languages)) {
    const terms = [...sectionTerms(data, language), ...countryTerms(language)];
    if (language === 'en') terms.push(...portTerms(data));
    trees.set(language, buildTermTree(terms));
  }
  const forms = data.legalForms.map(({ form }) => ({ group: 'legal_form', label: form, spelling: form }));
  return { trees, places: placesOf(data), legalForms: buildTermTree(forms) };
}

function sectionTerms(data: ReadingWords, language: string): Term[] {
  return Object.entries(data.terms).flatMap(([group, meanings]) =>
    Object.entries(meanings).flatMap(([label, byLanguage]) =>
      spellingsIn(group, byLanguage, language).map((spelling) => ({
        group,
        label,
        spelling,
        touchesDigits: group === 'currencies',
      })),
    ),
  );
}

/** Names of places are written in any language's mail as the writer knows them ("CIF Hambourg" in a German one). */
function spellingsIn(group: string, byLanguage: Record<string, string[]>, language: string): string[] {
  if (group !== 'places' || language !== 'en') return byLanguage[language] ?? [];
  return Object.values(byLanguage)
    .flat()
    .filter((spelling) => /^\p{Script=Latin}/u.test(spelling));
}

/** Group `country`, label = ISO 3166-1 alpha-2. */
function countryTerms(language: string): Term[] {
  return Object.entries(countries.getNames(language, { select: 'all' })).flatMap(([code, names]) =>
    names.map((spelling) => ({ group: 'country', label: code, spelling })),
  );
}

/** English names of sea ports. A name that several ports share is left to the configured list. */
function portTerms(data: ReadingWords): Term[] {
  const listed = new Set(Object.values(data.terms.places).flatMap((names) => (names.en ?? []).map(fold)));
  const byName = new Map<string, string[]>();
  for (const [locode, port] of Object.entries(seaPorts.JSON)) {
    const name = plainName(port.name);
    if (name.length < SHORTEST_PORT_NAME || listed.has(fold(name))) continue;
    byName.set(name, [...(byName.get(name) ?? []), locode]);
  }
  return [...byName].flatMap(([spelling, [label, second]]) =>
    label === undefined || second !== undefined ? [] : [{ group: 'places', label, spelling }],
  );
}

function placesOf(data: ReadingWords): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const [locode, port] of Object.entries(seaPorts.JSON)) {
    places.set(locode, { name: plainName(port.name), locode, country: locode.slice(0, 2) });
  }
  for (const [label, names] of Object.entries(data.terms.places)) {
    // "DE Cologne" is a place without a code.
    const uncoded = /^[A-Z]{2} (.+)$/.exec(label)?.[1];
    const english = uncoded ?? names.en?.[0] ?? label;
    const name = english.replace(/(^|[ -])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
    places.set(label, { name, locode: uncoded === undefined ? label : null, country: label.slice(0, 2) });
  }
  return places;
}

/** `Mumbai (ex Bombay)` -> `Mumbai`. */
function plainName(name: string): string {
  return (name.split('(')[0] ?? name).trim();
}
