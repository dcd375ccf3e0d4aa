import { command, declare } from "../command.ts";
import { env, json, wholeNumber } from "../options.ts";

/** What `retain blame` takes. */
export const blameDeclared = declare({
  name: "blame",
  args: "<ref>",
  summary: "Show which releases touched an artifact, and who made them",
  about: [
    "REF is kind/name. The last release that wrote it comes first, then earlier ones, under the names it had then.",
  ],
  options: [env, { flags: "--limit <n>", help: "how many releases (default: 10)", read: wholeNumber }, json],
  examples: ["retain blame pipeline/Load", "retain blame 'dataset/Members Source' --env prod --limit 50"],
});

/** `retain blame` with its code. */
export const blameSpec = command(
  blameDeclared,
  async () => (await import("../../commands/blame.ts")).runBlame,
);
