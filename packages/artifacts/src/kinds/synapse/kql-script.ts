import { queryLineEnds } from "../../canonical/common.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { lenientNames } from "../naming.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";

export const kqlScript: SynapseContract = {
  workspace: "synapse",
  kind: "kql-script",
  label: "KQL script",
  folder: "kqlscript",
  resourceType: "kqlscripts",
  managed: true,
  referenceTypes: referenceTypes["kql-script"],
  names: lenientNames,
  schema: (told) => wireSchema("kql-script", told),
  references: (body) => scanReferences("kql-script", body),
  cost: synapseCost,
  tolerances: [queryLineEnds],
  risk: riskBy([notesAreCosmetic, { patterns: ["properties.content.metadata"], risk: "cosmetic" }]),
  protects: (name, body) => protection({ kind: "kql-script", name }, body),
};
