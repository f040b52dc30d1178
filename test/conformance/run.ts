// Scores our reading of mail against labelled mail written by others: npm run conformance -- DIR [--failed] [--json]
// Prints right/total for each collection and check. Exit status 1 when nothing could be scored.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Case, readCases } from './cases.ts';
import { scoreBounce } from './score-bounce.ts';
import { scoreDecision } from './score-decision.ts';
import { scoreForward } from './score-forward.ts';
import { scoreMime } from './score-mime.ts';
import { scoreReply } from './score-reply.ts';
import { scoreSpam } from './score-spam.ts';
import { openTools, type Scorer } from './scorer.ts';

/** By the kind that the case file names. */
const scorers: Record<string, Scorer> = {
  forward: scoreForward,
  reply: scoreReply,
  signature: scoreReply,
  bounce: scoreBounce,
  'auto-reply': scoreBounce,
  'feedback-report': scoreBounce,
  'not-bounce': scoreBounce,
  mime: scoreMime,
  decision: scoreDecision,
  ham: scoreSpam,
  spam: scoreSpam,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { failed: { type: 'boolean' }, json: { type: 'boolean' } },
});
// A collection of our own is called by its name: `npm run conformance -- decisions`.
const named = join(import.meta.dirname, positionals[0] ?? '');
const dir = positionals[0] && !existsSync(positionals[0]) && existsSync(named) ? named : positionals[0];
if (!dir) {
  console.error('usage: npm run conformance -- DIR [--failed] [--json]');
  process.exit(2);
}
const tools = openTools();
const table = new Map<string, { right: number; total: number }>();
const failed: { id: string; check: string; expected: unknown; found: unknown }[] = [];
const left = new Map<string, number>();

for (const labelled of readCases(dir)) {
  const scorer = scorers[labelled.kind];
  if (scorer) await score(labelled, scorer);
  else left.set(labelled.kind, (left.get(labelled.kind) ?? 0) + 1);
}
if (values.json) console.log(JSON.stringify({ checks: Object.fromEntries(table), failed }, null, 2));
else print();
process.exitCode = table.size > 0 ? 0 : 1;

async function score(labelled: Case, scorer: Scorer): Promise<void> {
  let result: Awaited<ReturnType<Scorer>>;
  try {
    result = await scorer(labelled, tools);
  } catch (error) {
    result = { 'does not throw': { expected: 'no error', found: (error as Error).message } };
  }
  for (const [check, outcome] of Object.entries(result)) {
    const row = `${labelled.collection} | ${check}`;
    const { right, total } = table.get(row) ?? { right: 0, total: 0 };
    table.set(row, { right: right + (outcome === true ? 1 : 0), total: total + 1 });
    if (outcome !== true) failed.push({ id: labelled.id, check, ...(outcome || { expected: true, found: false }) });
  }
}

function print(): void {
  for (const [row, { right, total }] of [...table].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [collection = '', check = ''] = row.split(' | ');
    const share = ((100 * right) / total).toFixed(1);
    console.log(
      `${collection.padEnd(28)} ${check.padEnd(34)} ${`${right}/${total}`.padStart(9)} ${share.padStart(6)} %`,
    );
  }
  for (const [kind, count] of left) console.log(`not scored: ${count} cases of kind "${kind}"`);
  if (!values.failed) return;
  for (const { id, check, expected, found } of failed) {
    console.log(`\n✗ ${id}: ${check}\n  expected ${cut(expected)}\n  found    ${cut(found)}`);
  }
}

function cut(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 400);
}
