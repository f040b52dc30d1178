/** Turns the rows of a table into entries of the settings: each value at its place, checked as the settings are. */
import type { z } from 'zod';
import { Catalogue, CostSheet, Product } from '../model/catalogue.ts';
import type { ImportColumns, ImportKind } from '../model/import-columns.ts';
import { FreightRate } from '../model/logistics.ts';
import { FxRate, Pricing } from '../model/pricing.ts';
import type { Table, TableRow } from './read-table.ts';

type Entry = Record<string, unknown>;

/** Where the entries of a kind live, what tells one from another, and what each must hold. */
export type Target = {
  file: 'catalogue.yaml' | 'pricing.yaml';
  schema: z.ZodType;
  /** The list in the file. */
  list: readonly string[];
  keys: readonly string[];
  /** Where in an entry of the list the values go; [] = they are the entry itself. */
  inside: readonly string[];
  entry: z.ZodType;
  /** Whether a row may bring an entry that is not there yet. */
  mayAdd: boolean;
};

export const targets: Record<ImportKind, Target> = {
  catalogue: {
    file: 'catalogue.yaml',
    schema: Catalogue,
    list: ['products'],
    keys: ['sku'],
    inside: [],
    entry: Product,
    mayAdd: true,
  },
  costs: {
    file: 'catalogue.yaml',
    schema: Catalogue,
    list: ['products'],
    keys: ['sku'],
    inside: ['cost'],
    entry: CostSheet,
    mayAdd: false,
  },
  freight: {
    file: 'pricing.yaml',
    schema: Pricing,
    list: ['freight'],
    keys: ['mode', 'to', 'container', 'validFrom'],
    inside: [],
    entry: FreightRate,
    mayAdd: true,
  },
  rates: {
    file: 'pricing.yaml',
    schema: Pricing,
    list: ['fx', 'rates'],
    keys: ['currency', 'in'],
    inside: [],
    entry: FxRate,
    mayAdd: true,
  },
};

/** A value and the place it goes to, from the entry of the list. */
type Change = { path: string[]; value: unknown };
export type Row = { line: number; key: Entry; changes: Change[] };
/** What keeps a table from being imported, by line; line 1 is the heading. */
export type Fault = { line: number; text: string };

const WHOLE_NUMBERS = new Set(['moq', 'packing.perCarton', 'leadTime.days', 'leadTime.upToQuantity']);
const LISTS = new Set(['synonyms', 'certificates', 'alsoCalled']);
const CARTON = 'packing.cartonCm';

/** The rows as changes; columns that mean nothing are faults of the heading. */
export function readRows(table: Table, kind: ImportKind, columns: ImportColumns): { rows: Row[]; faults: Fault[] } {
  const places = placesOf(table, columns[kind] ?? {});
  const { keys, inside } = targets[kind];
  const faults: Fault[] = [...places]
    .filter(([, place]) => place === null)
    .map(([name]) => ({ line: 1, text: `the column "${name}" is not known; see config/import-columns.yaml` }));
  for (const key of keys.filter((name) => name !== 'container' && name !== 'validFrom')) {
    if (![...places.values()].includes(key)) faults.push({ line: 1, text: `a column for ${key} is missing` });
  }
  const rows = table.rows.map((row): Row => {
    const values = [...row.cells].flatMap(([name, text]): [string, unknown][] => {
      const place = places.get(name);
      return place ? [[place, cellValue(place, text)]] : [];
    });
    const key = Object.fromEntries(values.filter(([place]) => keys.includes(place)));
    const changes = values
      .filter(([place]) => inside.length === 0 || !keys.includes(place))
      .map(([place, value]) => ({ path: [...inside, ...place.split('.')], value }));
    return { line: row.line, key, changes };
  });
  return { rows, faults: [...faults, ...keyFaults(rows, table.rows, kind)] };
}

function keyFaults(rows: readonly Row[], lines: readonly TableRow[], kind: ImportKind): Fault[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ key, line }, index) => {
    const [first = ''] = targets[kind].keys;
    if (key[first] === undefined) return [{ line: lines[index]?.line ?? line, text: `${first} is empty` }];
    const name = JSON.stringify(targets[kind].keys.map((part) => key[part] ?? null));
    const earlier = seen.get(name);
    seen.set(name, line);
    return earlier === undefined ? [] : [{ line, text: `is the same entry as line ${earlier}` }];
  });
}

/** The place of every column of the table; null for one that is not known. */
function placesOf(table: Table, known: Record<string, readonly string[]>): Map<string, string | null> {
  const byName = new Map(
    Object.entries(known).flatMap(([place, names]) => [place, ...names].map((name) => [fold(name), place] as const)),
  );
  const families = new Set(Object.keys(known).map((place) => place.split('.')[0]));
  return new Map(
    table.columns.map((name) => {
      const isPlace = /^[a-zA-Z]+(?:\.[\w-]+){1,2}$/.test(name) && families.has(name.split('.')[0] ?? '');
      return [name, byName.get(fold(name)) ?? (isPlace ? name : null)];
    }),
  );
}

/** A cell as the settings write it; what cannot be read stays as it is and is named by the check. */
function cellValue(place: string, text: string): unknown {
  if (WHOLE_NUMBERS.has(place)) return /^\d{1,12}$/.test(text) ? Number(text) : text;
  if (LISTS.has(place)) return text.split(/[;；]/).flatMap((word) => word.trim() || []);
  if (place === CARTON) return text.split(/[x×*]/i).map((side) => (Number(side) > 0 ? Number(side) : side.trim()));
  return text;
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
