import type { Handler, TwinRequest } from "../http.ts";

/** The discovery document, which clients read before they have a token. */
export function armMetadata(authority: (request: TwinRequest) => string): Handler {
  return async (request) => {
    const { method, url } = request;
    if (method !== "GET" || url.pathname.toLowerCase() !== "/metadata/endpoints") return undefined;
    const document = environmentOf(url.origin, authority(request));
    // Before 2022-09-01 the answer is a list of clouds, since then it is one.
    const single = (url.searchParams.get("api-version") ?? "") >= "2022-09-01";
    return { status: 200, body: single ? document : [document] };
  };
}

/** The keys that azurerm reads; services the twin does not hold keep their public names. */
function environmentOf(origin: string, authority: string) {
  return {
    name: "RetainTwin",
    portal: "https://portal.azure.com",
    authentication: {
      loginEndpoint: authority,
      audiences: ["https://management.core.windows.net/", "https://management.azure.com/"],
      tenant: "common",
      identityProvider: "AAD",
    },
    resourceManager: origin,
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
