import { command, declare } from "../command.ts";
import { consentOptions, despiteMissing, env, json, moveOptions, yes } from "../options.ts";

/** What `retain rollback` takes. */
export const rollbackDeclared = declare({
  name: "rollback",
  args: "<release>",
  summary: "Restore the environment to what it was after a release",
  about: [
    "Plans from the bodies that the release recorded, exactly as they were written, and from the state its triggers had; what later releases created is deleted. Like apply, it asks, applies, verifies and records a new release. Of the repository it reads only the environment, so move the repository to the same commit, or the next apply goes forward again.",
    "RELEASE is an id as `retain history` lists it, the beginning or end of one, `latest`, or `latest~1` for the one before. An edit made in the workspace since is a conflict where the release differs from the last one.",
  ],
  options: [
    env,
    ...moveOptions,
    despiteMissing,
    yes,
    ...consentOptions,
    { flags: "--out <file>", help: "save the plan and apply nothing" },
    json,
  ],
  examples: ["retain rollback 20261125T093710Z-1a2b3c", "retain rollback 1a2b3c --env prod --out back.json"],
});

/** `retain rollback` with its code. */
export const rollbackSpec = command(
  rollbackDeclared,
  async () => (await import("../../commands/rollback.ts")).runRollback,
);
