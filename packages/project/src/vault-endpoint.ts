import { vaultOf } from "@retain/artifacts/words/clouds";
import type { Problems } from "@retain/artifacts/words/diagnostic";
import { readAuthority } from "./authority.ts";
import type { Environment } from "./environment.ts";
import { listed } from "./listed.ts";
import { readTwin } from "./twin-status.ts";

/** How a Key Vault is reached. */
interface VaultEndpoint {
  /** An origin, without a slash at the end. */
  readonly endpoint: string;
  readonly scope: string;
  /** PEM text of certificate authorities to trust beside the system's. */
  readonly ca?: string;
}

/**
 * Finds out how the vault that a linked service names by `baseUrl` is reached: there, or at the twin that runs, which
 * knows it by its name. Only what is a vault of Azure by its host gets a token.
 */
export async function resolveVault(
  environment: Environment,
  baseUrl: string,
  root: string,
): Promise<VaultEndpoint | Problems> {
  const vault = vaultOf(baseUrl);
  if (vault === undefined) return unknown(`${baseUrl} is not the address of a key vault`);
  const { name, scope } = vault;
  if (environment.twin !== undefined) {
    const twin = await readTwin(environment, root);
    if ("problems" in twin) return twin;
    const vaults = twin.served("vaults");
    const origin = vaults[name]?.origin;
    if (origin !== undefined) return { endpoint: origin, scope, ca: twin.ca };
    return unknown(`the twin has no key vault '${name}'; it has: ${listed(Object.keys(vaults))}`);
  }
  const trusted = await readAuthority(environment, root);
  return "problems" in trusted ? trusted : { endpoint: vault.origin, scope, ...trusted };
}

function unknown(message: string): Problems {
  return { problems: [{ severity: "warning", code: "vault-unknown", message }] };
}
