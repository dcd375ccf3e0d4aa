import { subscription } from "../arm/subscriptions.ts";

/** The resource group it says they are in. */
export const resourceGroup = "retain-twin";

/** The service's own name of a workspace. */
export const workspaceUid = "7e7a1900-0000-4000-8000-000000000005";

/** What every workspace says of itself beside its addresses (recorded traffic). */
export const workspaceTraits = {
  workspaceUID: workspaceUid,
  extraProperties: { IsScopeEnabled: false, WorkspaceType: "Normal" },
  encryption: { doubleEncryptionEnabled: false },
};

/** ARM id of a workspace. */
export function workspaceId(workspace: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Synapse/workspaces/${workspace}`;
}

/** Where a workspace is opened in a browser; the letters of its escapes are small (recorded traffic). */
export function webAddress(id: string): string {
  return `https://web.azuresynapse.net?workspace=${encodeURIComponent(id).replaceAll("%2F", "%2f")}`;
}
