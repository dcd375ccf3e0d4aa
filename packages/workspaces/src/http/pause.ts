import { WorkspaceError } from "../workspace-error.ts";

/** The error of work that the caller stopped. */
export function interrupted(): WorkspaceError {
  return new WorkspaceError({ reason: "interrupted", message: "stopped on request" });
}

/** Throws `interrupted` when the caller stopped the work. */
export function checkSignal(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw interrupted();
}

/** Waits; throws `interrupted` as soon as the signal says so. */
export function pause(seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(interrupted());
      return;
    }
    const stop = () => {
      clearTimeout(timer);
      reject(interrupted());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, seconds * 1000);
    signal?.addEventListener("abort", stop, { once: true });
  });
}
