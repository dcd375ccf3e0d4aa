import type { JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { webAddress, workspaceId, workspaceTraits } from "./resource-id.ts";

/** GET of the workspace itself, in the shape of the swagger's example. It is in no git repository. */
export function getWorkspace({ workspace }: SynapseContext, { url }: TwinRequest): TwinResponse {
  const id = workspaceId(workspace);
  const properties: JsonObject = {
    connectivityEndpoints: {
      web: webAddress(id),
      sql: `${workspace}.sql.azuresynapse.net`,
      dev: url.origin,
      sqlOnDemand: `${workspace}-ondemand.sql.azuresynapse.net`,
    },
    managedResourceGroupName: `synapseworkspace-managedrg-${workspace}`,
    defaultDataLakeStorage: {
      accountUrl: `https://${workspace.replaceAll("-", "")}.dfs.core.windows.net`,
      filesystem: workspace,
    },
    managedVirtualNetwork: "default",
    sqlAdministratorLogin: "sqladminuser",
    privateEndpointConnections: [],
    provisioningState: "Succeeded",
    ...workspaceTraits,
  };
  const identity = {
    type: "SystemAssigned",
    principalId: "7e7a1900-0000-4000-8000-000000000003",
    tenantId: "7e7a1900-0000-4000-8000-000000000001",
  };
  const resource = { location: "westeurope", name: workspace, type: "Microsoft.Synapse/workspaces" };
  return { status: 200, body: { id, ...resource, identity, tags: {}, properties } };
}
