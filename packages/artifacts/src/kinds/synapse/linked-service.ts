import { emptyInLinkedServices } from "../../canonical/empty.ts";
import { protection } from "../../references/defaults.ts";
import { scanReferences } from "../../references/scan.ts";
import { referenceTypes } from "../../references/types.ts";
import { wireSchema } from "../../shape/wire-schema.ts";
import type { SynapseContract } from "../../words/kind.ts";
import { strictNames } from "../naming.ts";
import { notesAreCosmetic, parameterRule, riskBy, typeIsBreaking } from "../risk.ts";
import { synapseCost } from "./cost.ts";

/** Stored as sent, but for secrets, which are among the common differences. */
export const linkedService: SynapseContract = {
  workspace: "synapse",
  kind: "linked-service",
  label: "linked service",
  folder: "linkedService",
  resourceType: "linkedservices",
  managed: true,
  referenceTypes: referenceTypes["linked-service"],
  names: strictNames,
  maxBytes: 100 * 1024,
  schema: (told) => wireSchema("linked-service", told),
  references: (body) => scanReferences("linked-service", body),
  cost: synapseCost,
  tolerances: emptyInLinkedServices,
  risk: riskBy([notesAreCosmetic, typeIsBreaking, parameterRule("properties.parameters")]),
  protects: (name, body) => protection({ kind: "linked-service", name }, body),
};
