import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { readOnlyMembers } from "../tolerance-common.ts";
import { wireSchema } from "../wire-schema.ts";
import { lenientNames } from "./naming.ts";

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
  schema: () => wireSchema("managed-private-endpoint"),
  references: (body) => scanReferences("managed-private-endpoint", body),
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
      reason: "The service shows an empty list where none was sent.",
      source: "recorded traffic: managed private endpoint PUT",
    },
  ],
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "managed-private-endpoint", name }, body),
};
