import type { Environment } from "@retain/project/environment";
import { loadDesired } from "@retain/project/load-desired";
import type { Project } from "@retain/project/project";
import { claimOlder } from "@retain/state/claim";
import type { StateStore } from "@retain/state/state";
import { makeStateStore } from "@retain/state/state-store";
import { openStateLake } from "./lake.ts";
import { reachWorkspace } from "./reach-workspace.ts";
import type { Session } from "./session.ts";

/** How a state is opened. */
interface StateOptions {
  /** Gives up what is read. */
  readonly stop?: AbortSignal | undefined;
  /** What an older retain left is taken over, though some of it may be another project's. */
  readonly takesUnclear?: boolean;
}

/** The state of an environment; undefined where it names no lake. Sends nothing yet. Throws a Refusal. */
export async function openState(
  { name: project, root }: Project,
  environment: Environment,
  session: Session,
  { stop, takesUnclear = false }: StateOptions = {},
): Promise<StateStore | undefined> {
  const lake = await openStateLake(environment, root, session, stop);
  if (lake === undefined) return undefined;
  const { name, places, state, workspace } = environment;
  const { endpoint } = await reachWorkspace(Object.keys(places)[0] ?? "", environment, root, session);
  const desired = async () =>
    (await loadDesired({ blocks: session.registry, root, environment: name })).artifacts;
  return makeStateStore({
    lake,
    folder: state?.folder ?? "",
    olderFolder: state?.olderFolder ?? "",
    project,
    environment: name,
    workspace,
    endpoint,
    claim: (older) => claimOlder(older, { root, desired }),
    takesUnclear,
  });
}
