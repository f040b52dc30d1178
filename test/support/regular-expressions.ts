/** Finds every regular expression of the source and tells whether a hostile text can make it slow. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { cpuMs } from './cpu-time.ts';

const root = join(import.meta.dirname, '../..');
/** Patterns that have been looked at once; a pattern that changes is looked at again. */
const knownFile = join(import.meta.dirname, 'known-regular-expressions.json');

export type Verdict =
  /** Linear, by analysis. */
  | 'safe'
  /** Not linear by analysis, but its repetitions are bounded: the worst text found costs less than the limit. */
  | 'bounded'
  | 'slow';
export type Found = { file: string; source: string; flags: string };

const LONGEST = 200_000;
const MOST_MS = 50;
const ANALYSIS_MS = 10_000;

/** The regular expression literals of src/ and workers/, each pattern once. */
export function findRegularExpressions(): Found[] {
  const files = ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  const found = new Map<string, Found>();
  for (const file of files.filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts')).sort()) {
    const program = parseSync(readFileSync(join(root, file), 'utf8'), { syntax: 'typescript', target: 'es2023' });
    for (const { pattern, flags } of literalsIn(program)) {
      found.set(keyOf({ source: pattern, flags }), { file, source: pattern, flags });
    }
  }
  return [...found.values()];
}

function literalsIn(node: unknown): { pattern: string; flags: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  if ('type' in node && node.type === 'RegExpLiteral') return [node as never];
  return Object.values(node).flatMap(literalsIn);
}

export function keyOf({ source, flags }: Pick<Found, 'source' | 'flags'>): string {
  return `/${source}/${flags}`;
}

export function knownVerdicts(): Record<string, Verdict> {
  return JSON.parse(readFileSync(knownFile, 'utf8')) as Record<string, Verdict>;
}

export { knownFile };

/** The analysis of recheck; where it finds an attack, the attack is carried out on a text of 200 kB. */
export async function judge({ source, flags }: Pick<Found, 'source' | 'flags'>): Promise<Verdict> {
  process.env.RECHECK_BACKEND = 'pure';
  const { check } = await import('recheck');
  const result = await check(source, flags, { timeout: ANALYSIS_MS });
  if (result.status === 'safe') return 'safe';
  const found = result.status === 'vulnerable' ? [attackText(result.attack)] : [];
  const attacks = [...found, ...plainAttacks(source)];
  return attacks.every((attack) => isQuick(new RegExp(source, flags), attack)) ? 'bounded' : 'slow';
}

type Attack = { pumps: { prefix: string; pump: string }[]; suffix: string };

/** The text of an attack at a length. */
type AttackAt = (length: number) => string;

function attackText({ pumps, suffix }: Attack): AttackAt {
  return (length) => {
    const share = length / Math.max(1, pumps.length);
    const body = pumps.map(({ prefix, pump }) => prefix + pump.repeat(Math.ceil(share / Math.max(1, pump.length))));
    return body.join('').slice(0, length) + suffix;
  };
}

/** Long runs of the characters that the pattern itself names, and of those that everything matches. */
function plainAttacks(source: string): AttackAt[] {
  const named = source.replace(/\\[a-zA-Z]/g, '').replace(/[()[\]{}|?*+^$\\]/g, '');
  const characters = new Set([...named, 'a', '0', ' ', '\t', '.', '-', '\n']);
  return [...characters].slice(0, 40).map((character) => (length) => `${character.repeat(length)}\u0000`);
}

/** Shorter texts first: where they are slow, the long one would take for ever. */
function isQuick(pattern: RegExp, attack: AttackAt): boolean {
  const single = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  return [LONGEST / 400, LONGEST / 40, LONGEST].every((length) => {
    const text = attack(length);
    return cpuMs(() => single.test(text)) < MOST_MS;
  });
}
