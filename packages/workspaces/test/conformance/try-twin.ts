import { readFileSync } from "node:fs";
import type { RunningTwin } from "@retain/twin/start-twin";
import type { ConformanceRecord, RecordedStep } from "../../src/conformance/record.ts";
import { runTrial, trialPrefix } from "../../src/conformance/run-trial.ts";
import { registry } from "../../src/registry.ts";
import type { WorkspaceEntry, WorkspaceReach } from "../../src/workspace-entry.ts";

/** How the workspaces of a twin are reached, by their name in the registry. */
function reachesOf({ status }: RunningTwin): Readonly<Record<keyof typeof registry, WorkspaceReach>> {
  const { token, ca } = status;
  const common = {
    ca: readFileSync(ca, "utf8"),
    credential: { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    userAgent: "retain-test/1",
  };
  const [[workspace = "", { synapse = "" } = {}] = []] = Object.entries(status.workspaces);
  const [[account = "", lake] = []] = Object.entries(status.lakes);
  return {
    synapse: { ...common, name: workspace, endpoint: synapse.replace(/\/$/, "") },
    lake: { ...common, name: account, endpoint: (lake?.endpoint ?? "").replace(/\/$/, ""), part: "churn" },
  };
}

/** Asks a twin everything that is asked of a service. */
export async function tryTwin(
  twin: RunningTwin,
  isKnown: (text: string) => boolean,
): Promise<ConformanceRecord> {
  const reaches = reachesOf(twin);
  const entries = Object.entries<WorkspaceEntry>(registry).map(async ([name, entry]) => {
    const { trials } = await entry.conformance();
    const ran = Object.entries(trials).map(async ([kind, trial]) => {
      if (typeof trial !== "function") return [];
      const steps = await runTrial(trial, {
        reach: reaches[name as keyof typeof reaches],
        prefix: trialPrefix("rc0123456789abcdef", kind),
        stop: new AbortController().signal,
        journal: async () => {},
        names: [],
        isKnown,
        isWord: () => false,
      });
      return [[kind, steps] as const];
    });
    return (await Promise.all(ran)).flat();
  });
  const trials: Readonly<Record<string, readonly RecordedStep[]>> = Object.fromEntries(
    (await Promise.all(entries)).flat(),
  );
  return { version: 1, trials };
}
