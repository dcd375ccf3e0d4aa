/** Adds up the time that parts of one piece of work took. */
export interface Stopwatch {
  /** Runs `work` and counts its time, also when it throws. */
  readonly time: <T>(work: () => Promise<T>) => Promise<T>;
  /** Wall time so far, in seconds. */
  readonly seconds: () => number;
}

/** Starts at zero. */
export function makeStopwatch(): Stopwatch {
  let seconds = 0;
  return {
    time: async (work) => {
      const began = performance.now();
      try {
        return await work();
      } finally {
        seconds += (performance.now() - began) / 1000;
      }
    },
    seconds: () => seconds,
  };
}
