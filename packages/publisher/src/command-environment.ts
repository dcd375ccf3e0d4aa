import type { Environment } from "@retain/project/environment";
import { openEnvironment } from "@retain/project/load-desired";
import type { Project } from "@retain/project/project";
import type { CommandContext } from "./cli/command.ts";
import type { Exit } from "./cli/exit-codes.ts";
import { refuse } from "./target.ts";

/** The environment that a command is about, without reading any source; its problems are shown. */
export async function openCommandEnvironment(
  context: CommandContext<{ readonly env?: string }>,
): Promise<{ readonly project: Project; readonly environment: Environment } | { readonly exit: Exit }> {
  const { cwd, options } = context;
  const opened = await openEnvironment(cwd, options.env);
  if (!("diagnostics" in opened)) return opened;
  refuse(context, opened.diagnostics);
  return { exit: "invalid" };
}
