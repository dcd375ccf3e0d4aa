import { emptyInDatasets } from "../../canonical/empty.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { strictNames } from "../naming.ts";
import { notesAreCosmetic, parameterRule, riskBy, typeIsBreaking } from "../risk.ts";
import { columnRule } from "../risk-columns.ts";
import { synapseCost } from "./cost.ts";

/** Stored as sent: nothing beyond the common differences. */
export const dataset: SynapseContract = {
  workspace: "synapse",
  kind: "dataset",
  label: "dataset",
  folder: "dataset",
  resourceType: "datasets",
  managed: true,
  referenceTypes: referenceTypes.dataset,
  names: strictNames,
  maxBytes: 100 * 1024,
  schema: (told) => wireSchema("dataset", told),
  references: (body) => scanReferences("dataset", body),
  cost: synapseCost,
  tolerances: emptyInDatasets,
  risk: riskBy([
    notesAreCosmetic,
    typeIsBreaking,
    parameterRule("properties.parameters"),
    columnRule("properties.schema", "properties.structure"),
  ]),
  protects: (name, body) => protection({ kind: "dataset", name }, body),
};
