import { TwinError } from "../host/twin-error.ts";

/** Names of secrets by the name of their vault. */
export type VaultSecrets = Readonly<Record<string, readonly string[]>>;

/** The vaults that `--vault NAME=SECRET,SECRET` asks for; the same vault may be named again. */
export function readVaults(words: readonly string[]): VaultSecrets {
  const vaults: Record<string, readonly string[]> = {};
  for (const word of words) {
    const [name = "", ...rest] = word.split("=");
    const secrets = rest.join("=").split(",");
    vaults[name] = [...(vaults[name] ?? []), ...secrets.map((one) => one.trim()).filter((one) => one !== "")];
  }
  return checkVaults(vaults);
}

/** The vaults as they were given. Throws a `TwinError` that lists the names that no vault or no secret can have. */
export function checkVaults(vaults: VaultSecrets): VaultSecrets {
  // "Vault name and object name" of the Key Vault documentation.
  const vault = /^(?=.{3,24}$)[a-z](-?[a-z0-9])*$/;
  const secret = /^[0-9A-Za-z-]{1,127}$/;
  const wrongVaults = Object.keys(vaults).filter((name) => !vault.test(name));
  const wrongSecrets = Object.values(vaults)
    .flat()
    .filter((name) => !secret.test(name));
  if (wrongVaults.length > 0) {
    throw new TwinError(
      `${quoted(wrongVaults)} is not a valid Key Vault name`,
      "use 3 to 24 lower-case letters, digits and single dashes, starting with a letter",
    );
  }
  if (wrongSecrets.length > 0) {
    throw new TwinError(
      `${quoted(wrongSecrets)} is not a valid secret name`,
      "use 1 to 127 letters, digits and dashes; values are not stored",
    );
  }
  return vaults;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
