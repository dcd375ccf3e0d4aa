import type { Environment } from "@retain/project/environment";
import { type Lake, openLake } from "@retain/workspaces/lake/open-lake";
import { reachWorkspace } from "./reach-workspace.ts";
import type { Session } from "./session.ts";

/** The lake that keeps the state of an environment; undefined where it names none. Sends nothing yet; `stop` gives up what is read. Throws a Refusal. */
export async function openStateLake(
  environment: Environment,
  root: string,
  session: Session,
  stop?: AbortSignal,
): Promise<Lake | undefined> {
  if (environment.state === undefined) return undefined;
  const { name, part, create, ...reached } = await reachWorkspace(
    environment.state.workspace,
    environment,
    root,
    session,
  );
  return openLake({ ...reached, account: name, filesystem: part ?? "", createFilesystem: create, stop });
}
