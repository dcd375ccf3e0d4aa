import { command, declare } from "../command.ts";
import { env, except, json } from "../options.ts";

/** What `retain forget` takes. */
export const forgetDeclared = declare({
  name: "forget",
  args: "<pattern...>",
  summary: "Stop owning artifacts, leaving them as they are",
  about: [
    "Removes the artifacts from what is recorded as published, in a release that changes nothing. They stay in the workspace; those that are not in the repository are unmanaged from then on, and never deleted. Patterns are those of --only.",
  ],
  options: [env, except, json],
  examples: ["retain forget pipeline/Old", "retain forget 'dataset/Tmp*' --env prod"],
});

/** `retain forget` with its code. */
export const forgetSpec = command(
  forgetDeclared,
  async () => (await import("../../commands/forget.ts")).runForget,
);
