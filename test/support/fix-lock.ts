// Completes package-lock.json: a registry that lacks other platforms' binaries makes npm leave them out of the lock,
// and `npm ci` then refuses it everywhere. Run `npm run fix-lock` after every change of dependencies.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const systems = ['darwin', 'win32', 'freebsd', 'openbsd', 'netbsd', 'sunos', 'android', 'openharmony', 'aix', 'linux'];
const processors = ['arm64', 'x64', 'ia32', 'arm', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el', 'wasm32'];

type Entry = { optionalDependencies?: Record<string, string>; dev?: boolean; [key: string]: unknown };
type Lock = { packages: Record<string, Entry>; [key: string]: unknown };
type Missing = { path: string; version: string; os: string[]; cpu: string[]; dev: boolean };

/** Optional dependencies that packages of the lock name but the lock does not hold. */
export function missingOptional(lock: Lock): Missing[] {
  const packages = lock.packages;
  const missing = new Map<string, Missing>();
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isInstalledFor(packages, path, name)) continue;
      const words = name.replace(/^@[^/]+\//, '').split(/[-_./]/);
      missing.set(`node_modules/${name}`, {
        path: `node_modules/${name}`,
        version: String(range).replace(/^[\^~]/, ''),
        os: name === 'fsevents' ? ['darwin'] : systems.filter((system) => words.includes(system)),
        cpu: processors.filter((cpu) =>
          words.some((word) => word === cpu || (cpu === 'arm' && /^arm(v\d|hf)$/.test(word))),
        ),
        dev: entry.dev === true,
      });
    }
  }
  return [...missing.values()];
}

/** Walks up from the package at `path` as Node does when it looks for `name`. */
function isInstalledFor(packages: Lock['packages'], path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2] ?? 'package-lock.json';
  const lock = JSON.parse(readFileSync(file, 'utf8')) as Lock;
  const missing = missingOptional(lock);
  for (const { path, version, os, cpu, dev } of missing) {
    lock.packages[path] = {
      version,
      ...(dev ? { dev } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
      ...(cpu.length > 0 ? { cpu } : {}),
    };
  }
  const { '': root, ...others } = lock.packages;
  const sorted = Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = { '': root ?? {}, ...Object.fromEntries(sorted) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`added ${missing.length} entries to ${file}`);
}
