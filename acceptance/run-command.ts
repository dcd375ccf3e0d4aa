import { commands } from "../packages/publisher/src/cli/commands.ts";
import { exitCode } from "../packages/publisher/src/cli/exit-codes.ts";
import { plain } from "../packages/publisher/src/render/plain.ts";
import { shipped } from "../packages/publisher/src/shipped.ts";

/** What a command came to. */
export interface CommandRun {
  readonly code: number;
  /** The result: what goes to stdout. */
  readonly out: string;
  /** Problems: what goes to stderr whatever the settings. */
  readonly problems: string;
  /** Remarks beside the result, on stderr as well. */
  readonly notes: string;
}

/** Options as the command line hands them on: `{ yes: true, only: ["pipeline"] }`. */
export type CommandOptions = Readonly<Record<string, unknown>>;

/**
 * Runs a command in this process: its code is that of the program, its terminal is two texts.
 * Laws and faults need hundreds of runs, and a process of its own for each would take minutes.
 */
export async function runCommand(
  name: string,
  cwd: string,
  options: CommandOptions = {},
  ...args: string[]
): Promise<CommandRun> {
  const spec = commands.find((command) => command.name === name);
  if (spec === undefined) throw new Error(`there is no command ${name}`);
  const out: string[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  const terminal = {
    paint: plain,
    interactive: false,
    columns: undefined,
    out: (line: string) => void out.push(line),
    problem: (line: string) => void problems.push(line),
    note: (line: string) => void notes.push(line),
    progress: () => {},
    confirm: async () => false,
  };
  const run = await spec.load();
  const ended = await run({ root: shipped, terminal, cwd, args, options });
  return {
    code: exitCode(ended),
    out: out.join("\n"),
    problems: problems.join("\n"),
    notes: notes.join("\n"),
  };
}
