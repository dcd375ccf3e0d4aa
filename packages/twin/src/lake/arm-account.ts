import { cameByAzureName } from "../host/loopback.ts";
import type { Handler, JsonObject, TwinResponse } from "../http.ts";
import { blobName, dfsName } from "./azure-names.ts";

/** What a storage account is known by here. */
export interface ArmStorageAccount {
  readonly endpoint: string;
  readonly key: string;
}

const fixed = "subscriptions/resourcegroups/providers/microsoft.storage/storageaccounts";

/** `GET` of a storage account and `POST …/listKeys`, in any subscription and resource group. */
export function armStorage(account: (name: string) => ArmStorageAccount | undefined): Handler {
  return async (request) => {
    const { method, segments } = request;
    const [subscriptions, , groups, group = "", providers, provider, type, name = "", action, ...rest] =
      segments;
    const route = [subscriptions, groups, providers, provider, type].join("/").toLowerCase();
    if (route !== fixed || name === "" || rest.length > 0) return undefined;
    const found = account(name);
    if (!found) return notFound(name, group);
    if (action === undefined && method === "GET") {
      const endpoints = cameByAzureName(request)
        ? { dfs: `https://${dfsName(name)}/`, blob: `https://${blobName(name)}/` }
        : { dfs: `${found.endpoint}/`, blob: `${found.endpoint}/` };
      return described(`/${segments.join("/")}`, name, endpoints);
    }
    return action?.toLowerCase() === "listkeys" && method === "POST" ? keys(found) : undefined;
  };
}

function described(id: string, name: string, primaryEndpoints: JsonObject): TwinResponse {
  return {
    status: 200,
    body: {
      id,
      name,
      type: "Microsoft.Storage/storageAccounts",
      kind: "StorageV2",
      location: "westeurope",
      sku: { name: "Standard_LRS", tier: "Standard" },
      tags: {},
      properties: {
        provisioningState: "Succeeded",
        primaryLocation: "westeurope",
        statusOfPrimary: "available",
        isHnsEnabled: true,
        supportsHttpsTrafficOnly: true,
        allowBlobPublicAccess: false,
        minimumTlsVersion: "TLS1_2",
        accessTier: "Hot",
        primaryEndpoints,
      },
    },
  };
}

/** There are two keys, so that one can be changed while the other is in use; here they are the same. */
function keys({ key }: ArmStorageAccount): TwinResponse {
  const of = (keyName: string) => ({ keyName, value: key, permissions: "FULL" });
  return { status: 200, body: { keys: [of("key1"), of("key2")] } };
}

function notFound(name: string, group: string): TwinResponse {
  const message = `The Resource 'Microsoft.Storage/storageAccounts/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`;
  return { status: 404, body: { error: { code: "ResourceNotFound", message } } };
}
