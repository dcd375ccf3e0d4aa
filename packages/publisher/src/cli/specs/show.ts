import { command, declare } from "../command.ts";
import { env, json } from "../options.ts";

/** What `retain show` takes. */
export const showDeclared = declare({
  name: "show",
  args: "<release>",
  summary: "Show a release: who, from which commit, and every change field by field",
  about: [
    "RELEASE is an id as `retain history` lists it, the beginning or end of one, `latest`, or `latest~1` for the one before. The JSON form is the release as it is recorded.",
  ],
  options: [env, json],
  examples: ["retain show latest", "retain show 20261125T093710Z-1a2b3c --env prod --json"],
});

/** `retain show` with its code. */
export const showSpec = command(showDeclared, async () => (await import("../../commands/show.ts")).runShow);
