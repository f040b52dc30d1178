/** Finds the folder that the owner means among those that the server lists. */

export type ListedFolder = { path: string; delimiter: string; specialUse?: string | undefined };

/**
 * The path of the folder, or null when there is none. `wanted` is a path or a special use with its backslash, as
 * `\Junk` (RFC 6154). A path may be written with `/` whatever the server's delimiter is, without the `INBOX.` that some
 * servers put before every folder, and in other capitals when only one folder is meant.
 */
export function findFolder(folders: ListedFolder[], wanted: string): string | null {
  if (wanted.startsWith('\\')) {
    const use = wanted.toLowerCase();
    return folders.find(({ specialUse }) => specialUse?.toLowerCase() === use)?.path ?? null;
  }
  const exact = folders.find(({ path }) => path === wanted);
  if (exact) return exact.path;
  for (const simplify of [(name: string) => name, (name: string) => name.toLowerCase()]) {
    const same = folders.filter((folder) =>
      spellings(wanted, folder.delimiter).map(simplify).includes(simplify(folder.path.normalize())),
    );
    if (same.length === 1) return same[0]?.path ?? null;
  }
  return null;
}

function spellings(wanted: string, delimiter: string): string[] {
  const path = wanted.normalize();
  const local = delimiter === '' ? path : path.replaceAll('/', delimiter);
  return [path, local, `INBOX${delimiter}${local}`];
}
