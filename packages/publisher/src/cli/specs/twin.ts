import { twinCommands } from "@retain/twin/cli/commands";
import type { TwinService } from "@retain/twin/twin-service";
import type { CommandGroup } from "../command.ts";

/** `retain twin`: the commands of a twin of these services, which declares them. */
export function twinGroup(services: readonly TwinService[]): CommandGroup {
  return {
    name: "twin",
    summary: "Run the local twin of Azure: start, status, faults, stop, reset",
    about: [
      "The twin speaks the real protocols over HTTPS on this machine, with its state under .retain/twin.",
    ],
    examples: [
      "retain twin start --detach",
      "retain twin status --json",
      "retain twin start -- python deploy.py",
      "retain twin stop",
      "retain twin reset",
    ],
    commands: twinCommands(services).map(({ load, ...words }) => ({
      ...words,
      ...(words.runs ? { args: "[command...]" } : {}),
      load: async () => {
        const [{ runTwin }, run] = await Promise.all([import("../../commands/twin.ts"), load()]);
        return (context) => runTwin(context, run);
      },
    })),
  };
}
