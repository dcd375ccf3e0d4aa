import type { WorkspaceError } from "../workspace-error.ts";
import type { Limiter, Slot } from "./limiter.ts";
import { backoffSeconds, type Patience } from "./patience.ts";
import { checkSignal, pause } from "./pause.ts";

/** What one attempt came to; a failure that is final is thrown. */
export type Attempt<T> =
  | { readonly done: T }
  | {
      /** The error to throw when there is no further attempt. */
      readonly again: WorkspaceError;
      /** The service asked all of us to slow down. */
      readonly throttled?: boolean;
      /** Seconds that the service asked to wait, where it said so. */
      readonly afterSeconds?: number | undefined;
    };

/** What attempts share. */
export interface RetryOptions {
  readonly limiter: Limiter;
  readonly patience: Patience;
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: ((text: string) => void) | undefined;
  readonly onRetry: () => void;
}

/**
 * Attempts `work` until it is done, fails for good, or patience ends. Each attempt
 * holds a slot of the limiter from its start to its end; waits between hold none.
 * The signal stops waits and further attempts, never an attempt in progress.
 */
export async function retry<T>(work: (slot: Slot) => Promise<Attempt<T>>, options: RetryOptions): Promise<T> {
  const { limiter, patience, signal } = options;
  let failures = 0;
  let throttles = 0;
  for (;;) {
    checkSignal(signal);
    const slot = await limiter.acquire(signal);
    let outcome: Attempt<T> | undefined;
    try {
      outcome = await work(slot);
      if ("done" in outcome) return outcome.done;
      if (outcome.throttled === true) {
        throttles += 1;
        slow(slot, options, outcome.afterSeconds, throttles);
      }
    } finally {
      slot.release(outcome !== undefined && "done" in outcome);
    }
    if (outcome.throttled === true) {
      if (throttles >= patience.throttledAttempts) throw outcome.again;
    } else {
      failures += 1;
      if (failures >= patience.attempts) throw outcome.again;
      await pause(outcome.afterSeconds ?? backoffSeconds(patience, failures), signal);
    }
    options.onRetry();
  }
}

/** Closes the limiter for as long as the service said, or longer and longer when it did not. Returns the seconds. */
export function slow(
  slot: Slot,
  options: RetryOptions,
  asked: number | undefined,
  throttles: number,
): number {
  const { patience, limiter, onWait } = options;
  const seconds = (asked ?? Math.min(120, patience.throttle * 2 ** (throttles - 1))) + Math.random() * 0.2;
  slot.throttled(seconds);
  onWait?.(
    `the service is throttling: waiting ${Math.ceil(seconds)} s, then at most ${limiter.limit()} requests at once`,
  );
  return seconds;
}
