/** Finds every regular expression of the source and tells whether a hostile text can make it slow. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { parseSync } from '@swc/core';
import { type Attack, attacksOn } from './attack-texts.ts';
import { parsePattern, stepsAtOnePlace, triesOnlyTheBeginning } from './pattern-tree.ts';

const root = join(import.meta.dirname, '../..');
/** Patterns that have been looked at once; a pattern that changes is looked at again. */
export const knownFile = join(import.meta.dirname, 'known-regular-expressions.json');

export type Verdict =
  /** Linear, by analysis, and no attack made it cost more than the limit. */
  | 'safe'
  /** Not linear by analysis, but its repetitions are bounded: the worst text found costs less than the limit. */
  | 'bounded'
  | 'slow';
export type Found = { file: string; source: string; flags: string };
type Pattern = Pick<Found, 'source' | 'flags'>;

const LONGEST = 200_000;
const MOST_MS = 50;
/** Waiting for one attack on a busy machine; what takes longer counts as slow. */
const MOST_WAITING_MS = 1_000;
const MOST_TRIES = 8;
const ANALYSIS_MS = 10_000;
/** So few steps at each place of a text need no second look: 200,000 times as many take milliseconds. */
const FEW_STEPS = 100;
const FEW_STEPS_ONCE = 100_000;

/** The regular expression literals of src/ and workers/, each pattern once. */
export function findRegularExpressions(): Found[] {
  const found = new Map<string, Found>();
  for (const { file, program } of programs()) {
    for (const node of nodesIn(program, 'RegExpLiteral')) {
      const { pattern: source, flags } = node as unknown as { pattern: string; flags: string };
      const key = keyOf({ source, flags });
      if (!found.has(key)) found.set(key, { file, source, flags });
    }
  }
  return [...found.values()];
}

/** The files that put a pattern together while they run and write a repetition into it, e.g. `^${name}:(.*)$`. */
export function filesThatMakePatterns(): string[] {
  return programs().flatMap(({ file, program }) => {
    const made = nodesIn(program, 'NewExpression').filter(
      ({ callee }) => (callee as { value?: string }).value === 'RegExp',
    );
    const written = made.flatMap((node) => nodesIn(node, 'TemplateElement')).map(({ raw }) => String(raw));
    return written.some(repeatsSomething) ? [file] : [];
  });
}

function repeatsSomething(written: string): boolean {
  return /[+*?]|\{\d/.test(written.replace(/\\{1,2}./g, '').replace(/\(\?(?:<?[!=]|:)/g, ''));
}

function programs(): { file: string; program: unknown }[] {
  const files = ['src', 'workers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  );
  return files
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map((file) => ({
      file,
      program: parseSync(readFileSync(join(root, file), 'utf8'), { syntax: 'typescript', target: 'es2023' }),
    }));
}

function nodesIn(node: unknown, type: string): Record<string, unknown>[] {
  if (typeof node !== 'object' || node === null) return [];
  const inner = Object.values(node).flatMap((child) => nodesIn(child, type));
  return 'type' in node && node.type === type ? [node as Record<string, unknown>, ...inner] : inner;
}

export function keyOf({ source, flags }: Pattern): string {
  return `/${source}/${flags}`;
}

export function knownVerdicts(): Record<string, Verdict> {
  return JSON.parse(readFileSync(knownFile, 'utf8')) as Record<string, Verdict>;
}

/** Nothing in it repeats so often that a text could make it slow: such a pattern need not be written down. */
export function isPlain({ source, flags }: Pattern): boolean {
  const tree = parsePattern(source);
  const once = triesOnlyTheBeginning(tree) && !flags.includes('m');
  return stepsAtOnePlace(tree) <= (once ? FEW_STEPS_ONCE : FEW_STEPS);
}

/** Analysis by steps, then by recheck; what may be slow is attacked with 200 kB. */
export async function judge(pattern: Pattern): Promise<Verdict> {
  if (isPlain(pattern)) return 'safe';
  // The quick look first: an analysis of what is slow takes long.
  if (!withstandsAttacks(pattern)) return 'slow';
  const { status, attack } = await analyse(pattern);
  if (attack && worstMs(pattern, [attack]) > MOST_MS) return 'slow';
  return status === 'safe' ? 'safe' : 'bounded';
}

/** Whether none of the texts made for the pattern costs more than the limit in processor time. */
export function withstandsAttacks(pattern: Pattern, mostMs = MOST_MS): boolean {
  const attacks = attacksOn(parsePattern(pattern.source), pattern.flags).map(textOf);
  return isPlain(pattern) || worstMs(pattern, attacks, mostMs) <= mostMs;
}

async function analyse({ source, flags }: Pattern): Promise<{ status: string; attack?: AttackText }> {
  // Without Java and without a program of its own, so that every machine judges alike.
  process.env.RECHECK_SYNC_BACKEND = 'pure';
  const { checkSync } = await import('recheck');
  const result = checkSync(source, flags, { timeout: ANALYSIS_MS });
  if (result.status !== 'vulnerable') return { status: result.status };
  const { pumps, suffix } = result.attack;
  return { status: result.status, attack: (length) => pumpedText(pumps, length) + suffix };
}

/** The text of an attack at a length. */
type AttackText = (length: number) => string;

function textOf({ prefix, pump, suffix }: Attack): AttackText {
  return (length) => pumpedText([{ prefix, pump }], length) + suffix;
}

function pumpedText(pumps: { prefix: string; pump: string }[], length: number): string {
  const share = length / Math.max(1, pumps.length);
  const times = (pump: string) => Math.ceil(share / Math.max(1, pump.length));
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times(pump))).join('');
}

/** The processor time of the dearest attack; it stops at the first that is beyond the limit. */
function worstMs({ source, flags }: Pattern, attacks: AttackText[], mostMs = MOST_MS): number {
  // Found wherever it stands, and found again and again where the code looks for all of them.
  const once = new RegExp(source, flags.replace(/[gy]/g, ''));
  const patterns = flags.includes('g') ? [once, new RegExp(source, flags.replace('y', ''))] : [once];
  let worst = 0;
  for (const attack of attacks) {
    const text = attack(LONGEST);
    for (const pattern of patterns) {
      worst = Math.max(worst, leastMs(pattern, text, mostMs));
      if (worst > mostMs) return worst;
    }
  }
  return worst;
}

const room = createContext({});
const carryOut = new Script("pattern.global ? text.replace(pattern, '') : pattern.test(text)");

/** The cheapest of some tries, for another program may hold the processor; what does not end in time is stopped. */
function leastMs(pattern: RegExp, text: string, mostMs: number): number {
  Object.assign(room, { pattern, text });
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < MOST_TRIES && least > mostMs; tries++) {
    const before = process.cpuUsage();
    try {
      carryOut.runInContext(room, { timeout: MOST_WAITING_MS });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      continue;
    }
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
