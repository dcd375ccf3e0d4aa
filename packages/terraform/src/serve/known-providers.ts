import { readFileSync } from "node:fs";
import type { BlockFacts, ProviderFacts } from "../facts.ts";

/** Where the registry has each provider. */
const addresses = {
  azurerm: "registry.terraform.io/hashicorp/azurerm",
  azuread: "registry.terraform.io/hashicorp/azuread",
  databricks: "registry.terraform.io/databricks/databricks",
  azapi: "registry.terraform.io/azure/azapi",
  random: "registry.terraform.io/hashicorp/random",
} as const;

/** Facts about every provider that terraform/ uses, by its address: what was extracted, and over it what we wrote down. */
export function knownProviders(): ReadonlyMap<string, ProviderFacts> {
  const overlay = read<{ readonly [provider: string]: Partial<ProviderFacts> }>("overlay");
  return new Map(
    Object.entries(addresses).map(([name, address]): [string, ProviderFacts] => {
      const over = overlay[name] ?? {};
      const base = over.provider === undefined ? read<ProviderFacts>(name) : undefined;
      return [
        address,
        {
          source: over.source ?? base?.source ?? "",
          version: over.version ?? base?.version ?? "",
          provider: over.provider ?? base?.provider ?? {},
          resources: laid(base?.resources ?? {}, over.resources ?? {}),
          data: laid(base?.data ?? {}, over.data ?? {}),
        },
      ];
    }),
  );
}

/** Attributes and blocks of both; where both have one, that of the overlay. */
function laid(
  base: { readonly [type: string]: BlockFacts },
  over: { readonly [type: string]: BlockFacts },
): ProviderFacts["resources"] {
  const joined = Object.entries(over).map(([type, facts]): [string, BlockFacts] => [
    type,
    {
      attributes: { ...base[type]?.attributes, ...facts.attributes },
      blocks: { ...base[type]?.blocks, ...facts.blocks },
    },
  ]);
  return { ...base, ...Object.fromEntries(joined) };
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.json`, import.meta.url), "utf8")) as T;
}
