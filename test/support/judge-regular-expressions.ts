/** Looks at every regular expression that is new and writes the verdicts down: npm run judge-regexes. */
import { writeFileSync } from 'node:fs';
import {
  findRegularExpressions,
  isPlain,
  judge,
  keyOf,
  knownFile,
  knownVerdicts,
  type Verdict,
} from './regular-expressions.ts';

const known = knownVerdicts();
const verdicts: Record<string, Verdict> = {};
for (const found of findRegularExpressions().filter((each) => !isPlain(each))) {
  const key = keyOf(found);
  const verdict = known[key] ?? (await judge(found));
  if (verdict !== 'safe' && !known[key]) console.log(`${verdict}  ${found.file}  ${key}`);
  if (verdict !== 'slow') verdicts[key] = verdict;
  // What has been judged stays judged when the work is broken off.
  if (!known[key]) writeVerdicts({ ...known, ...verdicts });
}
writeVerdicts(verdicts);
const bounded = Object.values(verdicts).filter((verdict) => verdict === 'bounded').length;
console.log(
  `${Object.keys(verdicts).length} regular expressions repeat something, ${bounded} of them bounded by counts`,
);

function writeVerdicts(all: Record<string, Verdict>): void {
  const sorted = Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(knownFile, `${JSON.stringify(sorted, null, 1)}\n`);
}
