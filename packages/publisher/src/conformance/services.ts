import type { Environment } from "@retain/project/environment";
import type { Conformance } from "@retain/workspaces/conformance/trial";
import type { ChangeGuard } from "@retain/workspaces/http/change-guard";
import type { WorkspaceReach } from "@retain/workspaces/workspace-entry";
import { entryOf, reachWorkspace } from "../reach-workspace.ts";
import type { Session } from "../session.ts";

/** A service that is tried. */
export interface Service {
  /** As contracts of kinds name it. */
  readonly name: string;
  readonly reach: WorkspaceReach;
  readonly conformance: Conformance;
}

/** Every service of an environment. Sends nothing yet. Throws a Refusal. */
export async function openServices(
  environment: Environment,
  root: string,
  session: Session,
  guard: ChangeGuard,
): Promise<readonly Service[]> {
  return Promise.all(
    Object.keys(environment.places).map(async (name) => ({
      name,
      reach: { ...(await reachWorkspace(name, environment, root, session)), guard },
      conformance: await entryOf(name, session).conformance(),
    })),
  );
}
