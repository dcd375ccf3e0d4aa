import type { CommandSpec } from "../command.ts";
import { env, json } from "../options.ts";

/** `retain adopt`. */
export const adoptSpec: CommandSpec = {
  name: "adopt",
  args: "[pattern...]",
  summary: "Take what is live as published",
  about: [
    "Records the artifacts of the workspace, as they are now, in a release that changes nothing: what others edited is accepted as the state to go on from, so that conflicts become plain changes of the repository. Patterns are those of --only; without one everything is meant.",
    "Nothing becomes ours by it: only what a release created is ever deleted.",
  ],
  options: [
    env,
    { flags: "--except <pattern...>", help: "not these artifacts; same patterns" },
    { flags: "-y, --yes", help: "without patterns: do not ask" },
    {
      flags: "--older-state",
      help: "take over what an older retain left of which some cannot be told to be this repository's, and leave that",
    },
    json,
  ],
  examples: ["retain adopt --yes", "retain adopt pipeline/Load 'dataset/Sink*' --env prod"],
  load: async () => (await import("../../commands/adopt.ts")).runAdopt,
};
