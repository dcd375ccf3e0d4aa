import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import type { Kind } from "@retain/artifacts/words/ref";

// Actions and the built-in roles that permit them: "Synapse RBAC roles" of the Synapse documentation.

/** The last part of an action id by kind; kinds that are only observed have none. */
const resources: Partial<Record<Kind, string>> = {
  credential: "credentials",
  "linked-service": "linkedServices",
  dataset: "datasets",
  "data-flow": "dataFlows",
  "spark-configuration": "sparkConfigurations",
  "sql-script": "sqlScripts",
  "kql-script": "kqlScripts",
  "synapse-notebook": "notebooks",
  "spark-job-definition": "sparkJobDefinitions",
  pipeline: "pipelines",
  trigger: "triggers",
};

const prefix = "Microsoft.Synapse/workspaces/";

/** What it takes to publish each kind that is managed, whose name for people is `words`. */
export const publishing: readonly { readonly words: string; readonly actions: readonly string[] }[] =
  allKinds().flatMap((kind) => {
    const resource = resources[kind];
    if (resource === undefined) return [];
    const actions = [`${prefix}${resource}/write`, `${prefix}${resource}/delete`];
    return [{ words: `${contractOf(kind).label}s`, actions }];
  });

/** What it takes to start a trigger: pipelines run with the secrets that the workspace's identity may use. */
export const startingAction = `${prefix}credentials/useSecret/action`;

/** Words that give somebody a role in a whole workspace, or on its identity alone. */
export function grantCommand(
  workspace: string,
  role: "Synapse Artifact User" | "Synapse Artifact Publisher" | "Synapse Credential User",
  assignee: string,
): string {
  // The narrowest scope by which pipelines may be run.
  const item =
    role === "Synapse Credential User" ? " --item-type credentials --item WorkspaceSystemIdentity" : "";
  return `az synapse role assignment create --workspace-name ${workspace} --role "${role}" --assignee ${assignee}${item}`;
}
