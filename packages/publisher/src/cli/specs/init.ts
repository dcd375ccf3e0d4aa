import { command, declare } from "../command.ts";
import { json } from "../options.ts";

/** What `retain init` takes. */
export const initDeclared = declare({
  name: "init",
  args: "[folder]",
  summary: "Start a project in the git repository of a Synapse workspace",
  about: [
    "Finds the folder in Synapse's git layout and writes what is missing: retain.yaml, an environment file, a workflow that plans, applies and looks for drift, and a line in .gitignore. Existing files are left as they are. On a terminal it asks for what is not given; otherwise it infers the workspace from its default linked services.",
    "Afterwards, `retain plan` is empty if the workspace matches the repository, and `retain adopt` records it as published.",
  ],
  options: [
    { flags: "--workspace <name>", help: "name of the Synapse workspace" },
    { flags: "-e, --env <name>", help: "name of its environment (default: prod)" },
    {
      flags: "--lake <address>",
      help: "where releases are recorded: ACCOUNT/FILESYSTEM, or its https or abfss address",
    },
    { flags: "--azure-devops", help: "write an Azure DevOps pipeline instead of a GitHub workflow" },
    json,
  ],
  examples: [
    "retain init",
    "retain init synapse --workspace shop-prod --env prod --lake shopprod/shop",
    "retain init --azure-devops",
  ],
});

/** `retain init` with its code. */
export const initSpec = command(initDeclared, async () => (await import("../../commands/init.ts")).runInit);
