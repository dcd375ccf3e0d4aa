import { queryLineEnds } from "../../canonical/common.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { lenientNames } from "../naming.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";

export const sqlScript: SynapseContract = {
  workspace: "synapse",
  kind: "sql-script",
  label: "SQL script",
  folder: "sqlscript",
  resourceType: "sqlscripts",
  managed: true,
  referenceTypes: referenceTypes["sql-script"],
  names: lenientNames,
  schema: (told) => wireSchema("sql-script", told),
  references: (body) => scanReferences("sql-script", body),
  cost: synapseCost,
  language: "sql",
  tolerances: [queryLineEnds],
  risk: riskBy([
    notesAreCosmetic,
    // how the editor shows the script and its rows
    { patterns: ["properties.content.metadata", "properties.content.resultLimit"], risk: "cosmetic" },
  ]),
  protects: (name, body) => protection({ kind: "sql-script", name }, body),
};
