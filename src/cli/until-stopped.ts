/** Waits for the wish to stop: a signal, or the death of the launcher that started us. */

/** A signal this soon after the first is the same Ctrl-C, passed on by npm or the launcher. */
const sameWishMs = 1_000;

/** Resolves with what asked us to stop; a second, later signal ends the process at once. */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let askedAt: number | null = null;
    const ask = (reason: string) => {
      if (askedAt !== null && performance.now() - askedAt > sameWishMs) process.exit(1);
      askedAt ??= performance.now();
      resolve(reason);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask(signal));
    process.once('disconnect', () => resolve('the launcher is gone'));
  });
}
