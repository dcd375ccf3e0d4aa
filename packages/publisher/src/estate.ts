import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "@retain/project/environment";
import type { Project } from "@retain/project/project";
import type { Workspace } from "@retain/workspaces/workspace";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import { openCommandEnvironment } from "./command-environment.ts";
import { cachePlace } from "./read-cache/place.ts";
import { type SecondThread, secondThread } from "./second-thread/second-thread.ts";
import { whoWorks } from "./state/actor.ts";
import { openState } from "./state/open-state.ts";
import type { Actor, StateStore } from "./state/state.ts";
import { openTarget, refuse } from "./target.ts";

/** An environment that can be read and written. Nothing was sent to it yet. */
export interface Estate {
  readonly project: Project;
  readonly environment: Environment;
  readonly workspace: Workspace;
  /** Digests what a workspace lists. */
  readonly thread: SecondThread;
  /** Absent where the environment names no lake to keep state in. */
  readonly store: StateStore | undefined;
  /** Who works; throws WorkspaceError when nobody is signed in. */
  readonly actor: () => Promise<Actor>;
}

/** What an environment is opened with. */
interface EstateOptions {
  /** The one that read the repository. */
  readonly thread?: SecondThread;
  /** Gives up what is being read of the state. */
  readonly stop?: AbortSignal;
}

/** Opens an environment, or tells why it cannot be. Sends nothing yet. */
export async function openEstate(
  project: Project,
  environment: Environment,
  context: CommandContext<object>,
  { thread = secondThread(cachePlace(context.cwd)), stop }: EstateOptions = {},
): Promise<Estate | { readonly problems: readonly Diagnostic[] }> {
  let store: StateStore | undefined;
  const target = await openTarget(environment, project.root, context, {
    mayChange: async () => store?.guard.mayChange(),
    stillMay: () => store?.guard.stillMay() ?? true,
    doubt: () => store?.guard.doubt(),
  });
  if ("problems" in target) return target;
  // The state has a client of its own: to renew the lock must not wait behind directories of the same lake.
  const state = await openState(project, environment, context, stop);
  if (state !== undefined && "problems" in state) return state;
  store = state?.store;
  const { workspace } = target;
  return { project, environment, workspace, thread, store, actor: () => whoWorks(target) };
}

/** The estate that a command is about, without reading any source; its problems are shown. */
export async function openCommandEstate(
  context: CommandContext<{ readonly env?: string }>,
): Promise<Estate | { readonly exit: Exit }> {
  const opened = await openCommandEnvironment(context);
  if ("exit" in opened) return opened;
  const estate = await openEstate(opened.project, opened.environment, context);
  if (!("problems" in estate)) return estate;
  refuse(context, estate.problems);
  return { exit: "unreachable" };
}
