import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, parameterRule, riskBy, typeIsBreaking } from "../risk.ts";
import { columnRule } from "../risk-columns.ts";
import { emptyInDatasets } from "../tolerance-empty.ts";
import { wireSchema } from "../wire-schema.ts";
import { strictNames } from "./naming.ts";

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
  schema: () => wireSchema("dataset"),
  references: (body) => scanReferences("dataset", body),
  tolerances: emptyInDatasets,
  risk: riskBy([
    notesAreCosmetic,
    typeIsBreaking,
    parameterRule("properties.parameters"),
    columnRule("properties.schema", "properties.structure"),
  ]),
  protects: (name, body) => protection({ kind: "dataset", name }, body),
};
