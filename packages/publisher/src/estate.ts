import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { Workspace } from "@retain/workspaces/workspace";
import type { CommandContext } from "./cli/command.ts";
import type { Environment } from "./load/environment.ts";
import type { Project } from "./load/project.ts";
import { whoWorks } from "./state/actor.ts";
import { openState } from "./state/open-state.ts";
import type { Actor, StateStore } from "./state/state.ts";
import { openTarget } from "./target.ts";

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
  const target = await openTarget(environment, project.root, context);
  if ("problems" in target) return target;
  const state = await openState(environment, project.root, context);
  if (state !== undefined && "problems" in state) return state;
  const { workspace } = target;
  return { project, environment, workspace, store: state?.store, actor: () => whoWorks(target) };
}
