/** Tells a refusal that is softened by a polite word for later from a delay. */
import type { Reading } from './reading.ts';
import { segmentAt, terms } from './reading.ts';

/** "We decided against it this time; perhaps on another occasion": a polite word for later puts nothing off. */
export function isDecided(reading: Reading): boolean {
  const [last] = terms(reading, 'defer').slice(-1);
  const [first] = terms(reading, 'not_interested');
  if (first === undefined || last === undefined) return false;
  return first.start > last.start || first.end <= segmentAt(reading, last.start).start;
}
