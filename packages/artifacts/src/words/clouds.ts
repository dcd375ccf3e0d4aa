/** What differs between the Azure clouds for one Synapse endpoint. */
export interface Cloud {
  /** Scope of the token that the dev endpoint accepts. */
  readonly scope: string;
  /** Where people and programs sign in. */
  readonly authorityHost: string;
}

const worldwide: Cloud = {
  scope: "https://dev.azuresynapse.net/.default",
  authorityHost: "https://login.microsoftonline.com",
};

/** Sovereign clouds by the suffix of the dev endpoint. */
const sovereign: readonly (readonly [suffix: string, cloud: Cloud])[] = [
  [
    ".azuresynapse.azure.cn",
    {
      scope: "https://dev.azuresynapse.azure.cn/.default",
      authorityHost: "https://login.chinacloudapi.cn",
    },
  ],
  [
    ".azuresynapse.usgovcloudapi.net",
    {
      scope: "https://dev.azuresynapse.usgovcloudapi.net/.default",
      authorityHost: "https://login.microsoftonline.us",
    },
  ],
];

/** The cloud that `endpoint` belongs to; the worldwide one for every host that is no sovereign one. */
export function cloudOf(endpoint: string): Cloud {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname.toLowerCase() : "";
  return sovereign.find(([suffix]) => host.endsWith(suffix))?.[1] ?? worldwide;
}

/** A Key Vault, by its address. */
export interface VaultAddress {
  /** In lower case. */
  readonly name: string;
  /** `https://<name>.vault.azure.net`. */
  readonly origin: string;
  /** Scope of the tokens that it takes. */
  readonly scope: string;
}

/**
 * The vault that a URL names; undefined for every host that is none of Azure's: nothing else gets a token for vaults.
 * Suffixes as in "About Key Vault: Azure environments" of the documentation.
 */
export function vaultOf(url: string): VaultAddress | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, username, pathname } = new URL(url);
  const [, name, suffix] =
    /^([a-z0-9-]+)\.(vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net))$/.exec(hostname) ?? [];
  if (protocol !== "https:" || port !== "" || username !== "" || pathname !== "/") return undefined;
  if (name === undefined || suffix === undefined) return undefined;
  return { name, origin: `https://${hostname}`, scope: `https://${suffix}/.default` };
}

/** True when `url` names this machine: no proxy is asked, and a twin is likely behind it. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname;
  return host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);
}
