import type { Traffic } from "../workspace.ts";
import { refusalOf } from "./explain-lake.ts";
import type { Lake } from "./open-lake.ts";

/** A lake whose requests are counted. */
export interface CountedLake extends Lake {
  readonly traffic: () => Traffic;
}

/** Counts what is sent to a lake through the result: every attempt at a piece of work is one request. */
export function countLake(lake: Lake): CountedLake {
  const traffic = { requests: 0, retries: 0, throttled: 0, peakConcurrency: 0 };
  let underWay = 0;
  return {
    ...lake,
    run: (doing, work, stop) => {
      let attempts = 0;
      return lake.run(
        doing,
        async (filesystem, signal) => {
          attempts += 1;
          traffic.requests += 1;
          if (attempts > 1) traffic.retries += 1;
          underWay += 1;
          traffic.peakConcurrency = Math.max(traffic.peakConcurrency, underWay);
          try {
            return await work(filesystem, signal);
          } catch (error) {
            if (refusalOf(error)?.status === 429 || refusalOf(error)?.status === 503) traffic.throttled += 1;
            throw error;
          } finally {
            underWay -= 1;
          }
        },
        stop,
      );
    },
    traffic: () => ({ ...traffic }),
  };
}
