import { resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { LiveSnapshot, Target } from "@retain/artifacts/words/live";
import { formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { movedSince } from "@retain/planner/plan/binding";
import { departures } from "@retain/planner/plan/departures";
import { readPlan } from "@retain/planner/plan/document";
import type { Plan } from "@retain/planner/plan/plan";
import { readPlain } from "@retain/project/read-plain";
import { readFailure } from "@retain/project/text-file";
import { readKnownState } from "@retain/state/known-state";
import type { MoveOptions, SelectionOptions } from "./cli/options.ts";
import { type Estate, openEstate } from "./estate.ts";
import { openSessionEnvironment } from "./open-environment.ts";
import { digestFor, type EstatePlan, planBasis, readBases, readEstate } from "./plan-estate.ts";
import { Refusal, refusal } from "./refusal.ts";
import type { Session, Watcher } from "./session.ts";
import { readingRefusal } from "./target.ts";

/** A saved plan and the environment it was made for. */
export interface SavedPlan {
  readonly plan: Plan;
  readonly estate: Estate;
}

/** What belongs to planning, and to no plan that was made. */
type PlanningOptions = SelectionOptions & MoveOptions & { readonly pruneUnmanaged?: true };

/** Reads a saved plan. Throws a Refusal where that is impossible, and where another environment was asked for. */
export async function readSavedPlan(
  { cwd, asked }: Pick<Session, "cwd" | "asked">,
  path: string,
): Promise<Plan> {
  let text: string;
  try {
    text = (await readPlain(resolve(cwd, path))).toString("utf8");
  } catch (error) {
    throw refusal("usage", {
      code: "plan-unreadable",
      message: `the plan '${path}' cannot be read: ${readFailure(error)}`,
      advice: "save one with `retain plan --out FILE`",
    });
  }
  const read = readPlan(text);
  if ("problems" in read) {
    const at = { file: path, line: 1, column: 1 };
    const problems = read.problems.map((problem) => ({ at, ...problem }));
    throw new Refusal(read.edited === true ? "moved" : "usage", problems);
  }
  const { environment } = read.plan;
  if (asked === undefined || asked === environment) return read.plan;
  throw refusal("usage", {
    code: "plan-environment",
    message: `the plan was made for '${environment}', not for '${asked}'`,
    advice: `leave --env out, or plan again with --env ${asked}`,
  });
}

/**
 * Opens a saved plan. Nothing was sent yet. Throws a Refusal where it may not be carried out, and where `options` say
 * what a plan is made by.
 */
export async function openSavedPlan(
  session: Session,
  path: string,
  options: PlanningOptions,
): Promise<SavedPlan> {
  const plan = await readSavedPlan(session, path);
  const { only, onlyExactly, except, overwrite, keepLive, pruneUnmanaged } = options;
  const decided = only ?? onlyExactly ?? except ?? overwrite ?? keepLive ?? pruneUnmanaged;
  if (decided !== undefined) {
    throw refusal("usage", {
      code: "plan-selection",
      message:
        "a saved plan is applied whole: --only, --only-exactly, --except, --overwrite, --keep-live and --prune-unmanaged belong to `retain plan`",
      advice: "plan again with these options",
    });
  }
  const opened = await openSessionEnvironment({ ...session, asked: plan.environment });
  const estate = await openEstate(opened, session);
  const { workspace } = estate;
  const [madeFor, means] = [plan.targets, workspace.targets].map((targets) =>
    targets.map((target) => targetText(target, session)).join(" and "),
  );
  if (madeFor !== means) {
    throw refusal("moved", {
      code: "plan-moved",
      message: `the plan was made for ${madeFor}, but '${plan.environment}' is now ${means}`,
      advice: "plan again",
    });
  }
  return { plan, estate };
}

/** `file system churn at https://…`; a plan may have been made by a program that knew more services. */
function targetText({ service, name, endpoint }: Target, { registry }: Session): string {
  const noun = registry[service]?.partNoun;
  return `${noun === undefined ? "" : `${noun} `}${name} at ${endpoint}`;
}

/** Reads the environment of a saved plan, and refuses when it is no longer as the plan saw it. */
export async function bindSavedPlan({ plan, estate }: SavedPlan, watcher: Watcher): Promise<EstatePlan> {
  try {
    const spoken = [...plan.boundTo.values()].map(({ ref }) => ref);
    const known = await readKnownState(estate, spoken);
    const changing = new Set(plan.changes.map(({ ref }) => refKey(ref)));
    const { named } = known;
    const keep = (ref: Ref, digest: string) => changing.has(refKey(ref)) || !known.isPublished(ref, digest);
    // All bodies: what a trigger runs, and what needs what is deleted, stands in those that do not change.
    const live = await readEstate(estate, watcher, { named, keep: () => true });
    const readAgain = () => readEstate(estate, watcher, { named, keep }, { before: live });
    const moved = movedSince(plan, live);
    const release = known.manifest === undefined ? plan.release : known.manifest.release;
    if (moved.length > 0 || release !== plan.release) {
      const since = release === plan.release ? "" : `: the last release is now ${release ?? "none"}`;
      throw refusal("moved", {
        code: "plan-moved",
        message: `the workspace has moved since the plan was made${moved.length > 0 ? `: ${moved.map(formatRef).join(", ")}` : since}`,
        why: "what would happen now is not what was reviewed",
        advice: "plan again, review, apply that",
      });
    }
    const digest = digestFor(estate);
    const wanted = wantedBy(plan, live, digest);
    const { recovered } = await readBases(estate, known.recover(live), live, wanted);
    const untrue = departures(plan, { ...planBasis(estate, recovered), live });
    if (plan.conflicts.length === 0 && untrue.length > 0) {
      throw new Refusal("moved", [untrueProblem(untrue)]);
    }
    const owned = await known.owned();
    const taken = plan.changes.filter(({ ref }) => owned.has(refKey(ref)));
    if (taken.length > 0) {
      const told = taken.map(({ ref }) => `${formatRef(ref)} (${owned.get(refKey(ref))})`).join(", ");
      throw refusal("moved", {
        code: "plan-moved",
        message: `another state now owns what the plan changes: ${told}`,
        advice: "plan again",
      });
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
    throw readingRefusal(error, estate.environment);
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
    message: "the plan does not match what it would do: it was edited, or its inputs have changed since",
    why: `${untrue.slice(0, mostTold).join("; ")}${more > 0 ? `; and ${more} more` : ""}`,
    advice: "plan again, review, apply that",
  };
}
