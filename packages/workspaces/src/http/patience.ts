/** How long and how often a client tries; seconds and counts. */
export interface Patience {
  /** Longest silence of the service within one request. */
  readonly silence: number;
  /** Longest run of one operation, from its acceptance. */
  readonly operation: number;
  /** Times a request is sent before its failure is final. */
  readonly attempts: number;
  /** Times a request is sent that the service answers with 429 before we give up. */
  readonly throttledAttempts: number;
  /** First wait before a failed request is sent again; doubles each time, with jitter. */
  readonly backoff: number;
  /** Longest wait of that kind. */
  readonly longestBackoff: number;
  /** First wait after a 429 that says no time; doubles each time. */
  readonly throttle: number;
}

/** What a publisher should have: 20 minutes an operation, half a minute of failures. */
export const usualPatience: Patience = {
  silence: 100,
  operation: 20 * 60,
  attempts: 6,
  throttledAttempts: 10,
  backoff: 0.5,
  longestBackoff: 30,
  throttle: 10,
};

/**
 * Seconds to wait after failure number `failures` (from 1): exponential, between half and
 * the whole of the step, so that requests that failed together do not come back together.
 */
export function backoffSeconds(patience: Patience, failures: number): number {
  const step = Math.min(patience.longestBackoff, patience.backoff * 2 ** (failures - 1));
  return step * (0.5 + Math.random() / 2);
}
