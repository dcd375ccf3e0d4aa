import { databricks } from "./databricks/databricks.ts";
import { keyVault } from "./key-vault/key-vault.ts";
import { lake } from "./lake/lake.ts";
import { synapse } from "./synapse/synapse.ts";

/** Every service of the twin, in the order in which status shows them. A new one is a folder and a line here. */
export const services = [synapse, lake, databricks, keyVault] as const;
