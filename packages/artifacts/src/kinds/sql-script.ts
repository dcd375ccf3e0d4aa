import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { queryLineEnds } from "../tolerance-common.ts";
import { wireSchema } from "../wire-schema.ts";
import { lenientNames } from "./naming.ts";

export const sqlScript: SynapseContract = {
  workspace: "synapse",
  kind: "sql-script",
  label: "SQL script",
  folder: "sqlscript",
  resourceType: "sqlscripts",
  managed: true,
  referenceTypes: referenceTypes["sql-script"],
  names: lenientNames,
  schema: () => wireSchema("sql-script"),
  references: (body) => scanReferences("sql-script", body),
  tolerances: [queryLineEnds],
  risk: riskBy([
    notesAreCosmetic,
    // how the editor shows the script and its rows
    { patterns: ["properties.content.metadata", "properties.content.resultLimit"], risk: "cosmetic" },
  ]),
  protects: (name, body) => protection({ kind: "sql-script", name }, body),
};
