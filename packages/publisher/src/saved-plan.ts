import { resolve } from "node:path";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import { parseRef, refKey, textKey } from "@retain/artifacts/ref";
import { movedSince } from "@retain/planner/binding";
import type { Plan } from "@retain/planner/plan";
import { readPlan } from "@retain/planner/plan-document";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import { type Estate, openEstate } from "./estate.ts";
import { openEnvironment } from "./load/load-desired.ts";
import { readPlain } from "./load/read-plain.ts";
import { readFailure } from "./load/text-file.ts";
import { digestFor, type EstatePlan, readEstate } from "./plan-estate.ts";
import { readKnownState } from "./state/known-state.ts";
import { readingProblem, refuse } from "./target.ts";

/** A saved plan and the environment it was made for. */
export interface SavedPlan {
  readonly plan: Plan;
  readonly estate: Estate;
}

/** Reads a saved plan, or shows why that is impossible, or that --env means another environment. */
export async function readSavedPlan(
  context: CommandContext,
  path: string,
): Promise<{ readonly plan: Plan } | { readonly exit: Exit }> {
  const refused = (problem: Omit<Diagnostic, "severity">): { readonly exit: Exit } => {
    refuse(context, [{ severity: "error", ...problem }]);
    return { exit: "usage" };
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
    return refused({ ...read.problem, at: read.problem.at ?? { file: path, line: 1, column: 1 } });
  }
  const { environment } = read.plan;
  const { env } = context.options;
  if (typeof env !== "string" || env === environment) return read;
  return refused({
    code: "plan-environment",
    message: `the plan was made for '${environment}', not for '${env}'`,
    advice: `leave --env out, or plan again with --env ${env}`,
  });
}

/** Opens a saved plan, or shows why it may not be carried out. Nothing was sent yet. */
export async function openSavedPlan(
  context: CommandContext,
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
  const decided = ["only", "except", "overwrite", "keepLive", "pruneUnmanaged"].some(
    (name) => options[name] !== undefined,
  );
  if (decided) {
    return refused("usage", {
      code: "plan-selection",
      message:
        "a saved plan is applied whole: --only, --except, --overwrite, --keep-live and --prune-unmanaged belong to `retain plan`",
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
  if (workspace.name !== plan.workspace || workspace.endpoint !== plan.endpoint) {
    return refused("moved", {
      code: "plan-moved",
      message: `the plan was made for ${plan.workspace} at ${plan.endpoint}, and '${plan.environment}' now means ${workspace.name} at ${workspace.endpoint}`,
      advice: "plan again",
    });
  }
  return { plan, estate };
}

/** Reads the environment of a saved plan, and refuses when it is no longer as the plan saw it. */
export async function bindSavedPlan(
  context: CommandContext,
  { plan, estate }: SavedPlan,
): Promise<EstatePlan | { readonly exit: Exit }> {
  const changing = new Set(plan.changes.map(({ ref }) => textKey(ref)));
  try {
    const spoken = Object.keys(plan.boundTo).flatMap((text) => parseRef(text) ?? []);
    const known = await readKnownState(estate, spoken);
    const read = () =>
      readEstate(
        estate,
        context,
        known.named,
        (ref, digest) => changing.has(refKey(ref)) || !known.isPublished(ref, digest),
      );
    const live = await read();
    const moved = movedSince(plan, live);
    const release = known.manifest === undefined ? plan.release : known.manifest.release;
    if (moved.length > 0 || release !== plan.release) {
      const since = release === plan.release ? "" : `: release ${release ?? "none"} is the last one now`;
      refuse(context, [
        {
          severity: "error",
          code: "plan-moved",
          message: `the workspace has moved since the plan was made${moved.length > 0 ? `: ${moved.join(", ")}` : since}`,
          why: "what was reviewed is not what would happen now",
          advice: "plan again, review, apply that",
        },
      ]);
      return { exit: "moved" };
    }
    const recovered = known.recover(live);
    const digest = digestFor(estate);
    const owned = await known.owned();
    const taken = plan.changes.filter(({ ref }) => owned.has(textKey(ref)));
    if (taken.length > 0) {
      const told = taken.map(({ ref }) => `${ref} (${owned.get(textKey(ref))})`).join(", ");
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
    return { estate, plan, live, recovered, ...kept, desired: undefined, selects: () => true, digest, read };
  } catch (error) {
    refuse(context, [readingProblem(error, estate.environment)]);
    return { exit: "unreachable" };
  }
}
