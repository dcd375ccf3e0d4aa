import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain unlock` takes. */
export const unlockDeclared = declare({
  name: "unlock",
  summary: "Remove the lock of an environment, after showing who holds it",
  about: [
    "Commands that write lock their environment. A lock expires within a minute after its holder dies; this removes it at once. If the holder is still running, it stops before its next change and reports what is not done.",
  ],
  options: [env, { flags: "-y, --yes", help: "do not ask; required without a terminal" }, json],
  examples: ["retain unlock", "retain unlock --env prod --yes"],
});

/** `retain unlock` with its code. */
export const unlockSpec = command(
  unlockDeclared,
  async () => (await import("../../commands/unlock.ts")).runUnlock,
);
