import { compareDiagnostics, type Diagnostic } from "@retain/artifacts/words/diagnostic";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import { Refusal } from "../refusal.ts";
import { refusalLines } from "../render/diagnostics.ts";
import { openSession } from "../session.ts";
import type { CommandContext, Typed } from "./command.ts";
import type { Ended } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** Runs the code of a command in a session of its own, and shows what keeps it from going on. Throws only defects of ours. */
export async function runCommand(
  { root, terminal, cwd, args, options }: Typed,
  run: (context: CommandContext) => Promise<Ended>,
): Promise<Ended> {
  const { note, progress } = terminal;
  try {
    const session = openSession({ cwd, asked: options.env, note, progress, ...(await root.load()) });
    return await run({ ...session, terminal, args, options });
  } catch (error) {
    const { exit, problems, last } = refusalOf(error);
    show(terminal, problems, options.quiet === true);
    if (last !== undefined) terminal.problem(last);
    return exit;
  }
}

/** What is no failure of the world is thrown on. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof WorkspaceError) return new Refusal("unreachable", [error.diagnostic]);
  throw error;
}

/** The errors in the order of the files, and how many warnings there are. */
function show(terminal: Terminal, problems: readonly Diagnostic[], quiet: boolean): void {
  const ordered = [...problems].sort(compareDiagnostics);
  for (const line of refusalLines(ordered, terminal.paint, { quiet })) terminal.problem(line);
}
