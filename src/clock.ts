/** The time of day as the service sees it. Tests and the demo use one that they can move. */

export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

export type MovableClock = Clock & {
  /** Jumps to this instant; from there time goes on at its usual pace. */
  moveTo(instant: Date): void;
};

/** A clock that starts at `start` and runs with the system clock until it is moved. */
export function movableClock(start: Date): MovableClock {
  let offset = start.getTime() - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    moveTo: (instant) => {
      offset = instant.getTime() - Date.now();
    },
  };
}
