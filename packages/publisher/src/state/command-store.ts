import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "@retain/project/environment";
import type { Project } from "@retain/project/project";
import type { CommandContext } from "../cli/command.ts";
import type { Exit } from "../cli/exit-codes.ts";
import { openCommandEnvironment } from "../command-environment.ts";
import { problemOf, refuse } from "../target.ts";
import { openState } from "./open-state.ts";
import type { StateStore } from "./state.ts";

/** Runs a command that reads nothing but the state of an environment; problems are shown and become its exit. */
export async function withStore(
  context: CommandContext<{ readonly env?: string }>,
  work: (store: StateStore, environment: Environment, project: Project) => Promise<Exit>,
): Promise<Exit> {
  const opened = await openCommandEnvironment(context);
  if ("exit" in opened) return opened.exit;
  const { environment, project } = opened;
  const state = await openState(project, environment, context);
  if (state === undefined) {
    refuse(context, [stateless(environment)]);
    return "invalid";
  }
  if ("problems" in state) {
    refuse(context, state.problems);
    return "unreachable";
  }
  try {
    return await work(state.store, environment, project);
  } catch (error) {
    const problem = stateProblem(error, environment);
    refuse(context, [problem]);
    return problem.code === "workspace-damaged" ? "failed" : "unreachable";
  }
}

/** The problem behind what a store threw, at the place that names the lake. */
export function stateProblem(error: unknown, { document }: Environment): Diagnostic {
  const problem = problemOf(error);
  return problem.at ? problem : { ...problem, at: document.locate(["lake"]) };
}

/** Says that an environment names no lake. */
export function stateless({ name, document }: Environment): Diagnostic {
  return {
    severity: "error",
    code: "no-state",
    message: `environment '${name}' keeps no state: nothing is known of its releases`,
    at: document.locate([]),
    advice: "name a lake: `lake:` with `account` and `filesystem`, as docs/configuration.md describes",
  };
}
