import { emptyInPipelines } from "../../canonical/empty.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { strictNames } from "../naming.ts";
import { notesAreCosmetic, parameterRule, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";

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
  schema: (told) => wireSchema("pipeline", told),
  references: (body) => scanReferences("pipeline", body),
  runs: true,
  cost: synapseCost,
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
