import { interrupted } from "./pause.ts";

/** Permission to have one request in progress. */
export interface Slot {
  /** Gives the slot back; with `ok`, the service coped and the limit may grow. */
  readonly release: (ok: boolean) => void;
  /** The service asked to slow down: fewer at once, and nothing new for so many seconds. */
  readonly throttled: (seconds: number) => void;
}

/** Limits the requests in progress at once in one workspace, adapted to what the service allows. */
export interface Limiter {
  /** Waits for a slot, first come first served; throws WorkspaceError `interrupted`. */
  readonly acquire: (signal?: AbortSignal) => Promise<Slot>;
  /** How many may be in progress at once now. */
  readonly limit: () => number;
}

/**
 * Starts at `ceiling`, halves once for each burst of 429, and grows by one for every
 * `limit` successes: the additive increase and multiplicative decrease of TCP.
 */
export function makeLimiter(ceiling: number): Limiter {
  let limit = ceiling;
  let active = 0;
  let successes = 0;
  /** Counts the cuts: answers to requests sent before the last cut say nothing new. */
  let burst = 0;
  let closedUntil = 0;
  let opener: NodeJS.Timeout | undefined;
  const queue: (() => void)[] = [];

  const drain = () => {
    const wait = closedUntil - performance.now();
    if (wait > 0) {
      clearTimeout(opener);
      opener = queue.length > 0 ? setTimeout(drain, wait) : undefined;
      return;
    }
    while (active < limit && queue.length > 0) {
      active += 1;
      queue.shift()?.();
    }
  };

  const makeSlot = (): Slot => {
    const born = burst;
    return {
      release: (ok) => {
        active -= 1;
        if (ok && limit < ceiling) {
          successes += 1;
          if (successes >= limit) {
            limit += 1;
            successes = 0;
          }
        }
        drain();
      },
      throttled: (seconds) => {
        closedUntil = Math.max(closedUntil, performance.now() + seconds * 1000);
        if (born !== burst) return;
        burst += 1;
        successes = 0;
        limit = Math.max(1, Math.floor(limit / 2));
      },
    };
  };

  return {
    limit: () => limit,
    acquire: (signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(interrupted());
          return;
        }
        const start = () => {
          signal?.removeEventListener("abort", leave);
          resolve(makeSlot());
        };
        const leave = () => {
          const at = queue.indexOf(start);
          if (at >= 0) queue.splice(at, 1);
          reject(interrupted());
        };
        signal?.addEventListener("abort", leave, { once: true });
        queue.push(start);
        drain();
      }),
  };
}
