import type { CommandSpec } from "../command.ts";
import { env, json } from "../options.ts";

/** `retain blame`. */
export const blameSpec: CommandSpec = {
  name: "blame",
  args: "<ref>",
  summary: "Show which releases touched an artifact, and whose they were",
  about: [
    "REF is kind/name. The last release that wrote it comes first, then those before, under the names it had then.",
  ],
  options: [env, { flags: "--limit <n>", help: "how many releases (default: 10)" }, json],
  examples: ["retain blame pipeline/Load", "retain blame 'dataset/Members Source' --env prod --limit 50"],
  load: async () => (await import("../../commands/blame.ts")).runBlame,
};
