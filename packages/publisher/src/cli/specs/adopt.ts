import { command, declare } from "../command.ts";
import { env, except, json } from "../options.ts";

/** What `retain adopt` takes. */
export const adoptDeclared = declare({
  name: "adopt",
  args: "[pattern...]",
  summary: "Record what is live as published",
  about: [
    "Records the artifacts of the workspace, as they are now, in a release that changes nothing: edits made by others are accepted as the new baseline, so that conflicts become plain changes of the repository. Patterns are those of --only; without one, everything is adopted.",
    "Adopting does not make anything ours: only what a release created is ever deleted. What another project or environment owns in the same workspace is left alone; --from takes it over, which both states record: the other one no longer changes or creates it.",
  ],
  options: [
    env,
    except,
    { flags: "-y, --yes", help: "do not ask (only needed without patterns)" },
    {
      flags: "--from <project>",
      help: "take over what another project or environment owns (PROJECT or PROJECT/ENVIRONMENT); asks, unless --yes",
      contradicts: { "--older-state": "take over first what an older retain left" },
    },
    {
      flags: "--older-state",
      help: "take over this repository's part of what an older retain left, and leave what cannot be attributed",
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
