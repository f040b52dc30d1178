/** Says that a compare-and-set found the row moved on: what this worker did is rolled back and forgotten. */
export class LostRace extends Error {}

/**
 * Rolls the transaction back unless this worker was the one that moved the row.
 * @throws LostRace
 */
export function mustHold(moved: boolean): void {
  if (!moved) throw new LostRace('the row has moved on');
}
