import { resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { LiveSnapshot, Target } from "@retain/artifacts/words/live";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { movedSince } from "@retain/planner/plan/binding";
import { departures } from "@retain/planner/plan/departures";
import { readPlan } from "@retain/planner/plan/document";
import type { Plan } from "@retain/planner/plan/plan";
import { openEnvironment } from "@retain/project/load-desired";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import type { MoveOptions, SelectionOptions } from "./cli/options.ts";
import { type Estate, openEstate } from "./estate.ts";
import { digestFor, type EstatePlan, planBasis, readBases, readEstate } from "./plan-estate.ts";
import { readKnownState } from "./state/known-state.ts";
import { readingProblem, refuse } from "./target.ts";

/** A saved plan and the environment it was made for. */
export interface SavedPlan {
  readonly plan: Plan;
  readonly estate: Estate;
}

/** What belongs to planning, and to no plan that was made. */
type PlanningOptions = SelectionOptions & MoveOptions & { readonly pruneUnmanaged?: true };

/** Reads a saved plan, or shows why that is impossible, or that --env means another environment. */
export async function readSavedPlan(
  context: CommandContext<{ readonly env?: string }>,
  path: string,
): Promise<{ readonly plan: Plan } | { readonly exit: Exit }> {
  const refused = (problem: Omit<Diagnostic, "severity">, exit: Exit = "usage"): { readonly exit: Exit } => {
    refuse(context, [{ severity: "error", ...problem }]);
    return { exit };
  };
  let text: string;
  try {
    text = (await readPlain(resolve(context.cwd, path))).toString("utf8");
  } catch (error) {
    return refused({
      code: "plan-unreadable",
      message: `the plan '${path}' cannot be read: ${readFailure(error)}`,
      advice: "save one with `retain plan --out FILE`",
    });
  }
  const read = readPlan(text);
  if ("problem" in read) {
    const problem = { ...read.problem, at: read.problem.at ?? { file: path, line: 1, column: 1 } };
    return refused(problem, read.edited === true ? "moved" : "usage");
  }
  const { environment } = read.plan;
  const { env } = context.options;
  if (env === undefined || env === environment) return read;
  return refused({
    code: "plan-environment",
    message: `the plan was made for '${environment}', not for '${env}'`,
    advice: `leave --env out, or plan again with --env ${env}`,
  });
}

/** Opens a saved plan, or shows why it may not be carried out. Nothing was sent yet. */
export async function openSavedPlan(
  context: CommandContext<PlanningOptions & { readonly env?: string }>,
  path: string,
): Promise<SavedPlan | { readonly exit: Exit }> {
  const { cwd, options } = context;
  const refused = (exit: Exit, problem: Omit<Diagnostic, "severity">) => {
    refuse(context, [{ severity: "error", ...problem }]);
    return { exit };
  };
  const read = await readSavedPlan(context, path);
  if ("exit" in read) return read;
  const { plan } = read;
  const { only, onlyExactly, except, overwrite, keepLive, pruneUnmanaged } = options;
  const decided = only ?? onlyExactly ?? except ?? overwrite ?? keepLive ?? pruneUnmanaged;
  if (decided !== undefined) {
    return refused("usage", {
      code: "plan-selection",
      message:
        "a saved plan is applied whole: --only, --only-exactly, --except, --overwrite, --keep-live and --prune-unmanaged belong to `retain plan`",
      advice: "plan again with these options",
    });
  }
  const opened = await openEnvironment(cwd, plan.environment);
  if ("diagnostics" in opened) {
    refuse(context, opened.diagnostics);
    return { exit: "invalid" };
  }
  const { project, environment } = opened;
  const estate = await openEstate(project, environment, context);
  if ("problems" in estate) {
    refuse(context, estate.problems);
    return { exit: "unreachable" };
  }
  const { workspace } = estate;
  const [madeFor, means] = [plan.targets, workspace.targets].map((targets) =>
    targets.map(targetText).join(" and "),
  );
  if (madeFor !== means) {
    return refused("moved", {
      code: "plan-moved",
      message: `the plan was made for ${madeFor}, and '${plan.environment}' now means ${means}`,
      advice: "plan again",
    });
  }
  return { plan, estate };
}

function targetText({ service, name, endpoint }: Target): string {
  return service === "lake" ? `file system ${name} at ${endpoint}` : `${name} at ${endpoint}`;
}

/** Reads the environment of a saved plan, and refuses when it is no longer as the plan saw it. */
export async function bindSavedPlan(
  context: CommandContext,
  { plan, estate }: SavedPlan,
): Promise<EstatePlan | { readonly exit: Exit }> {
  try {
    const spoken = [...plan.boundTo.values()].map(({ ref }) => ref);
    const known = await readKnownState(estate, spoken);
    const changing = new Set(plan.changes.map(({ ref }) => refKey(ref)));
    const { named } = known;
    const keep = (ref: Ref, digest: string) => changing.has(refKey(ref)) || !known.isPublished(ref, digest);
    // All bodies: what a trigger runs, and what needs what is deleted, stands in those that do not change.
    const live = await readEstate(estate, context, { named, keep: () => true });
    const readAgain = () => readEstate(estate, context, { named, keep }, { before: live });
    const moved = movedSince(plan, live);
    const release = known.manifest === undefined ? plan.release : known.manifest.release;
    if (moved.length > 0 || release !== plan.release) {
      const since = release === plan.release ? "" : `: release ${release ?? "none"} is the last one now`;
      refuse(context, [
        {
          severity: "error",
          code: "plan-moved",
          message: `the workspace has moved since the plan was made${moved.length > 0 ? `: ${moved.map(formatRef).join(", ")}` : since}`,
          why: "what was reviewed is not what would happen now",
          advice: "plan again, review, apply that",
        },
      ]);
      return { exit: "moved" };
    }
    const digest = digestFor(estate);
    const wanted = wantedBy(plan, live, digest);
    const { recovered } = await readBases(estate, known.recover(live), live, wanted);
    const untrue = departures(plan, { ...planBasis(estate, recovered), live });
    if (plan.conflicts.length === 0 && untrue.length > 0) {
      refuse(context, [untrueProblem(untrue)]);
      return { exit: "moved" };
    }
    const owned = await known.owned();
    const taken = plan.changes.filter(({ ref }) => owned.has(refKey(ref)));
    if (taken.length > 0) {
      const told = taken.map(({ ref }) => `${formatRef(ref)} (${owned.get(refKey(ref))})`).join(", ");
      refuse(context, [
        {
          severity: "error",
          code: "plan-moved",
          message: `what the plan changes is owned by another state since: ${told}`,
          advice: "plan again",
        },
      ]);
      return { exit: "moved" };
    }
    const { handed } = known.manifest ?? {};
    const kept = handed === undefined ? {} : { handed };
    return {
      estate,
      plan,
      live,
      recovered,
      ...kept,
      desired: undefined,
      selects: () => true,
      digest,
      readAgain,
    };
  } catch (error) {
    refuse(context, [readingProblem(error, estate.environment)]);
    return { exit: "unreachable" };
  }
}

/** By `refKey`, digests of what the plan wants there: what it does not speak of is to stay as it is. */
function wantedBy(
  { changes }: Plan,
  live: LiveSnapshot,
  digest: EstatePlan["digest"],
): ReadonlyMap<string, string> {
  const wanted = new Map(live.artifacts.map((found) => [refKey(found.ref), found.digest]));
  for (const { ref, action, body } of changes) {
    if (body !== undefined) wanted.set(refKey(ref), digest(ref.kind, body));
    else if (action === "delete") wanted.delete(refKey(ref));
  }
  return wanted;
}

/** Departures that are told; more would say nothing new. */
const mostTold = 5;

function untrueProblem(untrue: readonly string[]): Diagnostic {
  const more = untrue.length - mostTold;
  return {
    severity: "error",
    code: "plan-untrue",
    message:
      "the plan does not say what it would do: it was edited, or what it was made by has changed since",
    why: `${untrue.slice(0, mostTold).join("; ")}${more > 0 ? `; and ${more} more` : ""}`,
    advice: "plan again, review, apply that",
  };
}
