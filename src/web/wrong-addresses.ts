/** Counts who asks for pages that do not exist, so that nobody can try addresses for long. */

const MOST_WRONG = 20;
const WINDOW_MS = 10 * 60_000;
/** So many askers are remembered; then the count begins anew for all of them. */
const MOST_ASKERS = 10_000;

export type WrongAddresses = {
  /** The asker has tried too often and has to wait. */
  isBarred(asker: string, now: Date): boolean;
  count(asker: string, now: Date): void;
};

export function countWrongAddresses(): WrongAddresses {
  const counts = new Map<string, { count: number; since: number }>();
  const current = (asker: string, now: Date) => {
    const known = counts.get(asker);
    return known && now.getTime() - known.since < WINDOW_MS ? known : { count: 0, since: now.getTime() };
  };
  return {
    isBarred: (asker, now) => current(asker, now).count >= MOST_WRONG,
    count(asker, now) {
      const { count, since } = current(asker, now);
      if (counts.size >= MOST_ASKERS) counts.clear();
      counts.set(asker, { count: count + 1, since });
    },
  };
}
