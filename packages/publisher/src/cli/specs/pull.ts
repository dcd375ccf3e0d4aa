import type { CommandSpec } from "../command.ts";
import { env, json, selection } from "../options.ts";

/** `retain pull`. */
export const pullSpec: CommandSpec = {
  name: "pull",
  args: "<folder>",
  summary: "Write a live workspace into a folder in Synapse's own git layout",
  about: [
    "Every artifact becomes one JSON file, whole: nothing the service shows is dropped but its etag and resource id. Files whose content is equal already are left alone.",
  ],
  options: [env, ...selection, { flags: "--force", help: "overwrite files that differ" }, json],
  examples: ["retain pull workspace", "retain pull workspace --only pipeline --force"],
  load: async () => (await import("../../commands/pull.ts")).runPull,
};
