import { isDefined } from "@retain/artifacts/define";
import type { TableContract } from "@retain/artifacts/define-lake";
import * as gold from "@retain/lake/gold";
import * as quarantine from "@retain/lake/quarantine";
import * as raw from "@retain/lake/raw";
import * as serving from "@retain/lake/serving";
import * as silver from "@retain/lake/silver";

/** Where the Python package reads the contracts of the tables. */
export const contractsFile = new URL("../python/retention/contracts.json", import.meta.url);

/** The contracts of all tables that the notebooks read and write, by the path of the table. */
export function contractsText(): string {
  const directories = [raw, silver, gold, serving, quarantine]
    .flatMap((zone) => Object.values<unknown>(zone))
    .filter(isDefined)
    .filter((defined) => "properties" in defined)
    // By name: the order of exports is another in each loader of modules.
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const contracts: Record<string, TableContract> = {};
  for (const { name, properties } of directories) {
    if (properties.contract !== undefined) contracts[name] = properties.contract;
  }
  return `${JSON.stringify(contracts, undefined, 2)}\n`;
}
