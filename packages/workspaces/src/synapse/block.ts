import type { BlockContext, WorkspaceBlock, WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import { z } from "zod";
import { endpointText, someText } from "../endpoint-text.ts";

/** The Synapse workspace of an environment: `workspace` names it, and `synapse` says how it is reached. */
export const synapseBlock: WorkspaceBlock = {
  noun: "workspace",
  schema: (context) =>
    z
      .strictObject({
        endpoint: endpointText("https://my-workspace.dev.azuresynapse.net").optional(),
        scope: someText.optional(),
        ca: someText.optional(),
      })
      .refine(() => !context.onTwin, {
        error: "'twin' and 'synapse' cannot be used together: the twin provides its own endpoint",
      })
      .optional()
      .transform((said) => placeOf(said, context)),
  namedAt: ["workspace"],
  example: () => "workspace: NAME",
  twin: {
    instances: "workspaces",
    address: "synapse",
    start: ({ name = "" }) => (name === "retain-twin" ? [] : ["--workspace", name.toLowerCase()]),
  },
};

function placeOf(
  said: Pick<WorkspacePlace, "endpoint" | "scope" | "ca"> | undefined,
  { workspace, onTwin }: BlockContext,
): WorkspacePlace {
  if (onTwin) return { name: workspace };
  return { name: workspace, endpoint: `https://${workspace}.dev.azuresynapse.net`, ...said };
}
