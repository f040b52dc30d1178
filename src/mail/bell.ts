/** Lets one loop sleep until something happens or a time has passed. */

export type Bell = {
  /** Wakes the sleeper; with none, the next wait ends at once. */
  ring(): void;
  /** Forgets a ring that nobody waited for. */
  clear(): void;
  wait(milliseconds: number): Promise<void>;
};

/** A bell for one sleeper. */
export function makeBell(): Bell {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      if (wake) wake();
      else rung = true;
    },
    clear() {
      rung = false;
    },
    async wait(milliseconds) {
      if (!rung) {
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, milliseconds);
        });
        clearTimeout(timer);
      }
      wake = null;
      rung = false;
    },
  };
}
