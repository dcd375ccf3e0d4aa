import { protection } from "../defaults.ts";
import type { SynapseContract, Tolerance } from "../kind.ts";
import { scanReferences } from "../reference-scan.ts";
import { referenceTypes } from "../reference-types.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { emptyInTriggers } from "../tolerance-empty.ts";
import { wireSchema } from "../wire-schema.ts";
import { strictNames } from "./naming.ts";

/** Where schedule triggers (in `recurrence`) and tumbling window triggers hold their instants. */
const instants: readonly Tolerance[] = [
  "properties.typeProperties.recurrence.startTime",
  "properties.typeProperties.recurrence.endTime",
  "properties.typeProperties.startTime",
  "properties.typeProperties.endTime",
].map((pattern) => ({
  pattern,
  rule: { do: "instant" },
  reason: "The service renders instants anew: …00.000Z comes back as …00Z.",
  source: "recorded traffic: trigger PUT and the GET after it",
}));

export const trigger: SynapseContract = {
  workspace: "synapse",
  kind: "trigger",
  label: "trigger",
  folder: "trigger",
  resourceType: "triggers",
  managed: true,
  referenceTypes: referenceTypes.trigger,
  names: strictNames,
  schema: () => wireSchema("trigger"),
  references: (body) => scanReferences("trigger", body),
  tolerances: [
    {
      pattern: "properties.runtimeState",
      rule: { do: "ignore" },
      reason: "Read-only: it says whether the trigger runs, and only start and stop change it.",
      source: "recorded traffic: a new trigger reads Stopped whatever was sent",
    },
    ...instants,
    ...emptyInTriggers,
  ],
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "trigger", name }, body),
};
