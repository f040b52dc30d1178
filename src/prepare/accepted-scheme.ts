/** Which of the offered delivery terms a buyer accepts: the one he names, else the first, which is what he asked for. */
import type { Scheme } from '../model/quotation.ts';

/** @returns index of the scheme */
export function acceptedScheme({ schemes }: { schemes: readonly Scheme[] }, words: string): number {
  const said = new Set(words.toUpperCase().match(/(?<![A-Z])[A-Z]{3}(?![A-Z])/g));
  const named = schemes.flatMap(({ incoterm }, index) => (said.has(incoterm) ? [index] : []));
  return named.length === 1 ? (named[0] ?? 0) : 0;
}
