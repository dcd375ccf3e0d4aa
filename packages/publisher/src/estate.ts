import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { Workspace } from "@retain/workspaces/workspace";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import { openCommandEnvironment } from "./command-environment.ts";
import type { Environment } from "./load/environment.ts";
import type { Project } from "./load/project.ts";
import { whoWorks } from "./state/actor.ts";
import { openState } from "./state/open-state.ts";
import type { Actor, StateStore } from "./state/state.ts";
import { openTarget, refuse } from "./target.ts";

/** An environment that can be read and written. Nothing was sent to it yet. */
export interface Estate {
  readonly project: Project;
  readonly environment: Environment;
  readonly workspace: Workspace;
  /** Absent where the environment names no lake to keep state in. */
  readonly store: StateStore | undefined;
  /** Who works; throws WorkspaceError when nobody is signed in. */
  readonly actor: () => Promise<Actor>;
}

/** Opens an environment, or tells why it cannot be. */
export async function openEstate(
  project: Project,
  environment: Environment,
  context: CommandContext,
): Promise<Estate | { readonly problems: readonly Diagnostic[] }> {
  let store: StateStore | undefined;
  const target = await openTarget(environment, project.root, context, {
    mayChange: async () => store?.guard.mayChange(),
    stillMay: () => store?.guard.stillMay() ?? true,
    doubt: () => store?.guard.doubt(),
  });
  if ("problems" in target) return target;
  // The state has a client of its own: to renew the lock must not wait behind directories of the same lake.
  const state = await openState(project, environment, context);
  if (state !== undefined && "problems" in state) return state;
  store = state?.store;
  return { project, environment, workspace: target.workspace, store, actor: () => whoWorks(target) };
}

/** The estate that a command is about, without reading any source; its problems are shown. */
export async function openCommandEstate(context: CommandContext): Promise<Estate | { readonly exit: Exit }> {
  const opened = await openCommandEnvironment(context);
  if ("exit" in opened) return opened;
  const estate = await openEstate(opened.project, opened.environment, context);
  if (!("problems" in estate)) return estate;
  refuse(context, estate.problems);
  return { exit: "unreachable" };
}
