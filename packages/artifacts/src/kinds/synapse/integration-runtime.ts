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
export const integrationRuntime: SynapseContract = {
  workspace: "synapse",
  kind: "integration-runtime",
  label: "integration runtime",
  folder: "integrationRuntime",
  resourceType: "integrationruntimes",
  managed: false,
  madeBy: {
    terraform: "azurerm_synapse_integration_runtime_self_hosted or azurerm_synapse_integration_runtime_azure",
    studio: "Manage, Integration runtimes",
    command: (name, workspace) =>
      `az synapse integration-runtime self-hosted create --workspace-name ${workspace} --name "${name}" --resource-group <group>`,
  },
  referenceTypes: referenceTypes["integration-runtime"],
  names: lenientNames,
  schema: (told) => wireSchema("integration-runtime", told),
  references: (body) => scanReferences("integration-runtime", body),
  cost: synapseCost,
  tolerances: readOnlyMembers("swagger 2020-12-01: state is readOnly", ["properties.state"]),
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "integration-runtime", name }, body),
};
