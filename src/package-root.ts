/** Finds the folder of this package, from a checkout as well as from its built form under dist/. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder that holds our package.json, config/ and templates/.
 * @throws when the files have been taken out of their package
 */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!isOurs(folder)) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The files of inquiry-desk are not in their package folder any more');
    folder = parent;
  }
  return folder;
}

function isOurs(folder: string): boolean {
  const file = join(folder, 'package.json');
  return existsSync(file) && (JSON.parse(readFileSync(file, 'utf8')) as { name?: string }).name === 'inquiry-desk';
}
