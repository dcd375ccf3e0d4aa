import { canonicalDigest } from "@retain/artifacts/canonical";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { Tolerance } from "@retain/artifacts/kind";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { type Kind, refKey } from "@retain/artifacts/ref";
import { desiredDigests, makePlan } from "@retain/planner/make-plan";
import type { Plan } from "@retain/planner/plan";
import type { Workspace } from "@retain/workspaces/workspace";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import { type Judged, judge } from "./judge.ts";
import type { Environment } from "./load/environment.ts";
import { noEnvironment } from "./load/load-desired.ts";
import { type MadeSelection, makeSelection } from "./selection.ts";
import { openTarget, readingProblem, refuse } from "./target.ts";
import { tool } from "./version.ts";

/** A plan, and all it was made from. */
export interface LivePlan {
  readonly plan: Plan;
  readonly live: LiveSnapshot;
  readonly judged: Judged;
  readonly environment: Environment;
  readonly workspace: Workspace;
  /** Reads again and plans again, for the proof. */
  readonly again: () => Promise<Plan>;
}

/** What the words of a command line name, or how the command ends because they are wrong. */
export function readSelection(context: CommandContext): MadeSelection | { readonly exit: Exit } {
  const texts = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  const made = makeSelection({
    only: texts(context.options.only),
    except: texts(context.options.except),
  });
  if (made.diagnostics.length === 0) return made;
  refuse(context, made.diagnostics);
  return { exit: "usage" };
}

/** Loads, validates, reads the workspace and plans; every problem is shown before the exit is returned. */
export async function makeLivePlan(context: CommandContext): Promise<LivePlan | { readonly exit: Exit }> {
  const { terminal } = context;
  const selection = readSelection(context);
  if ("exit" in selection) return selection;
  terminal.progress("reading the repository");
  const judged = await judge(context);
  const { project, environment, artifacts } = judged.loaded;
  if (judged.hasErrors || !project || !environment) {
    const unnamed = project && !judged.hasErrors ? [noEnvironment(project)] : [];
    refuse(context, [...judged.diagnostics, ...unnamed]);
    return { exit: "invalid" };
  }
  const idle = selection.idle(artifacts);
  if (idle.length > 0) {
    refuse(context, idle);
    return { exit: "usage" };
  }
  warn(context, judged.diagnostics);
  const target = await openTarget(environment, project.root, context);
  if ("problems" in target) {
    refuse(context, target.problems);
    return { exit: "unreachable" };
  }
  const { workspace } = target;
  const tolerances = (kind: Kind): readonly Tolerance[] => project.tolerances(kind);
  const digests = desiredDigests(artifacts, tolerances);
  const read = () =>
    workspace.read({
      digest: (kind, body) => canonicalDigest(kind, body, tolerances(kind)),
      keep: (ref, digest) => {
        const desired = digests.get(refKey(ref));
        return desired !== undefined && desired !== digest;
      },
      onProgress: (done) => terminal.progress(`reading ${environment.workspace}: ${done} artifacts`),
    });
  const plan = (live: LiveSnapshot) =>
    makePlan({
      tool,
      environment: environment.name,
      desired: artifacts,
      live,
      selects: selection.selects,
      tolerances,
      digests,
    });
  try {
    const live = await read();
    return { plan: plan(live), live, judged, environment, workspace, again: async () => plan(await read()) };
  } catch (error) {
    refuse(context, [readingProblem(error, environment)]);
    return { exit: "unreachable" };
  }
}

/** Warnings do not stop a plan: they are counted here and shown by `validate`. */
function warn({ terminal }: CommandContext, diagnostics: readonly Diagnostic[]): void {
  const warnings = diagnostics.length;
  if (warnings > 0) terminal.note(`${warnings} warning${warnings === 1 ? "" : "s"}: see \`retain validate\``);
}
