import type { TwinService } from "../twin-service.ts";
import type { VaultGiven, VaultStatus } from "./serve.ts";

/** The data planes of Key Vaults. */
export const keyVault: TwinService<"vault", "vaults", VaultGiven, VaultStatus> = {
  one: "vault",
  all: "vaults",
  title: "key vault",
  address: ({ origin }) => origin,
  azureNames: (name) => [`${name}.vault.azure.net`],
  options: [
    {
      flags: "--vault <name=secrets...>",
      help: "Key Vaults to serve, each with its secret names (there are no values): shop-kv=ftp,sql (default: none)",
    },
  ],
  load: async () => (await import("./serve.ts")).serveVaults,
};
