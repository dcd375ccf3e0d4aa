import { readOnlyMembers } from "../../canonical/common.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { lenientNames } from "../naming.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";

/** Read and never written: the infrastructure makes it. */
export const sqlPool: SynapseContract = {
  workspace: "synapse",
  kind: "sql-pool",
  label: "SQL pool",
  folder: "sqlPool",
  resourceType: "sqlPools",
  managed: false,
  madeBy: {
    terraform: "azurerm_synapse_sql_pool",
    studio: "Manage, SQL pools",
    command: (name, workspace) =>
      `az synapse sql pool create --workspace-name ${workspace} --name "${name}" --resource-group <group> --performance-level DW100c`,
  },
  referenceTypes: referenceTypes["sql-pool"],
  names: lenientNames,
  schema: (told) => wireSchema("sql-pool", told),
  references: (body) => scanReferences("sql-pool", body),
  cost: synapseCost,
  tolerances: readOnlyMembers("swagger 2020-12-01, example SqlPools_Get", [
    "properties.provisioningState",
    "properties.creationDate",
    "properties.status",
    "properties.restorePointInTime",
  ]),
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "sql-pool", name }, body),
};
