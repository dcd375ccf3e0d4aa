import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { queryLineEnds } from "../tolerance-common.ts";
import { wireSchema } from "../wire-schema.ts";
import { lenientNames } from "./naming.ts";

export const kqlScript: SynapseContract = {
  workspace: "synapse",
  kind: "kql-script",
  label: "KQL script",
  folder: "kqlscript",
  resourceType: "kqlscripts",
  managed: true,
  referenceTypes: referenceTypes["kql-script"],
  names: lenientNames,
  schema: () => wireSchema("kql-script"),
  references: (body) => scanReferences("kql-script", body),
  tolerances: [queryLineEnds],
  risk: riskBy([notesAreCosmetic, { patterns: ["properties.content.metadata"], risk: "cosmetic" }]),
  protects: (name, body) => protection({ kind: "kql-script", name }, body),
};
