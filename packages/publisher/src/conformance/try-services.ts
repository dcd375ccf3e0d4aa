import type { Made } from "@retain/state/conformance-journals";
import type { ConformanceRecord, RecordedStep } from "@retain/workspaces/conformance/record";
import type { KnownNames } from "@retain/workspaces/conformance/redact";
import { runTrial, trialPrefix } from "@retain/workspaces/conformance/run-trial";
import type { Service } from "./services.ts";

/** How services are tried. */
export interface Trying {
  readonly run: string;
  readonly services: readonly Service[];
  readonly names: KnownNames;
  readonly isKnown: (text: string) => boolean;
  /** True for a name that is a word of the services as well. */
  readonly isWord: (name: string) => boolean;
  readonly stop: AbortController;
  readonly journal: (made: Made) => Promise<void>;
  readonly onStep: () => void;
}

/** A kind that is not tried, and why. */
export interface Untried {
  readonly kind: string;
  readonly reason: string;
}

/** What was tried of all services. */
export interface Tried {
  readonly record: ConformanceRecord;
  readonly untried: readonly Untried[];
}

/**
 * Runs the trials of all kinds side by side: none depends on what another makes. The first that fails stops the others.
 * Throws WorkspaceError; what was made is still there, whatever this comes to.
 */
export async function tryServices({ services, run, stop, ...trying }: Trying): Promise<Tried> {
  const found = services.flatMap(({ reach, conformance }) =>
    Object.entries(conformance.trials).map(([kind, trial]) => ({ reach, kind, trial })),
  );
  const running = found.map(async ({ reach, kind, trial }) => {
    if (typeof trial !== "function") return [];
    try {
      const steps = await runTrial(trial, {
        reach,
        prefix: trialPrefix(run, kind),
        stop: stop.signal,
        journal: (ref) => trying.journal({ trial: kind, ref }),
        names: [[run, "{run}"], ...trying.names],
        isKnown: trying.isKnown,
        isWord: trying.isWord,
        onStep: trying.onStep,
      });
      return [[kind, steps] as const];
    } catch (error) {
      stop.abort(error);
      throw error;
    }
  });
  const ended = await Promise.allSettled(running);
  // The first cause, not what the others say who were stopped by it.
  if (ended.some(({ status }) => status === "rejected")) throw stop.signal.reason;
  const trials: Readonly<Record<string, readonly RecordedStep[]>> = Object.fromEntries(
    ended.flatMap((one) => (one.status === "fulfilled" ? one.value : [])),
  );
  const untried = found.flatMap(({ kind, trial }) =>
    typeof trial === "function" ? [] : [{ kind, reason: trial.untried }],
  );
  return { record: { version: 1, trials }, untried };
}
