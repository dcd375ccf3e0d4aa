import { command, declare } from "../command.ts";
import { env, json, wholeNumber } from "../options.ts";

/** What `retain history` takes. */
export const historyDeclared = declare({
  name: "history",
  summary: "List the releases of an environment, newest first",
  about: [
    "One line per release: its id, when, who, the commit it was made from (`+`: with uncommitted changes), how it ended, and what became of its changes. Reads only the state in the lake.",
  ],
  options: [
    env,
    { flags: "--limit <n>", help: "how many of the newest to list (default: 20)", read: wholeNumber },
    json,
  ],
  examples: ["retain history", "retain history --env prod --limit 100 --json"],
});

/** `retain history` with its code. */
export const historySpec = command(
  historyDeclared,
  async () => (await import("../../commands/history.ts")).runHistory,
);
