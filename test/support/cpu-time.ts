/** What a piece of work costs: processor time, so that other work on the machine does not count. */

/** The cheapest of five runs in milliseconds of processor time. */
export function cpuMs(work: () => void): number {
  const costs = [1, 2, 3, 4, 5].map(() => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...costs);
}

/**
 * 200 kB of hostile text may cost 50 ms on a quiet machine; five times that where cores and caches are shared. What is
 * not linear takes seconds.
 */
export const hostileMs = 250;
