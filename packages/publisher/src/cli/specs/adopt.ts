import { command, declare } from "../command.ts";
import { env, except, json } from "../options.ts";

/** What `retain adopt` takes. */
export const adoptDeclared = declare({
  name: "adopt",
  args: "[pattern...]",
  summary: "Take what is live as published",
  about: [
    "Records the artifacts of the workspace, as they are now, in a release that changes nothing: what others edited is accepted as the state to go on from, so that conflicts become plain changes of the repository. Patterns are those of --only; without one everything is meant.",
    "Nothing becomes ours by it: only what a release created is ever deleted. What another project or environment owns in the same workspace is left alone; with --from it is taken over, and both states record that: the other one neither changes nor creates it any more.",
  ],
  options: [
    env,
    except,
    { flags: "-y, --yes", help: "without patterns: do not ask" },
    {
      flags: "--from <project>",
      help: "take over what the state of another project or environment owns (PROJECT or PROJECT/ENVIRONMENT); asks, unless --yes",
      contradicts: { "--older-state": "take over what an older retain left first" },
    },
    {
      flags: "--older-state",
      help: "take over what an older retain left of which some cannot be told to be this repository's, and leave that",
    },
    json,
  ],
  examples: [
    "retain adopt --yes",
    "retain adopt pipeline/Load 'dataset/Sink*' --env prod",
    "retain adopt pipeline/Load --from billing/prod",
  ],
});

/** `retain adopt` with its code. */
export const adoptSpec = command(
  adoptDeclared,
  async () => (await import("../../commands/adopt.ts")).runAdopt,
);
