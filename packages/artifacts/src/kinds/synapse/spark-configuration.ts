import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { lenientNames } from "../naming.ts";
import { notesAreCosmetic, riskBy } from "../risk.ts";
import { synapseCost } from "./cost.ts";

export const sparkConfiguration: SynapseContract = {
  workspace: "synapse",
  kind: "spark-configuration",
  label: "Spark configuration",
  folder: "sparkConfiguration",
  resourceType: "sparkconfigurations",
  managed: true,
  referenceTypes: referenceTypes["spark-configuration"],
  names: lenientNames,
  schema: (told) => wireSchema("spark-configuration", told),
  references: (body) => scanReferences("spark-configuration", body),
  cost: synapseCost,
  tolerances: [
    {
      pattern: "properties.created",
      rule: { do: "instant" },
      reason: "Clients format the creation date differently.",
      source: "@azure/synapse-artifacts 1.0.0-beta.12: writes it with milliseconds, however it was read",
    },
  ],
  risk: riskBy([
    notesAreCosmetic,
    { patterns: ["properties.notes", "properties.created", "properties.createdBy"], risk: "cosmetic" },
  ]),
  protects: (name, body) => protection({ kind: "spark-configuration", name }, body),
};
