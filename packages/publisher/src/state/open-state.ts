import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { type Environment, resolveEndpoint } from "@retain/project/environment";
import type { Project } from "@retain/project/project";
import type { CommandContext } from "../cli/command.ts";
import { openEnvironmentLake } from "../lake.ts";
import { claimOlder } from "./claim.ts";
import type { StateStore } from "./state.ts";
import { makeStateStore } from "./state-store.ts";

/** The state of an environment, undefined where it names no lake, or why it cannot be opened. Sends nothing yet; `stop` gives up what is read. */
export async function openState(
  { name: project, root }: Project,
  environment: Environment,
  context: CommandContext<object>,
  stop?: AbortSignal,
): Promise<{ readonly store: StateStore } | { readonly problems: readonly Diagnostic[] } | undefined> {
  const opened = await openEnvironmentLake(environment, root, context, stop);
  if (opened === undefined || "problems" in opened) return opened;
  const reached = await resolveEndpoint(environment, root);
  if ("diagnostics" in reached) return { problems: reached.diagnostics };
  const { lake: place, name, workspace } = environment;
  const store = makeStateStore({
    lake: opened.lake,
    folder: place?.state ?? "",
    olderFolder: place?.olderState ?? "",
    project,
    environment: name,
    workspace,
    endpoint: reached.endpoint,
    claim: (older) => claimOlder(older, { root, environment: name }),
    takesUnclear: "olderState" in context.options,
  });
  return { store };
}
