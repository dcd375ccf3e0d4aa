import { type Environment, resolveEndpoint } from "@retain/project/environment";
import type { Project } from "@retain/project/project";
import { openEnvironmentLake } from "./lake.ts";
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import { claimOlder } from "./state/claim.ts";
import type { StateStore } from "./state/state.ts";
import { makeStateStore } from "./state/state-store.ts";

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
  const lake = await openEnvironmentLake(environment, root, session, stop);
  if (lake === undefined) return undefined;
  const reached = await resolveEndpoint(environment, root);
  if ("diagnostics" in reached) throw new Refusal("unreachable", reached.diagnostics);
  const { lake: place, name, workspace } = environment;
  return makeStateStore({
    lake,
    folder: place?.state ?? "",
    olderFolder: place?.olderState ?? "",
    project,
    environment: name,
    workspace,
    endpoint: reached.endpoint,
    claim: (older) => claimOlder(older, { root, environment: name }),
    takesUnclear,
  });
}
