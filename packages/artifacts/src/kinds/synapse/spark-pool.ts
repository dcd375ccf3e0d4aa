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
export const sparkPool: SynapseContract = {
  workspace: "synapse",
  kind: "spark-pool",
  label: "Spark pool",
  folder: "bigDataPool",
  resourceType: "bigDataPools",
  managed: false,
  madeBy: {
    terraform: "azurerm_synapse_spark_pool",
    studio: "Manage, Apache Spark pools",
    command: (name, workspace) =>
      `az synapse spark pool create --workspace-name ${workspace} --name "${name}" --resource-group <group> --spark-version 3.4 --node-count 3 --node-size Small`,
  },
  referenceTypes: referenceTypes["spark-pool"],
  names: lenientNames,
  schema: (told) => wireSchema("spark-pool", told),
  references: (body) => scanReferences("spark-pool", body),
  cost: synapseCost,
  tolerances: readOnlyMembers("swagger 2020-12-01, example BigDataPools_Get", [
    "properties.provisioningState",
    "properties.creationDate",
  ]),
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "spark-pool", name }, body),
};
