import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { missingOptional } from './support/fix-lock.ts';

const root = join(import.meta.dirname, '..');
const files = ['src', 'workers']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => /\.(ts|mjs)$/.test(file) && !file.endsWith('.d.ts'))
  .sort();

/** Rooms from the top of the house to its ground: a file imports from its own room and from rooms further down. */
const floors = [
  ['main', 'cli', 'demo'],
  ['workers'],
  // What several workers do together, on an open app.
  ['desk', 'evaluate', 'import'],
  // The few files that join the rooms below: app, config, queues, clock, log.
  ['src'],
  ['db', 'mail', 'spelling', 'background', 'llm', 'web', 'paper'],
  ['reply', 'receive', 'prepare', 'follow-up'],
  ['analyze'],
  ['model'],
];
/** Leaves that anybody may use: they import nothing of ours above the model. */
const ground = ['src/permanent-error.ts', 'src/package-root.ts'];
/** Types and names that the database shares with the process it stores; they hold no code. */
const shared = ['src/lifecycle.ts', 'src/queues.ts'];
const pureRooms = ['model', 'receive', 'analyze', 'prepare', 'reply', 'follow-up'];

const roomOf = (file: string) => {
  const [top, room] = file.split('/');
  if (top === 'workers') return 'workers';
  if (file === 'src/main.ts') return 'main';
  return room?.includes('.') ? 'src' : String(room);
};
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room));

const source = (file: string) => readFileSync(join(root, file), 'utf8');
const importsOf = (file: string) =>
  [...source(file).matchAll(/^(?:import|export)\s[^'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
const ownImportsOf = (file: string) =>
  importsOf(file)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => normalize(join(dirname(file), specifier)));

describe('architecture', () => {
  it('knows the room of every file', () => {
    expect(files.filter((file) => floorOf(roomOf(file)) < 0)).toEqual([]);
  });

  it('imports only downwards', () => {
    const upward = files.flatMap((file) =>
      ownImportsOf(file)
        .filter((target) => !ground.includes(target) && !shared.includes(target))
        .filter((target) => floorOf(roomOf(target)) < floorOf(roomOf(file)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(upward).toEqual([]);
  });

  it('has no worker that imports another', () => {
    const between = files
      .filter((file) => roomOf(file) === 'workers')
      .flatMap((file) => ownImportsOf(file).map((target) => [file, target] as const))
      .filter(([, target]) => roomOf(target) === 'workers' && target !== 'workers/run-stage.ts');
    expect(between).toEqual([]);
  });

  it('keeps the stage rooms pure: no I/O, no clock, no process, no randomness', () => {
    const impure = files
      .filter((file) => pureRooms.includes(roomOf(file)))
      .flatMap((file) => {
        const code = source(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
        const nodeImports = importsOf(file).filter((name) => name.startsWith('node:') && name !== 'node:crypto');
        const calls = [
          ...code.matchAll(/\bnew Date\(\)|Date\.now\(|Math\.random\(|\bprocess\.|\bfetch\(|setTimeout\(|randomBytes/g),
        ];
        return [...nodeImports, ...calls.map((match) => match[0])].map((what) => `${file}: ${what}`);
      });
    expect(impure).toEqual([]);
  });

  it('lets SMTP be spoken in one place and the environment be read in one', () => {
    const users = (pattern: RegExp) => files.filter((file) => pattern.test(source(file)));
    expect(users(/\.smtp\??\.send\(/)).toEqual(['workers/send.ts']);
    // The embedded PostgreSQL hands the environment on to its programs; it takes no setting from it.
    expect(users(/\bprocess\.env\b/).filter((file) => !file.startsWith('src/db/embedded'))).toEqual(['src/main.ts']);
    // The demo counts in the tables from outside, as a person with psql would.
    const sqlUsers = users(/from 'pg'|from 'kysely'/).filter((file) => !/^src\/(db|demo)\//.test(file));
    expect(sqlUsers.filter((file) => !typeOnly(file))).toEqual([]);
  });

  it('has no cycles', () => {
    const state = new Map<string, 'open' | 'closed'>();
    const cycles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'closed') return;
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const target of valueImportsOf(file)) visit(target, [...path, file]);
      state.set(file, 'closed');
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  it('keeps files small, opened by a sentence, in kebab-case, and without vague names', () => {
    const faults = files.flatMap((file) => {
      const lines = source(file).trimEnd().split('\n');
      const name = relative('.', file).split('/').at(-1) ?? '';
      return [
        lines.length > 250 ? `${file}: ${lines.length} lines` : '',
        /^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(source(file)) ? '' : `${file}: does not open with a sentence`,
        /^[a-z0-9-]+\.(ts|mjs)$/.test(name) ? '' : `${file}: not kebab-case`,
        /\b(utils?|helpers?|common|manager|service-base|misc)\b/.test(name) ? `${file}: says nothing` : '',
        /^export default/m.test(source(file)) ? `${file}: default export` : '',
        /^export \* from/m.test(source(file)) ? `${file}: barrel` : '',
        [...source(file).matchAll(/^(?:export )?class (\w+)( extends Error)?/gm)].some((match) => !match[2])
          ? `${file}: a class that is not an error`
          : '',
      ].filter(Boolean);
    });
    expect(faults).toEqual([]);
  });

  it('has a test for every room', () => {
    const tested = readdirSync(join(root, 'test', 'src'));
    expect(pureRooms.filter((room) => room !== 'model' && !tested.includes(room))).toEqual([]);
  });

  it('keeps nothing else at the top level', () => {
    const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
    });
    const top = [
      ...new Set(
        listed
          .trim()
          .split('\n')
          .map((file) => file.split('/')[0]),
      ),
    ].filter((name) => !name?.startsWith('.'));
    const allowed =
      'src workers templates config test docs README.md ARCHITECTURE.md CHANGELOG.md LICENSE Dockerfile ' +
      'docker-compose.yml package.json package-lock.json tsconfig.json';
    expect(top.filter((name) => !allowed.split(' ').includes(String(name)))).toEqual([]);
  });

  it('has a lock file that npm ci accepts on every platform', () => {
    const lock = JSON.parse(source('package-lock.json'));
    expect(missingOptional(lock).map((entry) => entry.path)).toEqual([]);
  });
});

function valueImportsOf(file: string): string[] {
  return [...source(file).matchAll(/^(?:import|export)\s(?!type\b)[^'"]*?from\s+'(\.[^']+)'/gm)].map((match) =>
    normalize(join(dirname(file), match[1] ?? '')),
  );
}

function typeOnly(file: string): boolean {
  return [...source(file).matchAll(/^import\s+(.*?)from '(?:pg|kysely)'/gm)].every((match) =>
    match[1]?.startsWith('type '),
  );
}
