import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain unlock` takes. */
export const unlockDeclared = declare({
  name: "unlock",
  summary: "Take away the lock of an environment, after saying whose it is",
  about: [
    "Commands that write lock their environment. A lock ends by itself within a minute after its holder died; this ends it at once. Should the holder still live, it stops before its next change and says what is not done.",
  ],
  options: [env, { flags: "-y, --yes", help: "do not ask; needed where nobody can answer" }, json],
  examples: ["retain unlock", "retain unlock --env prod --yes"],
});

/** `retain unlock` with its code. */
export const unlockSpec = command(
  unlockDeclared,
  async () => (await import("../../commands/unlock.ts")).runUnlock,
);
