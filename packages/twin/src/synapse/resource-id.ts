/** The subscription that the dev endpoint says its workspaces are in. */
export const subscription = "7e7a1900-0000-4000-8000-000000000001";
/** The resource group it says they are in. */
export const resourceGroup = "retain-twin";

/** ARM id of a workspace. */
export function workspaceId(workspace: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Synapse/workspaces/${workspace}`;
}
