import { cameByAzureName } from "../host/loopback.ts";
import type { Handler, TwinResponse } from "../http.ts";
import { tenant } from "../identity/tokens.ts";
import { type ArmWorkspace, answerChild } from "./arm-children.ts";
import { devName } from "./azure-names.ts";
import { resourceGroup, webAddress, workspaceTraits } from "./resource-id.ts";

const workspacePrincipal = "7e7a1900-0000-4000-8000-000000000003";

/** Synapse workspaces and their children, in any subscription and resource group. Names are in lower case. */
export function workspaceResources(served: ReadonlyMap<string, ArmWorkspace>): Handler {
  return async (request) => {
    const dev = (name: string, { origin }: ArmWorkspace) =>
      cameByAzureName(request) ? `https://${devName(name)}` : origin;
    const list = request.method === "GET" ? listedIn(request.segments) : undefined;
    if (list !== undefined) {
      // A list tells less of each: not where its data lies (recorded list).
      const value = [...served].map(([name, found]) => {
        const { properties, ...resource } = workspace(`${list}/${name}`, name, dev(name, found));
        const { defaultDataLakeStorage: _storage, ...rest } = properties;
        return { ...resource, properties: rest };
      });
      return { status: 200, body: { value } };
    }
    const [
      subscriptions,
      subscription = "",
      groups,
      group = "",
      providers,
      provider,
      type,
      name = "",
      ...rest
    ] = request.segments;
    const fixed = [subscriptions, groups, providers, provider, type].join("/").toLowerCase();
    const isWorkspace = fixed === "subscriptions/resourcegroups/providers/microsoft.synapse/workspaces";
    if (!isWorkspace || name === "") return undefined;
    const found = served.get(name.toLowerCase());
    if (!found) return notFound(name, group);
    const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Synapse/workspaces/${name}`;
    if (rest.length > 0) return answerChild(request, found, id, rest);
    if (request.method !== "GET") return undefined;
    return { status: 200, body: workspace(id, name, dev(name, found)) };
  };
}

/** What the ids in a list of workspaces begin with, be it of a subscription or of a resource group. */
function listedIn(segments: readonly string[]): string | undefined {
  const path = `/${segments.join("/")}`;
  const [, subscription, group = resourceGroup] =
    /^\/subscriptions\/([^/]+)(?:\/resourcegroups\/([^/]+))?\/providers\/microsoft\.synapse\/workspaces$/i.exec(
      path,
    ) ?? [];
  if (subscription === undefined) return undefined;
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Synapse/workspaces`;
}

function workspace(id: string, name: string, dev: string) {
  return {
    id,
    name,
    type: "Microsoft.Synapse/workspaces",
    location: "westeurope",
    identity: { type: "SystemAssigned", principalId: workspacePrincipal, tenantId: tenant },
    tags: {},
    properties: {
      provisioningState: "Succeeded",
      connectivityEndpoints: {
        dev,
        web: webAddress(id),
        sql: `${name}.sql.azuresynapse.net`,
        sqlOnDemand: `${name}-ondemand.sql.azuresynapse.net`,
      },
      defaultDataLakeStorage: {
        accountUrl: `https://${name.replaceAll("-", "")}.dfs.core.windows.net`,
        filesystem: name,
      },
      managedResourceGroupName: `synapseworkspace-managedrg-${name}`,
      sqlAdministratorLogin: "sqladminuser",
      publicNetworkAccess: "Enabled",
      privateEndpointConnections: [],
      ...workspaceTraits,
    },
  };
}

function notFound(name: string, group: string): TwinResponse {
  const message = `The Resource 'Microsoft.Synapse/workspaces/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return { status: 404, body: { error: { code: "ResourceNotFound", message } } };
}
