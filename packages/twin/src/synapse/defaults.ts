import type { JsonObject, TwinResponse } from "../http.ts";
import { refused } from "./errors.ts";
import type { KindRules } from "./kinds.ts";
import { workspaceId } from "./resource-id.ts";
import { artifactKey } from "./store.ts";

/** What a new workspace already holds. */
export interface DefaultArtifact {
  readonly kind: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** The artifacts that Synapse itself puts into a workspace (documentation; repositories of new workspaces). */
export function workspaceDefaults(workspace: string): readonly DefaultArtifact[] {
  const connectVia = { referenceName: "AutoResolveIntegrationRuntime", type: "IntegrationRuntimeReference" };
  return [
    {
      kind: "integrationruntimes",
      name: "AutoResolveIntegrationRuntime",
      body: {
        properties: {
          type: "Managed",
          typeProperties: { computeProperties: { location: "AutoResolve" } },
        },
      },
    },
    {
      kind: "credentials",
      name: "WorkspaceSystemIdentity",
      body: { properties: { type: "ManagedIdentity" } },
    },
    {
      kind: "linkedservices",
      name: `${workspace}-WorkspaceDefaultStorage`,
      body: {
        properties: {
          typeProperties: { url: `https://${workspace.replaceAll("-", "")}.dfs.core.windows.net` },
          type: "AzureBlobFS",
          connectVia,
          annotations: [],
        },
      },
    },
    {
      kind: "linkedservices",
      name: `${workspace}-WorkspaceDefaultSqlServer`,
      body: {
        properties: {
          typeProperties: {
            connectionString: `Data Source=tcp:${workspace}.sql.azuresynapse.net,1433;Initial Catalog=@{linkedService().DBName}`,
          },
          parameters: { DBName: { type: "String" } },
          type: "AzureSqlDW",
          connectVia,
          annotations: [],
        },
      },
    },
    privateEndpoint(workspace, `synapse-ws-sql--${workspace}`, "sql"),
    privateEndpoint(workspace, `synapse-ws-sqlOnDemand--${workspace}`, "sqlOnDemand"),
  ];
}

function privateEndpoint(workspace: string, name: string, groupId: string): DefaultArtifact {
  return {
    kind: "managedprivateendpoints",
    name,
    body: {
      properties: {
        name,
        privateLinkResourceId: workspaceId(workspace),
        groupId,
        provisioningState: "Succeeded",
        connectionState: { status: "Approved", description: "", actionsRequired: "" },
        isReserved: true,
        fqdns: [],
        isCompliant: true,
      },
    },
  };
}

/** Refuses to write or delete a default. Codes and text as public issues quote them from the service. */
export function refuseDefault(
  workspace: string,
  kind: KindRules,
  name: string,
  verb: "updated" | "deleted",
): TwinResponse | undefined {
  const isDefault = workspaceDefaults(workspace).some(
    (artifact) => artifact.kind === kind.path && artifactKey(artifact.name) === artifactKey(name),
  );
  if (!isDefault) return undefined;
  return refused(400, {
    code: verb === "updated" ? "ResourceNotUpdatable" : "ResourceNotDeletable",
    message: `${kind.label} ${name} is managed by the workspace ${workspace} and cannot be ${verb}.`,
    target: name,
  });
}
