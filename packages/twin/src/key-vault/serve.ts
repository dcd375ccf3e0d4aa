import type { HostSettings } from "../host/twin-of.ts";
import { withBearer } from "../identity/bearer.ts";
import type { ServiceCode } from "../twin-service.ts";
import { wordsOf } from "../typed-options.ts";
import { createVaultService, vaultBearer } from "./service.ts";
import { checkVaults, readVaults, type VaultSecrets } from "./vault-names.ts";

/** What `startTwin` is given for Key Vaults. */
export interface VaultGiven {
  /** Key Vaults to serve, and the names of their secrets; none when absent. */
  readonly vaults?: VaultSecrets;
  readonly settings?: HostSettings;
}

/** What `status.json` tells of a Key Vault. */
export type VaultStatus = {
  /** `https://127.0.0.1:PORT`. */
  readonly origin: string;
};

/** Opens Key Vaults. A failed operation and a stale read are nothing that they know. */
export const serveVaults: ServiceCode<VaultGiven, VaultStatus> = {
  read: (typed) => ({ vaults: readVaults(wordsOf(typed, "vault") ?? []) }),
  instances: ({ vaults = {}, settings = {} }) =>
    Object.entries(checkVaults(vaults)).map(([name, secrets]) => ({
      name,
      open({ origin, authority, tokens }) {
        const { pageSize = Number.POSITIVE_INFINITY } = settings;
        return {
          handler: createVaultService({ secrets, pageSize }),
          guard: (answer) => withBearer(tokens, vaultBearer(authority), answer),
          status: () => ({ origin: origin() }),
          face: {},
        };
      },
    })),
};
