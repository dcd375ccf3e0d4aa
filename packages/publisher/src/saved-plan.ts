import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Artifact } from "@retain/artifacts/artifact";
import { canonicalDigest } from "@retain/artifacts/canonical";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { type Kind, parseRef, refKey } from "@retain/artifacts/ref";
import { movedSince } from "@retain/planner/binding";
import { makePlan } from "@retain/planner/make-plan";
import type { Plan } from "@retain/planner/plan";
import { readPlan } from "@retain/planner/plan-document";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import { openEnvironment } from "./load/load-desired.ts";
import { readFailure } from "./load/text-file.ts";
import type { LivePlan } from "./make-live-plan.ts";
import { openTarget, readingProblem, refuse } from "./target.ts";
import { tool } from "./version.ts";

/** A saved plan, ready to be carried out, or how the command ends because it may not be. */
export async function openSavedPlan(
  context: CommandContext,
  path: string,
): Promise<Omit<LivePlan, "judged"> | { readonly exit: Exit }> {
  const { cwd, options, terminal } = context;
  let text: string;
  try {
    text = await readFile(resolve(cwd, path), "utf8");
  } catch (error) {
    refuse(context, [
      {
        severity: "error",
        code: "plan-unreadable",
        message: `the plan '${path}' cannot be read: ${readFailure(error)}`,
        advice: "save one with `retain plan --out FILE`",
      },
    ]);
    return { exit: "usage" };
  }
  const read = readPlan(text);
  if ("problem" in read) {
    refuse(context, [{ ...read.problem, at: read.problem.at ?? { file: path, line: 1, column: 1 } }]);
    return { exit: "usage" };
  }
  const { plan } = read;
  if (typeof options.env === "string" && options.env !== plan.environment) {
    refuse(context, [
      {
        severity: "error",
        code: "plan-environment",
        message: `the plan was made for '${plan.environment}', not for '${options.env}'`,
        advice: `leave --env out, or plan again with --env ${options.env}`,
      },
    ]);
    return { exit: "usage" };
  }
  if (options.only !== undefined || options.except !== undefined) {
    refuse(context, [
      {
        severity: "error",
        code: "plan-selection",
        message: "a saved plan is applied whole: --only and --except belong to `retain plan`",
        advice: "plan again with the selection",
      },
    ]);
    return { exit: "usage" };
  }
  const opened = await openEnvironment(cwd, plan.environment);
  if ("diagnostics" in opened) {
    refuse(context, opened.diagnostics);
    return { exit: "invalid" };
  }
  const { project, environment } = opened;
  const target = await openTarget(environment, project.root, context);
  if ("problems" in target) {
    refuse(context, target.problems);
    return { exit: "unreachable" };
  }
  const { workspace } = target;
  if (workspace.name !== plan.workspace || workspace.endpoint !== plan.endpoint) {
    refuse(context, [
      {
        severity: "error",
        code: "plan-moved",
        message: `the plan was made for ${plan.workspace} at ${plan.endpoint}, and '${plan.environment}' now means ${workspace.name} at ${workspace.endpoint}`,
        advice: "plan again",
      },
    ]);
    return { exit: "moved" };
  }
  const tolerances = (kind: Kind) => project.tolerances(kind);
  const changing = new Set(plan.changes.flatMap((change) => keyOf(change.ref)));
  const readLive = () =>
    workspace.read({
      digest: (kind, body) => canonicalDigest(kind, body, tolerances(kind)),
      keep: (ref) => changing.has(refKey(ref)),
      onProgress: (done) => terminal.progress(`reading ${environment.workspace}: ${done} artifacts`),
    });
  try {
    const live = await readLive();
    const moved = movedSince(plan, live);
    if (moved.length > 0) {
      refuse(context, [
        {
          severity: "error",
          code: "plan-moved",
          message: `the workspace has moved since the plan was made: ${moved.join(", ")}`,
          why: "what was reviewed is not what would happen now",
          advice: "plan again, review, apply that",
        },
      ]);
      return { exit: "moved" };
    }
    const again = async () => makePlan(planInput(plan, await readLive(), tolerances));
    return { plan, live, environment, workspace, again };
  } catch (error) {
    refuse(context, [readingProblem(error, environment)]);
    return { exit: "unreachable" };
  }
}

function keyOf(text: string): readonly string[] {
  const ref = parseRef(text);
  return ref ? [refKey(ref)] : [];
}

/** Plans only what the plan was about: its changes are all that was promised. */
function planInput(
  plan: Plan,
  live: LiveSnapshot,
  tolerances: (kind: Kind) => ReturnType<Parameters<typeof makePlan>[0]["tolerances"]>,
) {
  const desired: Artifact[] = plan.changes.flatMap((change) => {
    const ref = parseRef(change.ref);
    return ref ? [{ ref, body: change.body, origin: { file: change.origin, line: 1, column: 1 } }] : [];
  });
  return { tool, environment: plan.environment, desired, live, selects: () => true, tolerances };
}
