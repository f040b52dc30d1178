/** Plans an import as one change of a settings file: every row checked first, nothing half done, comments kept. */
import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { ImportColumns, ImportKind } from '../model/import-columns.ts';
import { type Fault, type Row, readRows, type Target, targets } from './entries.ts';
import type { Table } from './read-table.ts';

/** `name`: the entry in few words; `changes`: what would differ, as `place: before -> after`. */
type PlannedEntry = { line: number; kind: 'added' | 'changed' | 'same'; name: string; changes: string[] };
export type ImportPlan = { faults: Fault[]; entries: PlannedEntry[]; text: string };

/**
 * @param source the settings file as it is
 * @returns what would be done and the file as it would be; with faults `text` is the file unchanged
 */
export function planImport(source: string, table: Table, kind: ImportKind, columns: ImportColumns): ImportPlan {
  const target = targets[kind];
  const document = parseDocument(source);
  const list = document.getIn(target.list);
  const { rows, faults } = readRows(table, kind, columns);
  if (!isSeq(list)) return failed(source, [{ line: 1, text: `${target.file} has no ${target.list.join('.')}` }]);
  if (faults.length > 0) return failed(source, faults);
  const entries: PlannedEntry[] = [];
  for (const row of rows) {
    const found = findEntry(list as YAMLSeq, row, target);
    if (!found && !target.mayAdd) faults.push({ line: row.line, text: `${nameOf(row)} is not in ${target.file}` });
    else entries.push(applyRow(document, list as YAMLSeq, found, row));
    const entry = findEntry(list as YAMLSeq, row, target);
    if (entry) faults.push(...entryFaults(entry, row.line, target));
  }
  const checked = target.schema.safeParse(document.toJS());
  if (faults.length === 0 && !checked.success) {
    faults.push(
      ...checked.error.issues.map((issue) => ({ line: 1, text: `${issue.path.join('.')}: ${issue.message}` })),
    );
  }
  return faults.length > 0 ? failed(source, faults) : { faults, entries, text: document.toString({ lineWidth: 0 }) };
}

function failed(text: string, faults: Fault[]): ImportPlan {
  return { faults: faults.sort((a, b) => a.line - b.line), entries: [], text };
}

function findEntry(list: YAMLSeq, row: Row, { keys }: Target): YAMLMap | undefined {
  const fits = (item: unknown): item is YAMLMap =>
    isMap(item) && keys.every((key) => text(item.get(key)) === text(row.key[key]));
  return list.items.find(fits);
}

function applyRow(document: Document, list: YAMLSeq, found: YAMLMap | undefined, row: Row): PlannedEntry {
  const entry = found ?? (document.createNode({}) as YAMLMap);
  if (!found) list.add(entry);
  const changes: string[] = [];
  for (const { path, value } of row.changes) {
    const node = entry.getIn(path);
    const before = isMap(node) || isSeq(node) ? node.toJSON() : node;
    if (JSON.stringify(before) === JSON.stringify(value)) continue;
    changes.push(`${path.join('.')}: ${before === undefined ? '' : `${text(before)} -> `}${text(value)}`);
    setValue(document, entry, path, value);
  }
  const kind = found ? (changes.length > 0 ? 'changed' : 'same') : 'added';
  return { line: row.line, kind, name: nameOf(row), changes };
}

/** `attributes.colour` is the attribute of that name in the list of attributes. */
function setValue(document: Document, entry: YAMLMap, path: string[], value: unknown): void {
  const [first, name, ...more] = path;
  if (first !== 'attributes' || name === undefined || more.length > 0) {
    entry.setIn(path, document.createNode(value));
    return;
  }
  if (!isSeq(entry.get('attributes'))) entry.set('attributes', document.createNode([]));
  const attributes = entry.get('attributes') as YAMLSeq;
  const known = attributes.items.find((item): item is YAMLMap => isMap(item) && item.get('name') === name);
  if (known) known.set('value', value);
  else attributes.add(document.createNode({ name, value }));
}

function entryFaults(entry: YAMLMap, line: number, { entry: schema, inside }: Target): Fault[] {
  const whole = entry.toJSON() as Record<string, unknown>;
  const checked = schema.safeParse(inside.reduce((part: unknown, key) => (part as never)?.[key], whole));
  if (checked.success) return [];
  return checked.error.issues.map((issue) => ({ line, text: `${issue.path.join('.')}: ${issue.message}` }));
}

function nameOf({ key }: Row): string {
  return Object.values(key).map(String).join(' ');
}

function text(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
