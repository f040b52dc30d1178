/** The times that rule the intake, in milliseconds; tests shorten them. */

export type IntakeTiming = {
  /** A server that does not tell what is in the folder within this time is gone. */
  answerMs: number;
  /** Silence in the middle of an answer, or of IDLE before the server is asked whether it is there. */
  silenceMs: number;
  /** The first wait after a failure; retryDelay tells the later ones. */
  retryMs: number;
  /** A connection that worked for so long was good: the next failure counts as the first. */
  steadyMs: number;
  /** How often a lease is renewed or asked for; the lease itself must last four times as long (20 s). */
  leaseMs: number;
};

export const USUAL_TIMING: IntakeTiming = {
  answerMs: 30_000,
  silenceMs: 90_000,
  retryMs: 1_000,
  steadyMs: 60_000,
  leaseMs: 5_000,
};
