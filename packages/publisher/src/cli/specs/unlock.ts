import type { CommandSpec } from "../command.ts";
import { env, json } from "../options.ts";

/** `retain unlock`. */
export const unlockSpec: CommandSpec = {
  name: "unlock",
  summary: "Take away the lock of an environment, after saying whose it is",
  about: [
    "Commands that write lock their environment. A lock ends by itself within a minute after its holder died; this ends it at once. Should the holder still live, it stops before its next change and says what is not done.",
  ],
  options: [env, { flags: "-y, --yes", help: "do not ask; needed where nobody can answer" }, json],
  examples: ["retain unlock", "retain unlock --env prod --yes"],
  load: async () => (await import("../../commands/unlock.ts")).runUnlock,
};
