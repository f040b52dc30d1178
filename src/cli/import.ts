/** Command import: takes a table of goods, costs, freight or exchange rates into the settings, after showing what it would do. */
import { existsSync } from 'node:fs';
import { copyFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { load } from 'js-yaml';
import { targets } from '../import/entries.ts';
import { type ImportPlan, planImport } from '../import/import-table.ts';
import { readTable } from '../import/read-table.ts';
import { ImportColumns, ImportKind } from '../model/import-columns.ts';
import { packageRoot } from '../package-root.ts';

/** Longer plans are cut on the screen; --json has all of it. */
const MOST_SHOWN = 40;

/**
 * Without `apply` nothing is written. With it the file is replaced in one step and the one before kept as FILE.bak.
 * @returns 1 when a row cannot be imported; then nothing is imported
 */
export async function importTable(
  kindName: string,
  file: string,
  env: Record<string, string | undefined>,
  options: { apply?: boolean; json?: boolean },
  print: (line: string) => void = console.log,
): Promise<number> {
  const kind = ImportKind.safeParse(kindName);
  if (!kind.success) throw new Error(`import knows ${ImportKind.options.join(', ')}, not "${kindName}"`);
  const configDir = resolve(env.CONFIG_DIR || join(packageRoot(), 'config'));
  const columns = ImportColumns.parse(load(await readFile(columnsFile(configDir), 'utf8')));
  const path = join(configDir, targets[kind.data].file);
  const source = await readFile(path, 'utf8');
  const plan = planImport(source, await readTable(file), kind.data, columns);
  const isApplied = options.apply === true && plan.faults.length === 0 && plan.text !== source;
  if (isApplied) await replaceFile(path, plan.text);
  if (options.json)
    print(JSON.stringify({ file: path, applied: isApplied, faults: plan.faults, entries: plan.entries }, null, 2));
  else printPlan(plan, path, isApplied, options.apply === true, print);
  return plan.faults.length > 0 ? 1 : 0;
}

/** A company's own folder need not name the columns again. */
function columnsFile(configDir: string): string {
  const own = join(configDir, 'import-columns.yaml');
  return existsSync(own) ? own : join(packageRoot(), 'config', 'import-columns.yaml');
}

async function replaceFile(path: string, text: string): Promise<void> {
  await copyFile(path, `${path}.bak`);
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}

function printPlan(plan: ImportPlan, path: string, isApplied: boolean, wanted: boolean, print: (line: string) => void) {
  if (plan.faults.length > 0) {
    print(`Nothing was imported into ${path}:`);
    for (const { line, text } of plan.faults) print(`  line ${line}: ${text}`);
    return;
  }
  const differing = plan.entries.filter(({ kind }) => kind !== 'same');
  for (const { line, kind, name, changes } of differing.slice(0, MOST_SHOWN)) {
    print(`line ${line}  ${kind.padEnd(7)} ${name}`);
    if (kind === 'changed') for (const change of changes) print(`           ${change}`);
  }
  if (differing.length > MOST_SHOWN) print(`and ${differing.length - MOST_SHOWN} more (--json lists all)`);
  const count = (kind: string) => plan.entries.filter((entry) => entry.kind === kind).length;
  print(`${count('added')} added, ${count('changed')} changed, ${count('same')} as before`);
  if (isApplied) print(`${path} was written; the file before is ${path}.bak. Restart the service to use it.`);
  else if (!wanted && differing.length > 0) print('Nothing was written yet: run it again with --apply.');
}
