import { emptyInTriggers } from "../../canonical/empty.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { ImmutableField, SynapseContract, Tolerance } from "../../words/kind.ts";
import { strictNames } from "../naming.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";
import { dueWindows } from "./firing/backfill.ts";
import { nextFire } from "./firing/next-fire.ts";
import { asksToRun, runtimeStatePath, withStarted } from "./runtime-state.ts";

/** Where schedule triggers (in `recurrence`) and tumbling window triggers hold their instants. */
const instants: readonly Tolerance[] = [
  "properties.typeProperties.recurrence.startTime",
  "properties.typeProperties.recurrence.endTime",
  "properties.typeProperties.startTime",
  "properties.typeProperties.endTime",
].map((pattern) => ({
  pattern,
  rule: { do: "instant" },
  reason: "The service reformats timestamps: …00.000Z comes back as …00Z.",
  source: "recorded traffic: trigger PUT and the GET after it",
}));

const windowsAreFixed =
  "learn.microsoft.com/azure/data-factory/how-to-create-tumbling-window-trigger: once published, interval and frequency can't be edited; the service answers TumblingWindowTriggerFrequencyOrIntervalUpdateNotAllowed";

/** What makes the windows of a tumbling window trigger; `endTime`, `delay`, `maxConcurrency` and `retryPolicy` may change. */
const immutable: readonly ImmutableField[] = [
  { path: "properties.typeProperties.frequency", source: windowsAreFixed },
  { path: "properties.typeProperties.interval", source: windowsAreFixed },
  {
    path: "properties.typeProperties.startTime",
    source:
      "error that users of the service reported in public: TumblingWindowTriggerStartTimeUpdateNotAllowed",
  },
].map((field) => ({ ...field, type: "TumblingWindowTrigger" }));

export const trigger: SynapseContract = {
  workspace: "synapse",
  kind: "trigger",
  label: "trigger",
  folder: "trigger",
  resourceType: "triggers",
  managed: true,
  referenceTypes: referenceTypes.trigger,
  names: strictNames,
  schema: (told) => wireSchema("trigger", told),
  references: (body) => scanReferences("trigger", body),
  fires: {
    statePath: runtimeStatePath,
    stateIn: asksToRun,
    withState: withStarted,
    nextFire,
    dueWindows,
    // What it fires on is looked at, and after a stop its etag.
    requests: { start: 2, stop: 3 },
  },
  cost: synapseCost,
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
  immutable,
  risk: riskBy([notesAreCosmetic]),
  protects: (name, body) => protection({ kind: "trigger", name }, body),
};
