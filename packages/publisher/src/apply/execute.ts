import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { makePlan } from "@retain/planner/plan/make-plan";
import type { ChangeOutcome } from "@retain/planner/plan/outcome";
import type { Change } from "@retain/planner/plan/plan";
import type { EstatePlan } from "../plan-estate.ts";
import type { Watcher } from "../session.ts";
import { problemOf } from "../target.ts";
import { tool } from "../version.ts";
import { clearMemory } from "./clear-memory.ts";
import { failureExplainer } from "./explain-failure.ts";
import { movedMeanwhile } from "./moved-meanwhile.ts";
import { makePerformer } from "./perform.ts";
import { abandoned, leftStopped, putBack, vainStops } from "./put-back.ts";
import type { Recorder } from "./recorder.ts";
import type { ApplyReport, Unproven } from "./report.ts";
import { walkPlan } from "./walk.ts";

/** Writes under way at once; the workspace's own limiter lowers it when the service asks for that. */
const atOnce = 25;

/** What an apply works with. */
export interface ExecuteInput {
  readonly made: EstatePlan;
  /** Keeps the journal and the release; absent where no state is kept. */
  readonly recorder: Recorder | undefined;
  readonly watcher: Watcher;
  /** Takes each outcome as it comes, but those of changes that were never begun: they are told of at the end, once. */
  readonly settled: (outcome: ChangeOutcome) => void;
}

/**
 * Carries out a plan, proves it and records the release. Ctrl-C lets what is under way finish, puts
 * triggers back and starts nothing new; so does the loss of the lock. A second Ctrl-C ends at once.
 */
export async function executePlan(input: ExecuteInput): Promise<ApplyReport> {
  const { made, watcher, recorder } = input;
  const { plan, estate } = made;
  const { workspace } = estate;
  const started = performance.now();
  clearMemory(plan.changes.length);
  const explain = failureExplainer(made);
  const performer = makePerformer(workspace, made.live, made.digest);
  const stop = new AbortController();
  let interrupted = false;
  // Each is heard once: the second Ctrl-C meets no listener and ends the process.
  const interrupt = () => {
    interrupted = true;
    stop.abort();
    watcher.note(
      "Stopping: finishing what is in progress, starting nothing new (Ctrl-C again to quit at once)",
    );
  };
  const lost = () => stop.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  recorder?.lost.addEventListener("abort", lost, { once: true });
  let ended = 0;
  const sent = new Set<string>();
  try {
    await recorder?.open(plan.changes.length);
    for (const ref of made.recovered?.broken ?? []) await workspace.tidy?.(ref);
    const outcomes = await walkPlan(plan, {
      atOnce,
      stop: stop.signal,
      announce: async (change) => recorder === undefined || recorder.begin(change),
      perform: async (change) => {
        sent.add(change.id);
        try {
          const seconds = await performer.perform(change);
          recorder?.end(change, { status: "done" });
          return seconds;
        } catch (error) {
          recorder?.end(change, { status: "failed", problem: explain(change, error).code });
          throw error;
        }
      },
      mayHaveHappened: ({ id }) => sent.has(id),
      explain,
      settled: (outcome, underWay) => {
        ended++;
        if (outcome.result.status !== "not-started") input.settled(outcome);
        watcher.progress(`${ended} of ${plan.changes.length} done, ${underWay} in progress`);
      },
    });
    const flushed = recorder?.flush();
    const wasSent = ({ id }: Change) => sent.has(id);
    const stops = vainStops(plan, outcomes, wasSent);
    // Whether they are still ours to start shows when the journal is written; nothing else waits for that.
    if (stops.length > 0) await flushed;
    const back = await putBack(recorder?.isOvertaken() === true ? [] : stops, performer.perform);
    // What was stopped for good is not down.
    const starts = plan.changes.flatMap(({ ref, action }) => (action === "start" ? [ref] : []));
    const runs = new Set([...starts, ...back.running].map(refKey));
    const downtime = performer.downtime().filter(({ ref }) => runs.has(refKey(ref)));
    const [proof] = await Promise.all([prove(input, outcomes, back.running), flushed]);
    const left = recorder?.isOvertaken() === true ? leftStopped(plan, outcomes, wasSent) : [];
    const shown = byRef(proof.live?.artifacts ?? []);
    // Whoever holds the lock may have started them already.
    const still = left.filter((ref) => shown.get(refKey(ref))?.started !== true);
    const report: ApplyReport = {
      plan,
      outcomes,
      left: proof.left,
      problems: [
        ...(recorder?.lost.aborted ? [problemOf(recorder.reason())] : []),
        ...abandoned(still),
        ...back.problems,
      ],
      ...(proof.problem === undefined ? {} : { proofProblem: proof.problem }),
      interrupted,
      downtime,
      seconds: (performance.now() - started) / 1000,
      traffic: workspace.traffic(),
    };
    return recorder === undefined ? report : await recorder.close(report, proof.live);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
    recorder?.lost.removeEventListener("abort", lost);
  }
}

interface Proof {
  /** Undefined when there was nothing to prove, or it could not be. */
  readonly left: readonly Unproven[] | undefined;
  readonly problem?: Diagnostic;
  readonly live?: LiveSnapshot;
}

/** Reads again and compares what was done with what the workspace shows. */
async function prove(
  { made, recorder, watcher }: ExecuteInput,
  outcomes: readonly ChangeOutcome[],
  putBack: readonly Ref[],
): Promise<Proof> {
  const done = outcomes.flatMap(({ change, result }) => (result.status === "done" ? [change] : []));
  // What failed may have taken effect: a release says what the workspace shows.
  const uncertain = recorder !== undefined && outcomes.some(({ result }) => result.status === "failed");
  if (done.length === 0 && !uncertain) return { left: undefined };
  watcher.progress("reading again");
  try {
    const live = await made.readAgain();
    if (done.length === 0) return { left: undefined, live };
    return { left: [...unproven(made, done, putBack, live), ...movedMeanwhile(made, live)], live };
  } catch (error) {
    return { left: undefined, problem: problemOf(error) };
  }
}

function unproven(
  { estate, plan }: EstatePlan,
  done: readonly Change[],
  putBack: readonly Ref[],
  live: LiveSnapshot,
): readonly Unproven[] {
  const held = byRef(live.artifacts);
  const desired = done.flatMap(({ ref, body, origin = { file: "" } }) =>
    body === undefined ? [] : [{ ref, body, origin: { ...origin, line: 1, column: 1 } }],
  );
  const written = new Set(desired.map(({ ref }) => refKey(ref)));
  const rest = makePlan({
    tool,
    environment: plan.environment,
    desired,
    live,
    selects: (ref) => written.has(refKey(ref)),
    tolerances: estate.project.tolerances,
  });
  const differing = rest.changes
    .filter(({ body }) => body !== undefined)
    .map(({ ref, differences, action }) => ({
      ref,
      differences,
      ...(action === "create" ? { why: "not in the workspace" } : {}),
    }));
  const running = new Set(
    [...done.flatMap(({ ref, action }) => (action === "start" ? [ref] : [])), ...putBack].map(refKey),
  );
  const steps = done.flatMap(({ ref, action, replaces }): readonly Unproven[] => {
    const found = held.get(refKey(ref));
    const why =
      action === "delete" && replaces !== true && found !== undefined
        ? "it is still in the workspace"
        : action === "start" && found?.started === false
          ? "it is not running"
          : action === "stop" && !running.has(refKey(ref)) && found?.started === true
            ? "it is still running"
            : undefined;
    return why === undefined ? [] : [{ ref, differences: [], why }];
  });
  return [...differing, ...steps];
}
