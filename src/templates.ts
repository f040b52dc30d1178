/** Reads the words of our mails: the shipped templates, and those a company has put in their place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Templates } from './reply/render.ts';
import { overrideTemplates } from './reply/template-faults.ts';

/**
 * Every `NAME.LANG.liquid` of the folder `shipped`, those of the folder `own` in the place of the same names.
 * @param own need not be there; what cannot be used of it is added to `faults`
 */
export function readTemplates(shipped: string, own: string, faults: string[]): Templates {
  const found = existsSync(own) ? readFolder(own) : {};
  const result = overrideTemplates(readFolder(shipped), found);
  faults.push(...result.faults.map((fault) => `${own}: ${fault}`));
  return result.templates;
}

function readFolder(dir: string): Record<string, Record<string, string>> {
  const templates: Record<string, Record<string, string>> = {};
  for (const file of readdirSync(dir)) {
    const [name, language, extension] = file.split('.');
    if (!name || !language || extension !== 'liquid') continue;
    templates[name] ??= {};
    templates[name][language] = readFileSync(join(dir, file), 'utf8');
  }
  return templates;
}
