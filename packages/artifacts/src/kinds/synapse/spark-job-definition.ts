import { emptyInSparkJobs } from "../../canonical/empty.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { lenientNames } from "../naming.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";

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
  schema: (told) => wireSchema("spark-job-definition", told),
  references: (body) => scanReferences("spark-job-definition", body),
  cost: synapseCost,
  tolerances: emptyInSparkJobs,
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "spark-job-definition", name }, body),
};
