import type { CommandSpec } from "../command.ts";

/** `retain twin`. */
export const twinSpec: CommandSpec = {
  name: "twin",
  args: "<action> [rest...]",
  summary: "Run the local twin of Azure: start, status, faults, stop, reset",
  about: [
    "The twin speaks the real protocols on this machine, over HTTPS, with its state under .retain/twin.",
    "`start` runs until Ctrl-C, `start --detach` in the background, `start -- COMMAND` for as long as COMMAND runs, with the environment variables set that other clients need. `faults` makes it misbehave: docs/twin.md.",
  ],
  options: [],
  examples: [
    "retain twin start --detach",
    "retain twin status --json",
    "retain twin start -- python deploy.py",
    "retain twin stop",
    "retain twin reset",
  ],
  passThrough: true,
  load: async () => (await import("../../commands/twin.ts")).runTwin,
};
