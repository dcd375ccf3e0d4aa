import type { Output } from "./run.ts";

/** A notebook task that is to run. */
export interface Work {
  readonly notebookPath: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Task values of this run by the key of their task. */
  readonly taskValues: Readonly<Record<string, NonNullable<Output["values"]>>>;
}

/** How it went: it failed where its output has an `error`. */
export interface Executed {
  readonly output: Output;
}

/** What runs notebooks. */
export interface Executor {
  /** Runs one; when `signal` fires it stops the work, and ends soon, whatever it answers then. */
  run(work: Work, signal: AbortSignal): Promise<Executed>;
  close(): Promise<void>;
}

/** Runs nothing, and says what is missing for it. */
export function noExecutor(why: string): Executor {
  return { run: async () => ({ output: { error: why } }), close: async () => {} };
}
