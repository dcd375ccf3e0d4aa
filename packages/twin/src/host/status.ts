/** The services of one local workspace, each on an origin of its own. */
interface WorkspaceOrigins {
  /** The Synapse dev endpoint, `https://127.0.0.1:PORT`. */
  readonly synapse: string;
}

/** The Data Lake and blob endpoints of one storage account, which share an origin. */
export interface LakeOrigins {
  /** `https://127.0.0.1:PORT`. */
  readonly origin: string;
  /** What an SDK is given: the origin and, in path style, the account. */
  readonly endpoint: string;
  /** The account key; a token does as well. */
  readonly key: string;
  /** Absolute path of a folder that holds a folder for each file system, with its files under their own names. */
  readonly files: string;
}

/** The data plane of one Key Vault. */
export interface VaultOrigins {
  /** `https://127.0.0.1:PORT`. */
  readonly origin: string;
}

/**
 * What a client needs to reach a running twin. Written to `status.json` in the
 * state folder while it runs: the one contract between the twin and others.
 */
export interface TwinStatus {
  readonly version: 1;
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Absolute path of the twin's own certificate authority, PEM. */
  readonly ca: string;
  /** Absolute path of the system's roots plus `ca`, PEM. */
  readonly caBundle: string;
  /** App Service style managed identity endpoint (http) and the secret its header must carry. */
  readonly identity: { readonly endpoint: string; readonly header: string };
  /** Entra: `https://127.0.0.1:PORT` and the tenant it serves. */
  readonly authority: string;
  readonly tenant: string;
  /** Azure Resource Manager. */
  readonly arm: string;
  /** A bearer token that every service accepts. */
  readonly token: string;
  readonly workspaces: { readonly [name: string]: WorkspaceOrigins };
  /** By account name. */
  readonly lakes: { readonly [name: string]: LakeOrigins };
  /** By the name of the vault, the first part of its host on Azure. */
  readonly vaults: { readonly [name: string]: VaultOrigins };
  /** Environment variables for a child process, over whatever the machine presets. */
  readonly environment: { readonly [name: string]: string };
}
