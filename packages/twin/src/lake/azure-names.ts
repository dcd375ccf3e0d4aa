import type { TwinRequest } from "../http.ts";

/** How the names of each endpoint end in Azure. */
export const suffixes = { dfs: ".dfs.core.windows.net", blob: ".blob.core.windows.net" } as const;

/** The name of an account's Data Lake endpoint in Azure. */
export function dfsName(account: string): string {
  return `${account.toLowerCase()}${suffixes.dfs}`;
}

/** The name of an account's blob endpoint in Azure. */
export function blobName(account: string): string {
  return `${account.toLowerCase()}${suffixes.blob}`;
}

/** Whether a URL names the account by its host, and its path begins with the file system. */
export function namesAccount({ hostname }: URL, account: string): boolean {
  return hostname === dfsName(account) || hostname === blobName(account);
}

/** The account as its clients reach it: by its host, or in path style as on the twin's own port. */
export function endpointOf({ url }: TwinRequest, account: string): string {
  return namesAccount(url, account) ? url.origin : `${url.origin}/${account}`;
}
