import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { readOnlyMembers } from "../tolerance-common.ts";
import { wireSchema } from "../wire-schema.ts";
import { lenientNames } from "./naming.ts";

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
  schema: () => wireSchema("sql-pool"),
  references: (body) => scanReferences("sql-pool", body),
  tolerances: readOnlyMembers("swagger 2020-12-01, example SqlPools_Get", [
    "properties.provisioningState",
    "properties.creationDate",
    "properties.status",
    "properties.restorePointInTime",
  ]),
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "sql-pool", name }, body),
};
