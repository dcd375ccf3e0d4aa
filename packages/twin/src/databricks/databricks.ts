import type { TwinService } from "../twin-service.ts";
import type { DatabricksFace, DatabricksGiven, DatabricksStatus } from "./serve.ts";
import { azureNamesOf } from "./workspace-number.ts";

/** The REST APIs of Databricks workspaces. */
export const databricks: TwinService<
  "databricks",
  "databricksWorkspaces",
  DatabricksGiven,
  DatabricksStatus,
  DatabricksFace
> = {
  one: "databricks",
  all: "databricksWorkspaces",
  title: "Databricks workspace",
  address: ({ host }) => host,
  azureNames: azureNamesOf,
  named:
    "Databricks workspaces to serve (default: those of the last start, else one named after the workspace)",
  options: [
    {
      flags: "--hide <what...>",
      help: "what Databricks workspaces do not tell of notebooks: modified_at, notebooks_modified_after (default: nothing)",
    },
    {
      flags: "--notebooks <folder>",
      help: "run notebooks of Databricks workspaces with the Python environment in this folder (default: they do not run)",
    },
  ],
  load: async () => (await import("./serve.ts")).serveDatabricks,
};
