import { command, declare } from "../command.ts";
import { env, json, selection } from "../options.ts";

/** What `retain pull` takes. */
export const pullDeclared = declare({
  name: "pull",
  args: "<folder>",
  summary: "Write a live workspace into a folder in Synapse's own git layout",
  about: [
    "Every artifact becomes one JSON file, as Studio keeps it in git: without what the service adds, such as etag, resource id and publishing time. A file that already matches the workspace is left alone, whatever its layout and name, and so is what an override of the environment supplies; in a file that differs, only the differences are written. What comes with the workspace is not added to a folder that already holds artifacts.",
  ],
  options: [env, ...selection, { flags: "--force", help: "overwrite files that differ" }, json],
  examples: ["retain pull workspace", "retain pull workspace --only pipeline --force"],
});

/** `retain pull` with its code. */
export const pullSpec = command(pullDeclared, async () => (await import("../../commands/pull.ts")).runPull);
