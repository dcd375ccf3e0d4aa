import type { CommandSpec } from "../command.ts";
import { env, json } from "../options.ts";

/** `retain forget`. */
export const forgetSpec: CommandSpec = {
  name: "forget",
  args: "<pattern...>",
  summary: "Stop owning artifacts, which stay as they are",
  about: [
    "Takes the artifacts out of what releases are known to have published, in a release that changes nothing. They stay in the workspace; what the repository does not hold is unmanaged from then on, and never deleted. Patterns are those of --only.",
  ],
  options: [env, { flags: "--except <pattern...>", help: "not these artifacts; same patterns" }, json],
  examples: ["retain forget pipeline/Old", "retain forget 'dataset/Tmp*' --env prod"],
  load: async () => (await import("../../commands/forget.ts")).runForget,
};
