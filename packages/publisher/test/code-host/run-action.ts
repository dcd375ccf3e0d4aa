import type { CommandSpec } from "../../src/cli/command.ts";
import type { Ended } from "../../src/cli/exit-codes.ts";
import { plain } from "../../src/render/plain.ts";
import { shipped } from "../../src/shipped.ts";

/** What an action printed and how it ended. */
export interface ActionRun {
  readonly ended: Ended;
  readonly out: string;
  readonly problems: string;
}

/** Runs one action of a command that shows reports, in a folder, with the environment of this process. */
export async function runAction(
  spec: CommandSpec,
  cwd: string,
  args: readonly string[],
  options: object = {},
): Promise<ActionRun> {
  const out: string[] = [];
  const problems: string[] = [];
  const terminal = {
    paint: plain,
    interactive: false,
    columns: undefined,
    out: (line: string) => void out.push(line),
    problem: (line: string) => void problems.push(line),
    note: () => {},
    progress: () => {},
    confirm: async () => false,
  };
  const run = await spec.load();
  const ended = await run({ root: shipped, terminal, cwd, args, options });
  return { ended, out: out.join("\n"), problems: problems.join("\n") };
}
