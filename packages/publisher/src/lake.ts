import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { Environment } from "@retain/project/environment";
import { resolveLake } from "@retain/project/lake-endpoint";
import { type Lake, openLake } from "@retain/workspaces/lake/open-lake";
import type { CommandContext } from "./cli/command.ts";
import { signInOnce } from "./sign-in-once.ts";
import { tool } from "./version.ts";

/** The lake of an environment, undefined where it names none, or why it cannot be opened. Sends nothing yet; `stop` gives up what is read. */
export async function openEnvironmentLake(
  environment: Environment,
  root: string,
  context: CommandContext,
  stop?: AbortSignal,
): Promise<{ readonly lake: Lake } | { readonly problems: readonly Diagnostic[] } | undefined> {
  if (environment.lake === undefined) return undefined;
  const resolved = await resolveLake(environment, environment.lake, root);
  if ("diagnostics" in resolved) return { problems: resolved.diagnostics };
  const { identity, ...reached } = resolved;
  const lake = openLake({
    ...reached,
    filesystem: environment.lake.filesystem,
    // The workspace's endpoint tells the cloud to sign in to; the token is for storage.
    credential: signInOnce(context, {
      endpoint: environment.endpoint ?? resolved.endpoint,
      ...(identity ? { identity } : {}),
    }),
    userAgent: tool.replace(" ", "/"),
    stop,
    onWait: (text) => context.terminal.progress(text),
  });
  return { lake };
}
