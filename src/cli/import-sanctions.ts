/** Command import sanctions: takes the sanctions lists that the owner has downloaded into the database. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { legalFormsOf, nameKey } from '../background/name-key.ts';
import { loadConfig } from '../config.ts';
import { openDatabase } from '../db/connect.ts';
import { type KeyedName, loadedLists, replaceList } from '../db/sanctions.ts';
import { type ListFile, readSanctionsList } from '../import/sanctions-list.ts';
import { openLog } from '../log.ts';
import type { ListedName } from '../model/sanctions.ts';

type Planned = Omit<ListFile, 'names'> & { names(): AsyncIterable<KeyedName>; state: 'new' | 'newer' | 'same' };

/**
 * Every file is read in one pass and replaces the list of the same source. Without `apply` nothing is written.
 * @param path one list, or a folder of nothing but lists
 * @throws Error when a file is no list, or two files are the same list; then nothing is imported
 */
export async function importSanctions(
  path: string,
  env: Record<string, string | undefined>,
  options: { apply?: boolean; json?: boolean },
  now: Date,
  print: (line: string) => void = console.log,
): Promise<number> {
  const config = loadConfig(env);
  const forms = legalFormsOf(config.readingWords.legalForms);
  const files = await Promise.all((await listFiles(path)).map(readSanctionsList));
  const twice = files.find(({ source }, index) => files.findIndex((one) => one.source === source) !== index);
  if (twice) throw new Error(`${path}: ${twice.file} is the list ${twice.title} a second time`);
  const database = await openDatabase(config, openLog('silent'));
  try {
    const loaded = await loadedLists(database.db);
    const planned = files.map((file): Planned => {
      const before = loaded.find(({ source }) => source === file.source);
      const state = before ? (before.sha256 === file.sha256 ? 'same' : 'newer') : 'new';
      return { ...file, state, names: () => keyed(file.names(), (name, kind) => nameKey(name, kind, forms)) };
    });
    const results: { file: string; title: string; date: string; state: string; names: number }[] = [];
    const write = async (db: typeof database.db | null) => {
      for (const list of planned) {
        const isWritten = db !== null && list.state !== 'same';
        const names = isWritten ? await replaceList(db, list, list.names(), now) : await count(list.names());
        if (names === 0) throw new Error(`${list.file} holds no names`);
        results.push({ file: list.file, title: list.title, date: list.date, state: list.state, names });
      }
    };
    if (options.apply) await database.db.transaction().execute(write);
    else await write(null);
    show(results, options, print);
    return 0;
  } finally {
    await database.close();
  }
}

async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: Error) => {
    throw new Error(`${path} cannot be read: ${error.message}`);
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.(?:csv|xml)$/i.test(name)).sort();
  if (names.length === 0) throw new Error(`${path} holds no .csv or .xml file`);
  return names.map((name) => join(path, name));
}

/** Names that say nothing by themselves are left out. */
async function* keyed(
  names: AsyncIterable<ListedName>,
  keyOf: (name: string, kind: ListedName['kind']) => string | null,
): AsyncGenerator<KeyedName> {
  for await (const listed of names) {
    const key = keyOf(listed.name, listed.kind);
    if (key !== null) yield { ...listed, key };
  }
}

async function count(names: AsyncIterable<unknown>): Promise<number> {
  let sum = 0;
  for await (const _ of names) sum += 1;
  return sum;
}

function show(
  results: readonly { file: string; title: string; date: string; state: string; names: number }[],
  options: { apply?: boolean; json?: boolean },
  print: (line: string) => void,
) {
  if (options.json) {
    print(JSON.stringify({ applied: options.apply === true, lists: results }, null, 2));
    return;
  }
  for (const { file, title, date, state, names } of results) {
    print(`${state.padEnd(5)} ${title}, ${date}: ${names} names (${file})`);
  }
  if (options.apply) print('Loaded. Customers are compared with these lists from now on; nothing needs a restart.');
  else print('Nothing was written yet: run it again with --apply.');
}
