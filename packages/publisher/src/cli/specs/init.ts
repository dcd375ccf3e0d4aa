import { command, declare } from "../command.ts";
import { json } from "../options.ts";

/** What `retain init` takes. */
export const initDeclared = declare({
  name: "init",
  args: "[folder]",
  summary: "Start a project in the git repository of a Synapse workspace",
  about: [
    "Finds the folder in Synapse's git layout and writes what is missing: retain.yaml, the file of an environment, a workflow that plans, applies and looks for drift, and a line of .gitignore. A file that is there is left as it is. Asks for what is not given where somebody is there to be asked; the workspace is otherwise told by its default linked services.",
    "`retain plan` is empty afterwards where the workspace is in step with the repository, and `retain adopt` takes it as published.",
  ],
  options: [
    { flags: "--workspace <name>", help: "name of the Synapse workspace" },
    { flags: "-e, --env <name>", help: "name of its environment (default: prod)" },
    {
      flags: "--lake <address>",
      help: "where releases are recorded: ACCOUNT/FILESYSTEM, or its https or abfss address",
    },
    { flags: "--azure-devops", help: "write a pipeline of Azure DevOps in the place of a GitHub workflow" },
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
