import { command, declare } from "../command.ts";
import {
  consentOptions,
  despiteMissing,
  env,
  json,
  moveOptions,
  pruneUnmanaged,
  selection,
  yes,
} from "../options.ts";

/** What `retain apply` takes. */
export const applyDeclared = declare({
  name: "apply",
  args: "[file]",
  summary: "Make the workspace equal to the repository",
  about: [
    "Plans, asks, writes only what differs, in the order of references and independent changes in parallel, then reads again and proves that nothing is left to do. With FILE, it applies exactly that saved plan.",
    "Triggers that change, or that run something that changes, are stopped before and started after; each ends up as the repository says, or as it was found. With a lake for its state, the environment is locked in the meantime, every write is journaled before it is made, and the result is recorded as a release (`retain history`). The next apply finishes one that died.",
    "Ctrl-C finishes what is in progress, starts nothing new and reports both. Failures are reported with their cause; what waited for them is left alone.",
  ],
  options: [
    env,
    ...selection,
    ...moveOptions,
    despiteMissing,
    pruneUnmanaged,
    yes,
    ...consentOptions,
    { flags: "--markdown <file>", help: "write the report as markdown" },
    json,
  ],
  examples: ["retain apply", "retain apply --env prod --yes", "retain apply plan.json"],
});

/** `retain apply` with its code. */
export const applySpec = command(
  applyDeclared,
  async () => (await import("../../commands/apply.ts")).runApply,
);
