/** Says what the check found in the language of the person who reads it. */
import { oneLine } from '../plain.ts';
import type { TeamWords } from '../words.ts';
import type { Finding } from './finding.ts';

const LONGEST = 160;

/** One line; words from outside are cut and harmless. */
export function sayFinding({ code, evidence }: Finding, { findings }: Pick<TeamWords, 'findings'>): string {
  const said = findings[code];
  return said.replace('{evidence}', () => oneLine(evidence, LONGEST));
}
