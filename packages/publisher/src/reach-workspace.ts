import { type Environment, mainPlace } from "@retain/project/environment";
import { reachPlace } from "@retain/project/reach-place";
import type { WorkspaceReach } from "@retain/workspaces/workspace-entry";
import { Refusal } from "./refusal.ts";
import type { JoinedWorkspace } from "./root.ts";
import type { Session } from "./session.ts";
import { tool } from "./version.ts";

/** How a workspace of an environment is reached, by its name among its places. Sends nothing. Throws a Refusal. */
export async function reachWorkspace(
  workspace: string,
  environment: Environment,
  root: string,
  session: Session,
): Promise<WorkspaceReach> {
  const place = environment.places[workspace] ?? {};
  const reached = await reachPlace(environment, place, entryOf(workspace, session), root);
  if ("problems" in reached) throw new Refusal("unreachable", reached.problems);
  const { identity, ...found } = reached;
  return {
    ...found,
    name: place.name ?? found.name,
    // The endpoint of the first one tells the cloud that all are signed in to.
    credential: session.signIn({
      endpoint: mainPlace(environment)?.endpoint ?? found.endpoint,
      ...(identity ? { identity } : {}),
    }),
    userAgent: tool.replace(" ", "/"),
    onWait: (text) => session.progress(text),
  };
}

/** The entry of a workspace that an environment names. */
export function entryOf(workspace: string, { registry }: Pick<Session, "registry">): JoinedWorkspace {
  const entry = registry[workspace];
  if (entry === undefined) throw new Error(`there is no workspace called ${workspace}`);
  return entry;
}
