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
export const managedPrivateEndpoint: SynapseContract = {
  workspace: "synapse",
  kind: "managed-private-endpoint",
  label: "managed private endpoint",
  folder: "managedVirtualNetwork/default/managedPrivateEndpoint",
  resourceType: "managedPrivateEndpoints",
  managed: false,
  madeBy: {
    terraform: "azurerm_synapse_managed_private_endpoint",
    studio: "Manage, Managed private endpoints",
    command: (name, workspace) =>
      `az synapse managed-private-endpoints create --workspace-name ${workspace} --pe-name "${name}" --resource-id <id> --group-Id <group id>`,
  },
  referenceTypes: referenceTypes["managed-private-endpoint"],
  names: lenientNames,
  schema: (told) => wireSchema("managed-private-endpoint", told),
  references: (body) => scanReferences("managed-private-endpoint", body),
  cost: synapseCost,
  tolerances: [
    ...readOnlyMembers("recorded traffic and swagger 2020-12-01, example GetManagedPrivateEndpoint", [
      "properties.name",
      "properties.connectionState",
      "properties.isReserved",
      "properties.isCompliant",
      "properties.provisioningState",
    ]),
    {
      pattern: "properties.fqdns",
      rule: { do: "absent-when", values: [[]] },
      reason: "The service returns an empty list where none was sent.",
      source: "recorded traffic: managed private endpoint PUT",
    },
  ],
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "managed-private-endpoint", name }, body),
};
