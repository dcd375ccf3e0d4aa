/** A file system of a storage account, as the file of an environment names it. */
export interface LakeAddress {
  readonly account: string;
  readonly filesystem: string;
  /** Where it is not that of the worldwide cloud. */
  readonly endpoint?: string;
}

const names = { account: /^[a-z0-9]{3,24}$/, filesystem: /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/ };

/**
 * Reads the address of a lake: `account/filesystem`, `https://account.dfs.core.windows.net/filesystem` or
 * `abfss://filesystem@account.dfs.core.windows.net`. Undefined when it is none of these.
 */
export function readLakeAddress(text: string): LakeAddress | undefined {
  const abfss = /^abfss?:\/\/([^@/]+)@([^/]+)\/?$/.exec(text);
  const https = /^https:\/\/([^/]+)\/([^/]+)\/?$/.exec(text);
  const short = /^([^/:]+)\/([^/]+)$/.exec(text);
  const host = abfss?.[2] ?? https?.[1];
  const account = host?.split(".")[0] ?? short?.[1] ?? "";
  const filesystem = abfss?.[1] ?? https?.[2] ?? short?.[2] ?? "";
  if (!names.account.test(account) || !names.filesystem.test(filesystem)) return undefined;
  const isUsual = host === undefined || host === `${account}.dfs.core.windows.net`;
  return { account, filesystem, ...(isUsual ? {} : { endpoint: `https://${host}` }) };
}
