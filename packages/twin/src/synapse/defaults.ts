import type { JsonObject, TwinResponse } from "../http.ts";
import { refused } from "./errors.ts";
import type { KindRules } from "./kinds.ts";
import { workspaceId, workspaceUid } from "./resource-id.ts";
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
          // Made by no deployment, it has never been provisioned (recorded traffic).
          provisioningState: null,
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
        },
      },
    },
    privateEndpoint(workspace, "sql", ""),
    privateEndpoint(workspace, "sqlOnDemand", "-ondemand"),
  ];
}

/** As recorded, members and texts. */
function privateEndpoint(workspace: string, groupId: string, host: string): DefaultArtifact {
  return {
    kind: "managedprivateendpoints",
    name: `synapse-ws-${groupId}--${workspace}`,
    body: {
      properties: {
        privateLinkResourceId: workspaceId(workspace),
        groupId,
        provisioningState: "Succeeded",
        connectionState: {
          status: "Approved",
          description: "Approved by Microsoft.Synapse Resource Provider",
          actionsRequired: "",
        },
        isReserved: true,
        fqdns: [`${workspace}${host}.${workspaceUid}.sql.azuresynapse.net`],
        isCompliant: false,
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
