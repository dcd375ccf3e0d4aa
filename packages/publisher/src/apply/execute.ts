import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { parseRef, refKey } from "@retain/artifacts/ref";
import type { Change, Plan } from "@retain/planner/plan";
import type { Workspace } from "@retain/workspaces/workspace";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import type { Terminal } from "../cli/terminal.ts";
import { problemOf } from "../target.ts";
import type { ApplyReport } from "./report.ts";
import { outcomeLine } from "./report.ts";
import { walkPlan } from "./walk.ts";

/** Writes under way at once; the workspace's own limiter lowers it when the service asks for that. */
const atOnce = 25;

/** What an apply works with. */
export interface ExecuteInput {
  readonly plan: Plan;
  /** The state the plan was made for: its etags guard the writes. */
  readonly live: LiveSnapshot;
  readonly workspace: Workspace;
  readonly terminal: Terminal;
  /** True where only the JSON report may be printed. */
  readonly silent: boolean;
  /** Plans again from a fresh read. */
  readonly again: () => Promise<Plan>;
}

/**
 * Carries out a plan and proves it. Ctrl-C lets what is under way finish and
 * starts nothing new; a second Ctrl-C ends the program at once.
 */
export async function executePlan(input: ExecuteInput): Promise<ApplyReport> {
  const { plan, workspace, terminal } = input;
  const started = performance.now();
  const etags = new Map(input.live.artifacts.map((artifact) => [refKey(artifact.ref), artifact.etag]));
  const stop = new AbortController();
  // Each is heard once: the second Ctrl-C meets no listener and ends the process.
  const interrupt = () => {
    stop.abort();
    terminal.note(
      "Stopping: what is under way is finished, nothing new is started (Ctrl-C again ends at once)",
    );
  };
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  let ended = 0;
  try {
    const outcomes = await walkPlan(plan, {
      atOnce,
      stop: stop.signal,
      write: (change) => write(workspace, change, etags),
      explain: explainFailure,
      settled: (outcome, underWay) => {
        ended++;
        if (!input.silent) terminal.out(outcomeLine(outcome, terminal.paint));
        terminal.progress(`${ended} of ${plan.changes.length} done, ${underWay} under way`);
      },
    });
    const interrupted = stop.signal.aborted;
    const proof = interrupted
      ? {}
      : await prove(
          input,
          outcomes.flatMap(({ change, result }) => (result.is === "done" ? [change.ref] : [])),
        );
    return {
      plan,
      outcomes,
      left: undefined,
      ...proof,
      interrupted,
      seconds: (performance.now() - started) / 1000,
      traffic: workspace.traffic(),
    };
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

/** A failed write never ends the walk: others are under way. */
function explainFailure({ ref, origin }: Change, error: unknown): Diagnostic {
  if (error instanceof WorkspaceError) return error.diagnostic;
  return {
    severity: "error",
    code: "defect",
    message: `${ref} (${origin}) was not written: ${error instanceof Error ? error.message : String(error)}`,
    advice: "this is a defect of retain; run the command again, and report it if it stays",
  };
}

async function write(
  workspace: Workspace,
  change: Change,
  etags: ReadonlyMap<string, string | undefined>,
): Promise<number> {
  const ref = parseRef(change.ref);
  if (!ref) throw new Error(`the plan names no artifact: ${change.ref}`);
  const { seconds } = await workspace.write({ ref, body: change.body, etag: etags.get(refKey(ref)) });
  return seconds;
}

async function prove(
  { again, terminal }: ExecuteInput,
  written: readonly string[],
): Promise<Pick<ApplyReport, "left"> & Partial<Pick<ApplyReport, "proofProblem">>> {
  if (written.length === 0) return { left: undefined };
  terminal.progress("reading again");
  try {
    const rest = await again();
    const proven = new Set(written);
    return {
      left: rest.changes
        .filter((change) => proven.has(change.ref))
        .map(({ ref, differences }) => ({ ref, differences })),
    };
  } catch (error) {
    return { left: undefined, proofProblem: problemOf(error) };
  }
}
