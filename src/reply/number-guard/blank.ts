/** Takes what has been read out of a text without moving the rest of it. */
import type { Span } from './claim.ts';

/** No letter, digit or space, so that nothing is read across it. */
export const BLANK = '\u0001';

/** The text with the spans blanked; every other character keeps its place. `spans` in any order. */
export function blank(text: string, spans: readonly Span[]): string {
  const pieces: string[] = [];
  let position = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (end <= position) continue;
    const from = Math.max(start, position);
    pieces.push(text.slice(position, from), BLANK.repeat(end - from));
    position = end;
  }
  return pieces.join('') + text.slice(position);
}
