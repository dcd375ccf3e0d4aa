import { command, declare } from "../command.ts";
import { env, json, selection } from "../options.ts";

/** What `retain pull` takes. */
export const pullDeclared = declare({
  name: "pull",
  args: "<folder>",
  summary: "Write a live workspace into a folder in Synapse's own git layout",
  about: [
    "Every artifact becomes one JSON file, as Studio keeps it in git: without what the service adds by itself, such as etag, resource id and time of publishing. A file that says already what the workspace says is left alone, in whatever layout and whatever name it has, and so is what an override of the environment supplies; in one that differs only what differs is written. Into a folder that holds artifacts already, what the workspace makes for itself is not added.",
  ],
  options: [env, ...selection, { flags: "--force", help: "overwrite files that differ" }, json],
  examples: ["retain pull workspace", "retain pull workspace --only pipeline --force"],
});

/** `retain pull` with its code. */
export const pullSpec = command(pullDeclared, async () => (await import("../../commands/pull.ts")).runPull);
