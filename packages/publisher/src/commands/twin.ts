import type { TwinCall, TwinEnded } from "@retain/twin/cli/twin-command";
import type { Typed } from "../cli/command.ts";
import type { Ended } from "../cli/exit-codes.ts";

/** `retain twin <command>`: runs it here and tells how it ended. */
export async function runTwin(
  { terminal, cwd, options, args }: Typed,
  run: (call: TwinCall) => Promise<TwinEnded>,
): Promise<Ended> {
  const ended = await run({
    cwd,
    typed: options,
    program: args,
    // Past the terminal, which shows no secret: the twin's own token and keys are what its clients need.
    say: (text) => void process.stdout.write(`${text}\n`),
    note: terminal.note,
  });
  if (ended.status === "done") return "done";
  if (ended.status === "ran") return { code: ended.code };
  terminal.problem(`Error: ${ended.message}`);
  terminal.problem(`  -> ${ended.advice}`);
  return ended.status;
}
