import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "@retain/project/environment";
import type { StateStore } from "@retain/state/state";
import { Refusal, refusal } from "./refusal.ts";
import { problemOf } from "./target.ts";

/** The problem behind what a store threw, at the place that names where the state is kept. */
export function stateProblem(error: unknown, { document, state }: Environment): Diagnostic {
  const problem = problemOf(error);
  return problem.at
    ? problem
    : { ...problem, at: document.locate(state === undefined ? [] : [state.workspace]) };
}

/** What a store threw, as a refusal; what is no problem of the world is thrown on. */
export function stateRefusal(error: unknown, environment: Environment): Refusal {
  const problem = stateProblem(error, environment);
  return new Refusal(problem.code === "workspace-damaged" ? "failed" : "unreachable", [problem]);
}

/** The state that a command cannot do without. Throws a Refusal where the environment names no lake. */
export function neededState(store: StateStore | undefined, { name, document }: Environment): StateStore {
  if (store !== undefined) return store;
  throw refusal("invalid", {
    code: "no-state",
    message: `environment '${name}' keeps no state, so it has no record of releases`,
    at: document.locate([]),
    advice: "name a lake: `lake:` with `account` and `filesystem`; see docs/configuration.md",
  });
}
