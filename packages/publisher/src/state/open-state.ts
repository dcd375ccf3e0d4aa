import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { CommandContext } from "../cli/command.ts";
import { openEnvironmentLake } from "../lake.ts";
import type { Environment } from "../load/environment.ts";
import type { StateStore } from "./state.ts";
import { makeStateStore } from "./state-store.ts";

/** The state of an environment, undefined where it names no lake, or why it cannot be opened. Sends nothing yet. */
export async function openState(
  environment: Environment,
  root: string,
  context: CommandContext,
): Promise<{ readonly store: StateStore } | { readonly problems: readonly Diagnostic[] } | undefined> {
  const opened = await openEnvironmentLake(environment, root, context);
  if (opened === undefined || "problems" in opened) return opened;
  const { lake: place, name, workspace } = environment;
  const folder = place?.state ?? "";
  return { store: makeStateStore({ lake: opened.lake, folder, environment: name, workspace }) };
}
