import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { emptyInSparkJobs } from "../tolerance-empty.ts";
import { wireSchema } from "../wire-schema.ts";
import { lenientNames } from "./naming.ts";

/** Stored as sent: nothing beyond the common differences. */
export const sparkJobDefinition: SynapseContract = {
  workspace: "synapse",
  kind: "spark-job-definition",
  label: "Spark job definition",
  folder: "sparkJobDefinition",
  resourceType: "sparkjobdefinitions",
  managed: true,
  referenceTypes: referenceTypes["spark-job-definition"],
  names: lenientNames,
  schema: () => wireSchema("spark-job-definition"),
  references: (body) => scanReferences("spark-job-definition", body),
  tolerances: emptyInSparkJobs,
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "spark-job-definition", name }, body),
};
