import type { Environment } from "@retain/project/environment";
import { resolveLake } from "@retain/project/lake-endpoint";
import { type Lake, openLake } from "@retain/workspaces/lake/open-lake";
import { Refusal } from "./refusal.ts";
import type { Session } from "./session.ts";
import { tool } from "./version.ts";

/** The lake of an environment; undefined where it names none. Sends nothing yet; `stop` gives up what is read. Throws a Refusal. */
export async function openEnvironmentLake(
  environment: Environment,
  root: string,
  session: Session,
  stop?: AbortSignal,
): Promise<Lake | undefined> {
  if (environment.lake === undefined) return undefined;
  const resolved = await resolveLake(environment, environment.lake, root);
  if ("diagnostics" in resolved) throw new Refusal("unreachable", resolved.diagnostics);
  const { identity, ...reached } = resolved;
  return openLake({
    ...reached,
    filesystem: environment.lake.filesystem,
    // The workspace's endpoint tells the cloud to sign in to; the token is for storage.
    credential: session.signIn({
      endpoint: environment.endpoint ?? resolved.endpoint,
      ...(identity ? { identity } : {}),
    }),
    userAgent: tool.replace(" ", "/"),
    stop,
    onWait: (text) => session.progress(text),
  });
}
