/** Reads labelled cases: an input file and NAME.expected.json beside it, one folder for each collection. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Case = {
  id: string;
  /** Name of the collection, i.e. of its folder. */
  collection: string;
  kind: string;
  inputFormat: string;
  input: Buffer;
  /** The answer the collection's author expects; its shape depends on the kind. */
  expect: Record<string, unknown>;
  /** Further keys of the case file, such as the subject of a mail whose input is only its body. */
  about: Record<string, unknown>;
};

/** The cases of a folder of collections, or of one collection. */
export function readCases(dir: string): Case[] {
  const folders = readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(dir, entry.name));
  return (folders.length > 0 ? folders : [dir]).sort().flatMap(readCollection);
}

function readCollection(folder: string): Case[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.expected.json'))
    .sort()
    .map((file) => {
      const about = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
      return {
        id: typeof about.id === 'string' ? about.id : file,
        collection: basename(folder),
        kind: String(about.kind),
        inputFormat: String(about.input_format),
        input: readFileSync(join(folder, String(about.input))),
        expect: about.expect as Record<string, unknown>,
        about,
      };
    });
}
