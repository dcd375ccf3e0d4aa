/** The name of a workspace's dev endpoint in Azure. */
export function devName(workspace: string): string {
  return `${workspace.toLowerCase()}.dev.azuresynapse.net`;
}
