import { protection } from "../defaults.ts";
import type { SynapseContract } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, parameterRule, riskBy } from "../risk.ts";
import { emptyInPipelines } from "../tolerance-empty.ts";
import { wireSchema } from "../wire-schema.ts";
import { strictNames } from "./naming.ts";

/** Lists that hold activities: the pipeline's own and those of its containers. */
const activityLists = ["activities", "ifTrueActivities", "ifFalseActivities", "defaultActivities"];

/** Stored as sent: nothing beyond the common differences. */
export const pipeline: SynapseContract = {
  workspace: "synapse",
  kind: "pipeline",
  label: "pipeline",
  folder: "pipeline",
  resourceType: "pipelines",
  managed: true,
  referenceTypes: referenceTypes.pipeline,
  names: strictNames,
  maxBytes: 200 * 1024,
  schema: () => wireSchema("pipeline"),
  references: (body) => scanReferences("pipeline", body),
  tolerances: emptyInPipelines,
  risk: riskBy([
    notesAreCosmetic,
    {
      patterns: activityLists.flatMap((list) => [
        `properties.**.${list}[*].description`,
        `properties.**.${list}[*].userProperties`,
      ]),
      risk: "cosmetic",
    },
    parameterRule("properties.parameters"),
  ]),
  protects: (name, body) => protection({ kind: "pipeline", name }, body),
};
