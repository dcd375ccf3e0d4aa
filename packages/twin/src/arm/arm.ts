import type { Handler, TwinResponse } from "../http.ts";
import { tenant } from "../identity/tokens.ts";
import { type ArmWorkspace, answerChild } from "../synapse/arm-children.ts";

const workspacePrincipal = "7e7a1900-0000-4000-8000-000000000003";

/** What Azure Resource Manager says of the twin. */
export interface ArmOptions {
  readonly origin: () => string;
  readonly authority: () => string;
  /** A workspace, `undefined` for one that this twin does not hold. */
  readonly workspace: (name: string) => ArmWorkspace | undefined;
}

/** The discovery document, which clients read before they have a token. */
export function armMetadata(options: ArmOptions): Handler {
  return async ({ method, url }) => {
    if (method !== "GET" || url.pathname.toLowerCase() !== "/metadata/endpoints") return undefined;
    const document = environmentOf(options);
    // Before 2022-09-01 the answer is a list of clouds, since then it is one.
    const single = (url.searchParams.get("api-version") ?? "") >= "2022-09-01";
    return { status: 200, body: single ? document : [document] };
  };
}

/** A Synapse workspace and its children, in any subscription and resource group. */
export function armResources(options: ArmOptions): Handler {
  return async (request) => {
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
    const found = options.workspace(name);
    if (!found) return notFound(name, group);
    const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Synapse/workspaces/${name}`;
    if (rest.length > 0) return answerChild(request, found, id, rest);
    return request.method === "GET" ? workspace(id, name, found.origin) : undefined;
  };
}

function workspace(id: string, name: string, dev: string): TwinResponse {
  return {
    status: 200,
    body: {
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
          web: `https://web.azuresynapse.net?workspace=${encodeURIComponent(id)}`,
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
      },
    },
  };
}

function notFound(name: string, group: string): TwinResponse {
  const message = `The Resource 'Microsoft.Synapse/workspaces/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return { status: 404, body: { error: { code: "ResourceNotFound", message } } };
}

/** The keys that azurerm reads; services the twin does not hold keep their public names. */
function environmentOf({ origin, authority }: ArmOptions) {
  return {
    name: "RetainTwin",
    portal: "https://portal.azure.com",
    authentication: {
      loginEndpoint: authority(),
      audiences: ["https://management.core.windows.net/", "https://management.azure.com/"],
      tenant: "common",
      identityProvider: "AAD",
    },
    resourceManager: origin(),
    graph: "https://graph.windows.net/",
    graphAudience: "https://graph.windows.net/",
    gallery: "https://gallery.azure.com/",
    media: "https://rest.media.azure.net",
    batch: "https://batch.core.windows.net/",
    sqlManagement: "https://management.core.windows.net:8443/",
    activeDirectoryDataLake: "https://datalake.azure.net/",
    microsoftGraphResourceId: "https://graph.microsoft.com/",
    appInsightsResourceId: "https://api.applicationinsights.io",
    appInsightsTelemetryChannelResourceId: "https://dc.applicationinsights.azure.com/v2/track",
    attestationResourceId: "https://attest.azure.net",
    logAnalyticsResourceId: "https://api.loganalytics.io",
    ossrDbmsResourceId: "https://ossrdbms-aad.database.windows.net",
    synapseAnalyticsResourceId: "https://dev.azuresynapse.net",
    suffixes: {
      acrLoginServer: "azurecr.io",
      attestationEndpoint: "attest.azure.net",
      azureDataLakeAnalyticsCatalogAndJob: "azuredatalakeanalytics.net",
      azureDataLakeStoreFileSystem: "azuredatalakestore.net",
      azureFrontDoorEndpointSuffix: "azurefd.net",
      keyVaultDns: "vault.azure.net",
      mariadbServerEndpoint: "mariadb.database.azure.com",
      mhsmDns: "managedhsm.azure.net",
      mysqlServerEndpoint: "mysql.database.azure.com",
      postgresqlServerEndpoint: "postgres.database.azure.com",
      sqlServerHostname: "database.windows.net",
      storage: "core.windows.net",
      storageSyncEndpointSuffix: "afs.azure.net",
      synapseAnalytics: "dev.azuresynapse.net",
    },
  };
}
