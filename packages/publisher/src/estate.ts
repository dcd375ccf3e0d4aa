import { whoWorks } from "@retain/state/actor";
import type { Actor, StateStore } from "@retain/state/state";
import type { Workspace } from "@retain/workspaces/workspace";
import { type OpenedEnvironment, openSessionEnvironment } from "./open-environment.ts";
import { openState } from "./open-state.ts";
import { cachePlace } from "./read-cache/place.ts";
import { type SecondThread, secondThread } from "./second-thread/second-thread.ts";
import type { Session } from "./session.ts";
import { openTarget } from "./target.ts";

/** An environment that can be read and written. Nothing was sent to it yet. */
export interface Estate extends OpenedEnvironment {
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
  /** What an older retain left is taken over, though some of it may be another project's. */
  readonly takesUnclear?: boolean;
}

/** Opens an environment. Sends nothing yet. Throws a Refusal. */
export async function openEstate(
  { project, environment }: OpenedEnvironment,
  session: Session,
  { thread = secondThread(cachePlace(session.cwd)), ...how }: EstateOptions = {},
): Promise<Estate> {
  let store: StateStore | undefined;
  const target = await openTarget(environment, project.root, session, {
    mayChange: async () => store?.guard.mayChange(),
    stillMay: () => store?.guard.stillMay() ?? true,
    doubt: () => store?.guard.doubt(),
  });
  // The state has a client of its own: to renew the lock must not wait behind directories of the same lake.
  store = await openState(project, environment, session, how);
  const { workspace } = target;
  return { project, environment, workspace, thread, store, actor: () => whoWorks(target) };
}

/** The estate that a command is about, without reading any source. Throws a Refusal. */
export async function openSessionEstate(
  session: Session,
  how: Pick<EstateOptions, "takesUnclear"> = {},
): Promise<Estate> {
  return openEstate(await openSessionEnvironment(session), session, how);
}
